// The languages by the names that src/pages/files/viewer/language.rs gives them, each a file of its own. A name that is missing here
// is a fault, and the specs go through all of them.

import type { Language } from '@codemirror/language';
import { fetched } from './modules';

type Loaded = Promise<{ language: Language }>;

const LANGUAGES: Record<string, () => Loaded> = {
  c: () => import('./languages/c'),
  csharp: () => import('./languages/csharp'),
  css: () => import('./languages/css'),
  diff: () => import('./languages/diff'),
  dockerfile: () => import('./languages/dockerfile'),
  elixir: () => import('./languages/elixir'),
  go: () => import('./languages/go'),
  html: () => import('./languages/html'),
  ini: () => import('./languages/ini'),
  java: () => import('./languages/java'),
  javascript: () => import('./languages/javascript'),
  json: () => import('./languages/json'),
  jsx: () => import('./languages/jsx'),
  kotlin: () => import('./languages/kotlin'),
  less: () => import('./languages/less'),
  lua: () => import('./languages/lua'),
  makefile: () => import('./languages/makefile'),
  markdown: () => import('./languages/markdown'),
  nginx: () => import('./languages/nginx'),
  php: () => import('./languages/php'),
  powershell: () => import('./languages/powershell'),
  python: () => import('./languages/python'),
  ruby: () => import('./languages/ruby'),
  rust: () => import('./languages/rust'),
  sass: () => import('./languages/sass'),
  scala: () => import('./languages/scala'),
  scss: () => import('./languages/scss'),
  shell: () => import('./languages/shell'),
  sql: () => import('./languages/sql'),
  swift: () => import('./languages/swift'),
  toml: () => import('./languages/toml'),
  tsx: () => import('./languages/tsx'),
  typescript: () => import('./languages/typescript'),
  vue: () => import('./languages/vue'),
  xml: () => import('./languages/xml'),
  yaml: () => import('./languages/yaml'),
};

export async function languageOf(name: string): Promise<Language | undefined> {
  const load = LANGUAGES[name];
  return load && (await fetched(load)).language;
}
