export { xmlLanguage as language } from '@codemirror/lang-xml';
