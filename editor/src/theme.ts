// How the text looks: as the plain one that it takes the place of (style/viewer.css), in colours that follow the app's theme. All of
// them can be read on the panel and on marked lines, in both themes.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const layout = EditorView.theme({
  '&': { flex: '1', minHeight: '0', color: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-waiting': { position: 'absolute', inset: '0', visibility: 'hidden' },
  '.cm-scroller': {
    font: '12.5px / var(--line-height) var(--mono)',
    fontVariantLigatures: 'none',
    overscrollBehavior: 'contain',
  },
  // Above the line numbers, which stick to the edge.
  '&:has(.cm-content:focus-visible)::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    zIndex: '300',
    outline: '2px solid var(--accent)',
    outlineOffset: '-2px',
    pointerEvents: 'none',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 16px 0 0' },
  '.cm-gutters': { border: 'none', background: 'var(--panel)', color: 'var(--faint)' },
  '.cm-numbers': { width: 'calc(var(--digits) * 1ch + 32px)' },
  '.cm-gutterElement': { paddingRight: '14px', textAlign: 'right', cursor: 'pointer' },
  '.cm-gutterElement [data-line]::before': { content: 'attr(data-line)' },
  '.cm-gutterElement:hover': { color: 'var(--accent-text)' },
  '.cm-gutterElement.marked': { background: 'var(--hit)', color: 'var(--text)' },
  '.cm-line.marked': { background: 'var(--hit)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 12px 0 16px', cursor: 'default' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--accent) 7%, transparent)' },
  '.cm-collapsedLines': { background: 'var(--sunken)', color: 'var(--muted)' },
  '.cm-changedLine, .cm-insertedLine': { background: 'color-mix(in srgb, var(--good) 14%, transparent)' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { background: 'color-mix(in srgb, var(--bad) 12%, transparent)' },
  '.cm-changedText': { background: 'color-mix(in srgb, var(--good) 30%, transparent)' },
  '&.cm-merge-a .cm-changedText, .cm-deletedText': { background: 'color-mix(in srgb, var(--bad) 28%, transparent)' },
  '.cm-chunkButtons button[name]': {
    minHeight: '24px',
    padding: '0 8px',
    border: '1px solid var(--control-line)',
    borderRadius: 'var(--radius)',
    background: 'var(--panel)',
    color: 'var(--text)',
    cursor: 'pointer',
  },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.control': {
    marginInline: '1px',
    paddingInline: '3px',
    borderRadius: '3px',
    background: 'var(--bad-soft)',
    color: 'var(--bad)',
    fontSize: '10.5px',
  },
});

const panel = EditorView.theme({
  '.cm-panels': { background: 'var(--sunken)', color: 'var(--text)', font: '12px/1.4 var(--sans)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.find': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 6px', padding: '6px 8px 6px 16px' },
  '.find input[type=search]': {
    flex: '1 1 80px',
    minWidth: '0',
    height: '28px',
    padding: '0 8px',
    border: '1px solid var(--control-line)',
    borderRadius: 'var(--radius)',
    background: 'var(--panel)',
    color: 'var(--text)',
    font: '12.5px var(--mono)',
  },
  '.find input[aria-invalid=true]': { borderColor: 'var(--bad)' },
  '.find output': { minWidth: '9ch', color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' },
  '.find output.bad': { color: 'var(--bad)' },
  '.find .button': { minHeight: '28px', padding: '0 8px', fontSize: '12px' },
  '.cm-searchMatch': { background: 'var(--accent-soft)', boxShadow: '0 0 0 1px var(--accent)' },
  '.cm-searchMatch.cm-searchMatch-selected': { background: 'var(--hit)', boxShadow: '0 0 0 2px var(--accent)' },
});

const KEYWORD = 'light-dark(#8b2a7b, #e9a8e0)';
const STRING = 'light-dark(#1d6b2f, #a5d6a0)';
const NUMBER = 'light-dark(#944700, #f2ba88)';
const FUNCTION = 'light-dark(#1f4fa8, #a3c1f7)';
const TYPE = 'light-dark(#07595f, #7fdbe0)';
const PROPERTY = 'light-dark(#6b4a00, #e6cb90)';
const COMMENT = 'light-dark(#566866, #a9babe)';

const colours = HighlightStyle.define([
  { tag: [tags.comment, tags.meta, tags.documentMeta, tags.processingInstruction], color: COMMENT },
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self, tags.tagName, tags.heading], color: KEYWORD },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character, tags.attributeValue, tags.inserted], color: STRING },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color, tags.escape, tags.constant(tags.name)], color: NUMBER },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.macroName, tags.labelName, tags.link, tags.url], color: FUNCTION },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.standard(tags.name)], color: TYPE },
  { tag: [tags.propertyName, tags.attributeName, tags.annotation, tags.special(tags.variableName)], color: PROPERTY },
  { tag: [tags.deleted, tags.invalid], color: 'var(--bad)' },
  { tag: [tags.heading, tags.strong], fontWeight: '600' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
]);

export const theme: Extension = [layout, panel, syntaxHighlighting(colours)];
