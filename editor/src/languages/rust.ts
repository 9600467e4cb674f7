export { rustLanguage as language } from '@codemirror/lang-rust';
