// What is in a file decides how it is shown: Markdown, JSON, nothing, bytes, a PDF, or more than a browser likes.

import { expectAccessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { Viewer, noteLongTasks, openDemo, openNew } from '../support/viewer.ts';

test.describe('Markdown', () => {
  const NASTY = `---
title: about
---
# Title

<script>document.title = 'run'</script>
<img src="x" onerror="document.title = 'run'">
<a href="javascript:document.title='run'">a trap</a>
<iframe src="https://elsewhere.example/"></iframe>
<p style="position: fixed" onclick="document.title = 'run'">raw **markup**</p>
<table background="https://elsewhere.example/t.png"><tr><td>cell</td></tr></table>

[there](https://elsewhere.example/page) and [the other file](../src/a.rs#L1) and [nothing](missing.md) and [below](#part-two)
and [a mark](#été--again) and [an id](#Here) and [no section](#nowhere)
and [itself](./a.md#part-two) and [a guide](guide.md#step-2)

![a boat](https://elsewhere.example/boat.png)

- [x] done

\`\`\`sh
# no heading
\`\`\`

${'filler\n\n'.repeat(60)}

## 🚀 Été ❤️ again

<details><summary>More</summary><p id="Here">in a fold</p></details>

## Part two

[there]: https://elsewhere.example/
`;
  const FILES = [
    { original_path: '/docs/a.md', text: NASTY },
    { original_path: '/src/a.rs', text: 'fn main() {}\n' },
    { original_path: '/docs/guide.md', text: `# Guide\n\n${'filler\n\n'.repeat(60)}## Step 2\n` },
  ];

  test('is rendered, with nothing in it that runs or calls anybody', async ({ page, account }) => {
    const asked: string[] = [];
    await page.route('https://elsewhere.example/**', async (route) => {
      asked.push(route.request().url());
      await route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' });
    });
    const { viewer } = await openNew(page, account, FILES);
    const article = viewer.region.getByRole('article');
    await expect(article.getByRole('heading', { name: 'Part two' })).toBeVisible();
    await expect(article.getByRole('heading', { name: 'Title', exact: true })).toBeVisible();
    await expect(article.getByText('# no heading')).toBeVisible();
    await expect(article.getByText('☑ done')).toBeVisible();
    await expect(article.getByText('raw')).toBeVisible();
    expect(await article.evaluate((element) => element.querySelectorAll('script, iframe, img, style, [onclick], [style], [background]').length)).toBe(0);
    await expect(article.getByRole('link', { name: 'a trap' })).toHaveCount(0);
    await expect(page).toHaveTitle(/^a\.md/);

    const there = article.getByRole('link', { name: 'there' });
    await expect(there).toHaveAttribute('target', '_blank');
    await expect(there).toHaveAttribute('rel', /noopener/);
    expect(asked).toEqual([]);
    await expectAccessible(page);

    // A picture comes when it is asked for.
    await article.getByRole('button', { name: 'Load image: a boat' }).click();
    await expect(article.getByRole('img', { name: 'a boat' })).toBeVisible();
    expect(asked).toEqual(['https://elsewhere.example/boat.png']);
  });

  test('links within the file and to other files of the project', async ({ page, account }) => {
    const { project, files, viewer } = await openNew(page, account, FILES);
    const article = viewer.region.getByRole('article');
    await article.getByRole('link', { name: 'below' }).click();
    await expect(article.getByRole('heading', { name: 'Part two' })).toBeInViewport();
    await article.getByRole('link', { name: 'a mark' }).click();
    await expect(article.getByRole('heading', { name: 'again' })).toBeFocused();
    await article.getByRole('link', { name: 'an id' }).click();
    await expect(article.getByText('in a fold')).toBeFocused();
    await article.getByRole('link', { name: 'no section' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'This file has no section “nowhere”' })).toBeVisible();
    await article.getByRole('link', { name: 'itself' }).click();
    await expect(article.getByRole('heading', { name: 'Part two' })).toBeFocused();
    await article.getByRole('link', { name: 'a guide' }).click();
    await expect(new Viewer(page, '/docs/guide.md').region.getByRole('heading', { name: 'Step 2' })).toBeFocused();
    await page.goBack();
    await article.getByRole('link', { name: 'nothing' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'This project has no file missing.md' })).toBeVisible();
    await article.getByRole('link', { name: 'the other file' }).click();
    await expect(page).toHaveURL(`/projects/${project.id}/files/${files[1]?.id}#L1`);
    await expect.poll(() => new Viewer(page, '/src/a.rs').marked()).toEqual(['fn main() {}']);
  });

  test('rendered or source is remembered, and a link to lines shows the source', async ({ page, demo }) => {
    const { url, file, viewer } = await openDemo(page, demo, '/README.md');
    const article = viewer.region.getByRole('article');
    await expect(article).toBeVisible();
    await expect(viewer.button('Rendered')).toHaveAttribute('aria-pressed', 'true');
    await viewer.button('Source').click();
    await expect(viewer.editor).toBeVisible();
    expect(await viewer.shown()).toBe(file.text.replace(/\n$/, ''));
    await page.reload();
    await expect(viewer.editor).toBeVisible();
    await viewer.button('Rendered').click();
    await page.reload();
    await expect(article).toBeVisible();
    await page.goto('about:blank');
    await page.goto(`${url}#L3`);
    await expect.poll(() => viewer.marked()).toEqual([file.text.split('\n')[2]]);
  });

  test('that cannot be rendered, since what does it did not arrive, is tried again', async ({ page, demo, switches }) => {
    await switches.set({ path: '/markdown-', fault: '503' });
    const { viewer } = await openDemo(page, demo, '/README.md');
    await expect(viewer.region.getByText('The Markdown preview could not be loaded.')).toBeVisible();
    await switches.clear();
    await viewer.button('Try again').click();
    await expect(viewer.region.getByRole('article')).toBeVisible();
  });
});

