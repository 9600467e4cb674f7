// Finishes the app that Trunk is building: a hook of Trunk.toml. Bundles the editor: one file that every opened file needs, and one for
// each language. Names the editor's folder and the files of the engine after their content, so that browsers may keep them for ever and
// no page gets an engine of another version.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// What index.html calls the folder.
const PLACEHOLDER = 'EDITOR_FOLDER';

const here = dirname(fileURLToPath(import.meta.url));
const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) throw new Error('TRUNK_STAGING_DIR is not set: this is run by Trunk');

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ['src/main.ts'],
  inject: ['src/idle.ts'],
  // Both would have CodeMirror parse for 100 ms without a pause (src/idle.ts).
  define: { requestIdleCallback: 'idleInShortSlices', 'navigator.scheduling': 'undefined' },
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: process.env.TRUNK_PROFILE === 'release',
  legalComments: 'none',
  outdir: 'out',
  write: false,
  logLevel: 'warning',
});

const hash = createHash('sha256');
for (const { path, contents } of outputFiles) hash.update(basename(path)).update(contents);
const folder = `editor-${hash.digest('hex').slice(0, 16)}`;

await mkdir(join(dist, folder));
for (const { path, contents } of outputFiles) await writeFile(join(dist, folder, basename(path)), contents);

// Trunk gives the files of a worker no hash, and wasm-bindgen does not start it.
const [script, wasm] = ['engine.js', 'engine_bg.wasm'].map((name) => join(dist, name));
const glue = await readFile(script, 'utf8');
const init = /(\w+) as default/.exec(glue)?.[1];
if (!init) throw new Error('engine.js has no default export');
const engineHash = createHash('sha256').update(glue).update(await readFile(wasm));
const engine = `engine-${engineHash.digest('hex').slice(0, 16)}`;
const renamed = glue.replaceAll('engine_bg.wasm', `${engine}_bg.wasm`);
await writeFile(join(dist, `${engine}.js`), `${renamed}\nawait ${init}();\n`);
await rename(wasm, join(dist, `${engine}_bg.wasm`));
await rm(script);

const page = join(dist, 'index.html');
let html = await readFile(page, 'utf8');
for (const [name, hashed] of [[PLACEHOLDER, folder], ['/engine.js', `/${engine}.js`]]) {
  if (!html.includes(name)) throw new Error(`index.html does not name ${name}`);
  html = html.replaceAll(name, hashed);
}
await writeFile(page, html);
