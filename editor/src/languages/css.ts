export { cssLanguage as language } from '@codemirror/lang-css';
