export { javaLanguage as language } from '@codemirror/lang-java';
