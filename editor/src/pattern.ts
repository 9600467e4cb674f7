// The expression that finds a text whatever the case and the composition of its letters, as the search in all files does
// (crates/project-files/src/contents/search/matcher/letters.rs).

export interface Pattern {
  expression: RegExp;
  // The most characters of a match.
  longest: number;
}

// The marks that belong to the letter before them.
const MARK = '\\u0300-\\u036f\\u1160-\\u11ff\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u3099\\u309a\\ufe20-\\ufe2f';
const LETTER = new RegExp(`[^${MARK}][${MARK}]*|[${MARK}]+`, 'gu');
const STARTS_WITH_MARK = new RegExp(`^[${MARK}]`);

// Letters that are the same as one letter, in full case folding. The longest come first.
const EXPANSIONS: [letters: string, ones: string[]][] = [
  ['ffi', ['ﬃ', 'ﬀi', 'fﬁ']], ['ffl', ['ﬄ', 'ﬀl', 'fﬂ']], ['ss', ['ß']], ['i\u0307', ['İ']], ['ʼn', ['ŉ']], ['ff', ['ﬀ']], ['fi', ['ﬁ']],
  ['fl', ['ﬂ']], ['st', ['ﬅ', 'ﬆ']], ['եւ', ['և']],
];

export function patternOf(wanted: string, matchCase: boolean): Pattern {
  let source = '';
  let longest = 0;
  const text = matchCase ? wanted : expanded(wanted);
  for (let at = 0; at < text.length; ) {
    const forms = formsAt(text, at, matchCase);
    source += forms.length > 1 ? `(?:${forms.map(escaped).join('|')})` : escaped(forms[0] ?? '');
    longest += Math.max(...forms.map((form) => form.length));
    at += forms[0]?.length ?? 1;
  }
  // A letter with a further mark is another one.
  return { expression: new RegExp(`${source}(?![${MARK}])`, matchCase ? 'gu' : 'giu'), longest };
}

// The ways to write what begins at a place in a text; the first is as it stands there.
function formsAt(text: string, at: number, matchCase: boolean): string[] {
  LETTER.lastIndex = at;
  const [letter = ''] = LETTER.exec(text) ?? [];
  const [letters, ones] = EXPANSIONS.find(([letters]) => text.slice(at, at + 3).toLowerCase().startsWith(letters)) ?? [];
  if (!matchCase && letters && ones && !STARTS_WITH_MARK.test(text.slice(at + letters.length))) {
    return [text.slice(at, at + letters.length), ...ones];
  }
  const parts = [...letter.normalize('NFD')];
  if (parts.length < 2) return [letter];
  const composed = parts.map((_, last) => parts.slice(0, last + 1).join('').normalize() + parts.slice(last + 1).join(''));
  return [...new Set([letter, ...composed])];
}

function expanded(text: string): string {
  return text.replace(/[ßẞŉﬀ-ﬆİև]/g, (letter) => EXPANSIONS.find(([, ones]) => ones.includes(letter === 'ẞ' ? 'ß' : letter))?.[0] ?? letter);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