test('JSON is laid out on request, and not changed', async ({ page, account }) => {
  const text = '{"a":[1.0,12345678901234567890],"b":{},"a":"x, y"}';
  const { viewer } = await openNew(page, account, [{ original_path: '/a.json', text }]);
  await expect(viewer.editor).toBeVisible();
  const pretty = viewer.button('Pretty-print');
  await pretty.click();
  await expect(pretty).toHaveAttribute('aria-pressed', 'true');
  const laidOut = '{\n  "a": [\n    1.0,\n    12345678901234567890\n  ],\n  "b": {},\n  "a": "x, y"\n}';
  await expect.poll(() => viewer.shown()).toBe(laidOut);
  await pretty.click();
  await expect.poll(() => viewer.shown()).toBe(text);
});

test('JSON that is none says so', async ({ page, account }) => {
  const { viewer } = await openNew(page, account, [{ original_path: '/a.json', text: '{"a": [1}' }]);
  await viewer.button('Pretty-print').click();
  await expect(viewer.region.getByText('This is not valid JSON')).toBeVisible();
  await expect.poll(() => viewer.shown()).toBe('{"a": [1}');
});

test('a binary file says so, and is shown to whoever insists', async ({ page, account }) => {
  const { viewer } = await openNew(page, account, [{ original_path: '/a.bin', text: 'PNG\u0000\u0001\u0002 rest\n' }]);
  await expect(viewer.region.getByRole('heading', { name: 'A binary file' })).toBeVisible();
  await expect(viewer.editor).toHaveCount(0);
  await expectAccessible(page);
  await viewer.button('Show as text').click();
  await expect(viewer.editor).toContainText('rest');
});

// What only live servers have.
for (const text of ['', 'What somebody has read out of it.\n']) {
  test(`a PDF ${text ? 'with' : 'without'} a text leads to where it is`, async ({ page, account }) => {
    await page.route('**/resources/files', async (route) => {
      const answer = await route.fetch();
      const { files } = await answer.json();
      const live = files.map((file: object) => ({ ...file, context_file_type: 'pdf', pdf_url: 'https://files.example/manual.pdf' }));
      await route.fulfill({ response: answer, json: live });
    });
    const { viewer } = await openNew(page, account, [{ original_path: '/docs/manual.pdf', text }]);
    const link = viewer.region.getByRole('link', { name: 'Open the PDF' });
    await expect(link).toHaveAttribute('href', 'https://files.example/manual.pdf');
    await expect(link).toHaveAttribute('rel', /noopener/);
    if (text) await expect(viewer.editor).toContainText('What somebody has read out of it.');
    await expectAccessible(page);
  });
}

