export { tsxLanguage as language } from '@codemirror/lang-javascript';
