// How rendered Markdown looks.

import { sheetOf } from './style_sheets';

const RULES = `
.markdown { flex: 1; min-height: 0; overflow: auto; padding: 16px 24px 40px; font: 14px/1.6 var(--sans); overflow-wrap: anywhere }
.markdown:focus-visible { outline-offset: -2px }
.markdown > * { max-width: 76ch }
.markdown :is(h1, h2, h3, h4, h5, h6) { margin: 1.5em 0 .5em; font-weight: 600; line-height: 1.3; outline: none }
.markdown > :first-child { margin-top: 0 }
.markdown h1 { font-size: 22px }
.markdown h2 { padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 18px }
.markdown h3 { font-size: 15px }
.markdown :is(h4, h5, h6) { font-size: 14px }
.markdown :is(p, ul, ol, dl, blockquote, pre, table, details) { margin: 0 0 12px }
.markdown :is(ul, ol) { padding-left: 24px; list-style: revert }
.markdown li > :is(ul, ol) { margin-bottom: 0 }
.markdown a { color: var(--accent-text); text-decoration: underline }
.markdown :is(code, kbd, samp, pre) { font: 12.5px/1.55 var(--mono) }
.markdown :is(code, kbd) { padding: 1px 4px; border-radius: 4px; background: var(--sunken) }
.markdown pre { padding: 10px 12px; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--sunken); tab-size: 4; overflow-wrap: normal }
.markdown pre code { padding: 0; background: none }
.markdown blockquote { padding-left: 12px; border-left: 3px solid var(--line-strong); color: var(--muted) }
.markdown table { display: block; width: fit-content; max-width: 100%; overflow: auto; border-collapse: collapse; overflow-wrap: normal }
.markdown :is(th, td) { padding: 4px 10px; border: 1px solid var(--line); text-align: left }
.markdown th { background: var(--sunken); font-weight: 600 }
.markdown hr { margin: 20px 0; border: 0; border-top: 1px solid var(--line-strong) }
.markdown img { max-width: 100%; height: auto }
.markdown span.picture { color: var(--muted); font-style: italic }
.markdown .button.picture { max-width: 100%; white-space: normal; text-align: left }
`;

let adopted = false;

export function adoptMarkdownStyle(): void {
  if (adopted) return;
  adopted = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheetOf(RULES)];
}
