// The HTML that Markdown may contain, without what could do something. Handed to the browser's parser as it is, a handler or a style in it
// would be reported as an attack on the page, even where it is thrown away afterwards.

export const TAGS = [
  'a', 'abbr', 'b', 'blockquote', 'br', 'code', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i',
  'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's', 'samp', 'small', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td',
  'tfoot', 'th', 'thead', 'tr', 'u', 'ul', 'var',
];

export const ATTRIBUTES = ['align', 'alt', 'colspan', 'href', 'id', 'name', 'open', 'rowspan', 'src', 'start', 'title'];

// A comment, an element whose content is no text, or a tag.
const MARKUP = /<!--[^]*?(?:-->|$)|<(script|style|iframe|svg|math|template|noscript|object)\b[^]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/gi;

// The same text with only those tags and attributes; everything else of it is written out.
export function harmless(html: string): string {
  let result = '';
  let at = 0;
  for (const found of html.matchAll(MARKUP)) {
    const [whole, , slash = '', name = '', attributes = ''] = found;
    result += escaped(html.slice(at, found.index));
    at = found.index + whole.length;
    const tag = name.toLowerCase();
    if (TAGS.includes(tag)) result += `<${slash}${tag}${slash ? '' : allowed(attributes)}>`;
  }
  return result + escaped(html.slice(at));
}

function allowed(attributes: string): string {
  let result = '';
  for (const [, name = '', ...values] of attributes.matchAll(ATTRIBUTE)) {
    const attribute = name.toLowerCase();
    const value = values.find((value) => value !== undefined) ?? '';
    if (ATTRIBUTES.includes(attribute)) result += ` ${attribute}="${escaped(value)}"`;
  }
  return result;
}

// A reference such as `&amp;` stays one.
function escaped(text: string): string {
  return text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
