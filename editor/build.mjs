// Bundles the editor into the app that Trunk is building: a hook of Trunk.toml. One file is what every opened file needs, each
// language another one; they lie in a folder that is named after what is in them, so that browsers may keep them for ever.

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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

const page = join(dist, 'index.html');
const html = await readFile(page, 'utf8');
if (!html.includes(PLACEHOLDER)) throw new Error(`index.html does not name ${PLACEHOLDER}`);
await writeFile(page, html.replaceAll(PLACEHOLDER, folder));
