export { htmlLanguage as language } from '@codemirror/lang-html';
