export { phpLanguage as language } from '@codemirror/lang-php';
