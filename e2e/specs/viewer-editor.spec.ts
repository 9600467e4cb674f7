// The text of an opened file in the editor: colours, wherever they come from, and what happens when the editor does not come.

import { signInAs, tryAgain } from '../support/app.ts';
import { FilesPage } from '../support/files-page.ts';
import { expect, test } from '../support/test.ts';
import { Viewer, openDemo, openNew } from '../support/viewer.ts';

// A language, a file of it, and whether it says what it is or is to be known by its name.
const LANGUAGES: [path: string, text: string, language?: string][] = [
  ['/a.tsx', 'const A = (p: Props) => <b title="x">{p.name}</b>; // c\n', 'typescript'],
  ['/a.ts', 'interface A { readonly b: string }\nexport const c = `x${1}`;\n'],
  ['/a.jsx', 'export const A = () => <b title="x">{1}</b>;\n'],
  ['/a.js', 'async function a() { return await b("x"); }\n'],
  ['/a.rs', 'fn main() -> Result<(), Error> { println!("{}", 1); Ok(()) }\n'],
  ['/a.py', 'def a(b: int) -> str:\n    """doc"""\n    return f"{b}"  # c\n'],
  ['/a.go', 'package main\n\nfunc main() { fmt.Println("x", 1) }\n'],
  ['/A.java', 'public class A { private final String b = "x"; /* c */ }\n'],
  ['/a.kt', 'fun main(args: Array<String>) { val a = "x" // c\n}\n'],
  ['/a.php', '<p><?php function a($b) { return "x" . $b; } ?></p>\n'],
  ['/a.rb', 'class A\n  def b(c) = "#{c}" # d\nend\n'],
  ['/a.ex', 'defmodule A do\n  def b(c), do: "#{c}" # d\nend\n'],
  ['/a.c', '#include <stdio.h>\nint main(void) { return puts("x"); }\n'],
  ['/a.cpp', 'template <typename T> class A { public: T b = nullptr; };\n'],
  ['/a.cs', 'public class A { public string B => "x"; // c\n}\n'],
  ['/a.json', '{"a": [1, true, null, "x"]}\n'],
  ['/a.yaml', 'a:\n  - b: "x" # c\n    d: 1\n'],
  ['/a.toml', '[a]\nb = "x" # c\nd = 1\n'],
  ['/a.html', '<!doctype html><p class="a">b</p><script>const c = "x";</script>\n'],
  ['/a.vue', '<template><p :class="a">{{ b }}</p></template>\n<script>export default {}</script>\n'],
  ['/a.css', '.a { color: #fff; width: calc(1px + 2em) } /* b */\n'],
  ['/a.scss', '$a: 1px;\n.b { &:hover { width: $a } } // c\n'],
  ['/a.sql', "SELECT a, COUNT(*) FROM b WHERE c = 'x' -- d\n"],
  ['/a.sh', '#!/bin/sh\nif [ -n "$A" ]; then echo "$A"; fi # b\n'],
  ['/Dockerfile', 'FROM rust:1 AS a\n# b\nRUN cargo build\n'],
  ['/Makefile', 'A := b\nall: $(A)\n\techo "c" # d\n'],
  ['/a.xml', '<?xml version="1.0"?><a b="c"><!-- d --></a>\n'],
  ['/a.ini', '[a]\nb=c\n# d\n'],
  ['/nginx.conf', 'server { listen 80; # a\n}\n'],
  ['/a.unknown', 'let a = "b"; // c\n', 'rust'],
];

test('every language has its colours, and the text is that of the file', async ({ page, account }) => {
  test.slow();
  const files = LANGUAGES.map(([original_path, text, language]) => ({ original_path, text, language }));
  const { files: created } = await openNew(page, account, files);
  await expect(new Viewer(page, created[0]?.original_path ?? '').editor).toBeVisible();
  for (const file of created) {
    const viewer = new Viewer(page, file.original_path);
    await test.step(file.original_path, async () => {
      await expect.poll(() => viewer.shown()).toBe(file.text.replace(/\n$/, ''));
      await expect.poll(() => viewer.colours()).toBeGreaterThan(2);
    });
    // The next one is newer, and so above it.
    if (file !== created.at(-1)) await viewer.button('Previous file').click();
  }
});

test('what is no known language is plain', async ({ page, account }) => {
  const { viewer } = await openNew(page, account, [{ original_path: '/notes.txt', text: 'if (a) return "b"; // c\n' }]);
  await expect(viewer.editor).toBeVisible();
  expect(await viewer.colours()).toBe(1);
});

test('every file of the demo project reads as it was written', async ({ page, demo }) => {
  test.slow();
  await page.addInitScript(() => localStorage.setItem('neptun.markdown-source', 'true'));
  const all = await demo.files((await demo.projectNamed('harbour-api')).id);
  await openDemo(page, demo, all[0]?.original_path ?? '');
  for (const { original_path, text } of all) {
    const viewer = new Viewer(page, original_path);
    await expect(viewer.region).toBeVisible();
    if (text) await expect(viewer.editor).toBeVisible();
    // What is not in sight is not drawn; of the rest not a character is missing.
    if (text) await test.step(original_path, async () => {
      const shown = await viewer.shown();
      expect(shown.length).toBeGreaterThan(0);
      if (Math.max(...text.split('\n').map((line) => line.length)) < 4_000) {
        expect(text.replace(/\n$/, '').startsWith(shown)).toBe(true);
      }
    });
    // The list is in the order of the server.
    if (original_path !== all.at(-1)?.original_path) await viewer.button('Next file').click();
  }
});

