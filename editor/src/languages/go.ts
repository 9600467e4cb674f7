export { goLanguage as language } from '@codemirror/lang-go';
