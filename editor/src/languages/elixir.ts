export { elixirLanguage as language } from 'codemirror-lang-elixir';