test('the colours follow the theme', async ({ page, demo }) => {
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  const keyword = viewer.editor.getByText('use', { exact: true }).first();
  const colour = () => keyword.evaluate((element) => getComputedStyle(element).color);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(keyword).toBeVisible();
  const light = await colour();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colour).not.toBe(light);
});

test('nothing moves when the editor takes the place of the plain text', async ({ page, demo }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/editor-\w+\/main\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  const { viewer } = await openDemo(page, demo, '/docs/openapi.yaml', '#L200');
  // The text is there without the editor, and the line in sight.
  await expect(viewer.number(200)).toBeInViewport();
  await expect(viewer.editor).toHaveCount(0);
  const place = async () => {
    const { y, height } = (await viewer.number(200).boundingBox()) ?? { y: 0, height: 0 };
    return { middle: y + height / 2, top: await viewer.text.evaluate((text) => text.scrollTop) };
  };
  const line = viewer.text.getByText('description:').first();
  const style = async (of: typeof line) =>
    of.evaluate((element) => (({ fontFamily, fontSize, lineHeight }) => ({ fontFamily, fontSize, lineHeight }))(getComputedStyle(element)));
  const before = { ...(await place()), ...(await style(line)) };
  release();
  await expect(viewer.editor).toBeVisible();
  const after = { ...(await place()), ...(await style(line)) };
  expect(after.top).toBe(before.top);
  expect(Math.abs(after.middle - before.middle)).toBeLessThan(1);
  expect([after.fontFamily, after.fontSize, after.lineHeight]).toEqual([before.fontFamily, before.fontSize, before.lineHeight]);
});

test('an editor that does not arrive leaves the plain text, says so, and is tried again', async ({ page, demo, switches }) => {
  await switches.set({ path: '/editor-', fault: '503' });
  const { file, viewer } = await openDemo(page, demo, '/src/main.rs');
  const told = viewer.region.getByRole('status').filter({ hasText: 'Shown as plain text' });
  await expect(told).toBeVisible();
  await expect.poll(() => viewer.text.textContent()).toBe(file.text);
  // Lines can be marked all the same.
  await viewer.number(3).click();
  await expect(page).toHaveURL(/#L3$/);
  await switches.clear();
  await tryAgain(told).click();
  await expect(viewer.editor).toBeVisible();
  await expect(told).toHaveCount(0);
  await expect.poll(() => viewer.marked()).toEqual([file.text.split('\n')[2]]);
});

test('the editor is tried again by itself when the network returns', async ({ page, demo, context }) => {
  const script = '**/editor-*/main.js';
  await page.route(script, (route) => route.abort());
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  const told = viewer.region.getByRole('status').filter({ hasText: 'Shown as plain text' });
  await expect(told).toBeVisible();
  await page.unroute(script);
  await context.setOffline(true);
  await context.setOffline(false);
  await expect(viewer.editor).toBeVisible();
  await expect(told).toHaveCount(0);
});

test('an editor that the browser does not ask for again is one for "Reload"', async ({ page, demo }) => {
  // What a module needs and does not get is remembered for as long as the page is there.
  await page.route('**/editor-*/chunk-*', (route) => route.abort(), { times: 1 });
  const { viewer } = await openDemo(page, demo, '/src/main.rs');
  const told = viewer.region.getByRole('status').filter({ hasText: 'Shown as plain text' });
  await tryAgain(told).click();
  await told.getByRole('button', { name: 'Reload' }).click();
  await expect(viewer.editor).toBeVisible();
});

test('an editor that the server has no more because the app was updated: reloading is the way on, for Markdown too', async ({ page, demo, switches }) => {
  await switches.set({ path: '/editor-', fault: '404' });
  const newer = { contentType: 'text/html', body: '<!doctype html><script type="module" src="/neptun-ui-0123456789abcdef.js"></script>' };
  await page.route((url) => url.pathname === '/', (route) => route.fulfill(newer));
  for (const [path, note] of [['/src/main.rs', 'Shown as plain text.'], ['/README.md', 'The Markdown preview could not be loaded.']] as const) {
    const { viewer } = await openDemo(page, demo, path);
    await expect(viewer.region.getByRole('status').filter({ hasText: note }).getByRole('button', { name: 'Reload' })).toBeVisible();
    await expect(tryAgain(viewer.region)).toHaveCount(0);
  }
});

test('the editor is fetched when the list is there, and not before', async ({ page, demo }) => {
  await signInAs(page, demo);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const { id } = await demo.projectNamed('harbour-api');
  const coming = page.waitForResponse(/\/editor-\w+\/main\.js$/);
  await page.goto(`/projects/${id}/files`);
  await expect(new FilesPage(page).rowAt(0)).toBeVisible();
  await (await coming).finished();
  const list = fetched.findIndex((path) => path.endsWith('/resources/files'));
  const editor = fetched.findIndex((path) => path.includes('/editor-'));
  expect(list).toBeGreaterThan(-1);
  expect(editor).toBeGreaterThan(list);
  // Languages come with the first file that is written in them.
  expect(fetched.filter((path) => path.includes('/editor-') && path.includes('rust'))).toEqual([]);
});