test.describe('more than a browser likes', () => {
  const MINIFIED = `!function(){${'var a=function(b,c){return b+c*2};'.repeat(30_000)}}();`;

  test('a line of a megabyte is there to its end, and never holds the page up', async ({ page, account }) => {
    const { project, file, viewer } = await openNew(page, account, [{ original_path: '/app.min.js', text: MINIFIED }]);
    await page.goto(`/projects/${project.id}/files`);
    const longTasks = await noteLongTasks(page);
    await page.getByRole('row').filter({ has: page.getByTitle(file.original_path, { exact: true }) }).click();
    await expect(viewer.editor).toBeVisible();
    await viewer.editor.focus();
    await page.keyboard.press('Control+End');
    await expect(viewer.editor.getByText('}();').last()).toBeInViewport();
    await viewer.button('Wrap lines').click();
    await expect(viewer.region.getByText('Lines this long are not wrapped.')).toBeVisible();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('}();');
    await expect(viewer.find.getByRole('status')).toHaveText('1 of 1');
    // Machines that do other things at the time are slower than the 50 ms that are meant: none of it is a freeze.
    expect(Math.max(0, ...(await longTasks()))).toBeLessThan(500);
  });

  test('five megabytes are there to their end', async ({ page, account }) => {
    const text = Array.from({ length: 100_000 }, (_, index) => `let line_${index + 1} = "some words of a line";\n`).join('');
    expect(text.length).toBeGreaterThan(4_000_000);
    const { project, file, viewer } = await openNew(page, account, [{ original_path: '/big.rs', text }]);
    await page.goto(`/projects/${project.id}/files`);
    const longTasks = await noteLongTasks(page);
    await page.getByRole('row').filter({ has: page.getByTitle(file.original_path, { exact: true }) }).click();
    await expect(viewer.editor).toBeVisible();
    await viewer.editor.focus();
    await page.keyboard.press('Control+End');
    await expect(viewer.editor.getByText('line_100000')).toBeInViewport();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('line_50000 ');
    await expect(viewer.find.getByRole('status')).toHaveText('1 of 1');
    await expect(viewer.number(50_000)).toBeInViewport();
    expect(Math.max(0, ...(await longTasks()))).toBeLessThan(500);
  });

  test('a million characters in short lines are there to their end without the editor too', async ({ page, account, switches }) => {
    await switches.set({ path: '/editor-', fault: '503' });
    const text = Array.from({ length: 100_000 }, (_, index) => `line ${index + 1}\n`).join('');
    const { project, file, viewer } = await openNew(page, account, [{ original_path: '/short.txt', text }]);
    await expect(viewer.text.getByText('line 1', { exact: true })).toBeVisible();
    await viewer.text.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(viewer.text.getByText('line 100000', { exact: true })).toBeInViewport();
    await viewer.text.evaluate((element) => element.scrollTo(0, element.scrollHeight / 3));
    const middle = await viewer.text.evaluate((element) => Math.round(((element.scrollTop + element.clientHeight / 2) / element.scrollHeight) * 100_000));
    await expect(viewer.text.getByText(`line ${middle}`, { exact: true })).toBeInViewport();
    // A link to lines draws them wherever they are.
    await page.goto(`/projects/${project.id}/files/${file.id}#L70001-L70002`);
    await expect(viewer.text.getByText('line 70001', { exact: true })).toBeInViewport();
    await expect(viewer.text.getByText('line 1', { exact: true })).not.toBeInViewport();
  });

  test('many long lines go without colours, and say so', async ({ page, account }) => {
    const text = `[${'{"id":1,"tags":["a","b"]},'.repeat(90)}1]\n`.repeat(200);
    const { viewer } = await openNew(page, account, [{ original_path: '/log.json', text }]);
    await expect(viewer.editor).toBeVisible();
    await expect(viewer.region.getByText('Lines this long are not highlighted.')).toBeVisible();
    expect(await viewer.colours()).toBe(1);
  });
});
