export { markdownLanguage as language } from '@codemirror/lang-markdown';
