// Markdown as it is meant to look. Whatever a file says, no script runs and nothing is fetched from elsewhere unasked.

import DOMPurify from 'dompurify';
import { Lexer, type Token, type TokensList, marked } from 'marked';
import { LINE_END, yieldToBrowser } from './document';
import { adoptMarkdownStyle } from './markdown_style';
import { ATTRIBUTES, TAGS, harmless } from './raw_html';

// How much source is rendered without a pause.
const SLICE = 12_000;

// Where an address has been put that the browser is not to fetch by itself.
const HELD_BACK = 'data-address';

// Where the name of an element is put that a link may lead to: as an `id`, it could be one of the page's own.
const ANCHOR = 'data-anchor';
const HEADING = 'data-heading';

// Boxes to be ticked are only looked at.
marked.use({ renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '), html: ({ text }) => harmless(text) } });

const purifier = DOMPurify();

// While the element is still in a document of its own: in the page's, a picture would be fetched.
purifier.addHook('uponSanitizeAttribute', (element, attribute) => {
  if (attribute.attrName === 'src' || attribute.attrName === 'href') {
    element.setAttribute(HELD_BACK, attribute.attrValue.trim());
    attribute.keepAttr = false;
  } else if (attribute.attrName === 'id' || attribute.attrName === 'name') {
    element.setAttribute(ANCHOR, attribute.attrValue);
    attribute.keepAttr = false;
  }
});

// Renders into an element, which is emptied before. `onLink` is called with the address of a link to another file.
export async function render(text: string, into: HTMLElement, onLink: (address: string) => void): Promise<void> {
  adoptMarkdownStyle();
  into.replaceChildren();
  into.onclick = (event) => follow(event, into, onLink);
  const names = new Map<string, number>();
  const tokens = await tokensOf(text);
  for (const slice of slices(tokens)) {
    const html = marked.parser(slice);
    const part = purifier.sanitize(html, { ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ATTRIBUTES, ALLOW_DATA_ATTR: false, RETURN_DOM_FRAGMENT: true });
    for (const heading of part.querySelectorAll('h1, h2, h3, h4, h5, h6')) nameHeading(heading, names);
    for (const link of part.querySelectorAll('a')) lead(link);
    for (const picture of part.querySelectorAll('img')) picture.replaceWith(placeholder(picture));
    for (const wide of part.querySelectorAll('pre, table')) wide.setAttribute('tabindex', '0');
    into.append(part);
    await yieldToBrowser();
  }
}

// What marked's own `lexer` does at once: first the blocks, then what is in them, which may name addresses from anywhere.
async function tokensOf(text: string): Promise<TokensList> {
  const lexer = new Lexer();
  let worked = 0;
  for (const section of sections(text)) {
    lexer.blockTokens(section, lexer.tokens);
    if ((worked += section.length) > SLICE) {
      worked = 0;
      await yieldToBrowser();
    }
  }
  for (const { src, tokens } of lexer.inlineQueue) {
    lexer.inlineTokens(src, tokens);
    if ((worked += src.length) > SLICE) {
      worked = 0;
      await yieldToBrowser();
    }
  }
  return lexer.tokens;
}

// The text from heading to heading. A fenced block is not parted, whatever its lines begin with; what stands before the first
// heading between two lines of dashes is no Markdown, but about the file.
function* sections(text: string): Generator<string> {
  const lines = text.replace(LINE_END, '\n').replace(/^---\n([^]*?\n)---\n/, '```yaml\n$1```\n').split('\n');
  let section: string[] = [];
  let fence = '';
  for (const line of lines) {
    const [, marks = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (!fence && /^#{1,6} /.test(line)) {
      yield `${section.join('\n')}\n`;
      section = [];
    }
    if (!fence) fence = marks;
    else if (marks.startsWith(fence) && line.trim() === marks) fence = '';
    section.push(line);
  }
  yield section.join('\n');
}

// The tokens in groups: markup that opens before a heading and closes after it is rare, so that is where they are parted.
function* slices(tokens: Token[]): Generator<Token[]> {
  let slice: Token[] = [];
  let length = 0;
  for (const token of tokens) {
    if (length > SLICE && (token.type === 'heading' || length > 4 * SLICE)) {
      yield slice;
      slice = [];
      length = 0;
    }
    slice.push(token);
    length += token.raw.length;
  }
  yield slice;
}

// The names that links within a file use, as GitHub makes them.
function nameHeading(heading: Element, names: Map<string, number>): void {
  const name = slug((heading.textContent ?? '').trim());
  const before = names.get(name) ?? 0;
  names.set(name, before + 1);
  heading.setAttribute(HEADING, before ? `${name}-${before}` : name);
}

function slug(text: string): string {
  return text.normalize().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '').replace(/\s/g, '-');
}

// The same for all names that other programs make of a heading: they differ in what is left of an emoji, and in hyphens.
function likeness(name: string): string {
  return slug(name).replace(/\ufe0f/g, '').replace(/-+/g, '-').replace(/^-|-$/g, '');
}

// The element that a link within the file leads to.
function targetOf(fragment: string, root: HTMLElement): Element | null | undefined {
  const named = [...root.querySelectorAll(`[${ANCHOR}], [${HEADING}]`)];
  const find = (isWanted: (name: string) => boolean) =>
    named.find((element) => [ANCHOR, HEADING].some((attribute) => isWanted(element.getAttribute(attribute) ?? '')));
  const wanted = likeness(fragment.replace(/^user-content-/, ''));
  const found = fragment && (find((name) => name === fragment) ?? (wanted && find((name) => likeness(name) === wanted)));
  return found || (/^(?:top)?$/i.test(fragment) ? root.firstElementChild : undefined);
}

function isOfTheWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

// Only addresses of the web and of this project lead anywhere.
function lead(link: HTMLAnchorElement): void {
  const address = link.getAttribute(HELD_BACK) ?? '';
  if (isOfTheWeb(address) || /^mailto:/i.test(address)) {
    link.href = address;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  } else if (address && !/^[a-z][a-z0-9+.-]*:/i.test(address) && !address.startsWith('//')) {
    // A link to the keyboard too; where it leads is worked out when it is followed.
    link.href = '#';
  } else {
    link.removeAttribute(HELD_BACK);
  }
}

function follow(event: MouseEvent, root: HTMLElement, onLink: (address: string) => void): void {
  const link = (event.target as Element).closest('a');
  const address = link?.getAttribute(HELD_BACK);
  if (!address || link?.target) return;
  event.preventDefault();
  event.stopPropagation();
  if (!address.startsWith('#')) return onLink(address);
  goTo(address, root, onLink);
}

// Brings a section into sight. The app marks lines, and says that there is no such section.
export function goTo(address: string, root: HTMLElement, onLink: (address: string) => void): void {
  const target = targetOf(decoded(address.slice(1)), root);
  if (!target) return onLink(decoded(address));
  for (let folded = target.closest('details'); folded; folded = folded.parentElement?.closest('details') ?? null) folded.open = true;
  target.setAttribute('tabindex', '-1');
  target.scrollIntoView({ block: 'start' });
  (target as HTMLElement).focus({ preventScroll: true });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Whoever has a picture fetched tells its server that it is being looked at, so that is up to the user.
function placeholder(picture: HTMLImageElement): HTMLElement {
  const address = picture.getAttribute(HELD_BACK) ?? '';
  const what = picture.alt || 'without a description';
  if (!/^https:\/\//i.test(address)) {
    const text = document.createElement('span');
    text.className = 'picture';
    text.textContent = `Image: ${what}`;
    return text;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button picture';
  button.textContent = `Load image: ${what}`;
  button.title = address;
  button.onclick = (event) => {
    // It may be part of a link.
    event.preventDefault();
    event.stopPropagation();
    const loaded = document.createElement('img');
    loaded.alt = picture.alt;
    loaded.referrerPolicy = 'no-referrer';
    loaded.src = address;
    button.replaceWith(loaded);
  };
  return button;
}
