export { jsxLanguage as language } from '@codemirror/lang-javascript';
