export { vueLanguage as language } from '@codemirror/lang-vue';
