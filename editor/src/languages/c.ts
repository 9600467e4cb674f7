export { cppLanguage as language } from '@codemirror/lang-cpp';
