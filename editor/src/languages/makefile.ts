import { StreamLanguage } from '@codemirror/language';

const DIRECTIVE = /^(?:-?include|sinclude|define|endef|ifn?eq|ifn?def|else|endif|export|unexport|override|vpath|undefine|private)\b/;

// Targets, variables and comments: a recipe is a shell's, in which only variables are make's.
export const language = StreamLanguage.define({
  name: 'makefile',
  startState: () => ({ recipe: false }),
  token(stream, state) {
    if (stream.sol()) state.recipe = stream.peek() === '\t';
    if (stream.eatSpace()) return null;
    if (stream.match(/^\$(?:\([^()]*\)|\{[^{}]*\}|\$|.)/)) return 'variableName.special';
    if (stream.match(/^#.*/)) return 'comment';
    if (stream.match(/^(?:"[^"]*"|'[^']*')/)) return 'string';
    if (!state.recipe) {
      if (stream.match(DIRECTIVE)) return 'keyword';
      if (stream.match(/^[\w.-]+(?=\s*(?:[:+?!]|::)?=)/)) return 'variableName.definition';
      if (stream.match(/^[^\s:=#$]+(?=[^=]*?:(?!=))/)) return 'labelName';
      if (stream.match(/^(?:::?:?=|[+?!]?=|::?|\|)/)) return 'operator';
    }
    if (!stream.match(/^[\w./-]+/)) stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '#' } },
});
