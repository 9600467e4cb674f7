// Editing an opened file: saved to the byte, kept until it is, and never over what somebody else has saved.

import type { Page } from '@playwright/test';
import type { Account } from '../support/api.ts';
import { loseSession } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { expect, test } from '../support/test.ts';
import { Viewer, openNew } from '../support/viewer.ts';

const PATH = '/src/a.ts';

async function openEditor(page: Page, account: Account, text: string, path = PATH) {
  const opened = await openNew(page, account, [{ original_path: path, text }]);
  await expect(opened.viewer.region).toBeVisible();
  await opened.viewer.button('Edit').click();
  await expect(opened.viewer.editor).toBeFocused();
  const saved = async () => {
    const files = await account.files(opened.project.id);
    return files.find(({ id }) => id === opened.file.id)?.text;
  };
  return { ...opened, saved };
}

test('a text is edited and saved by keyboard', async ({ page, account }) => {
  const { viewer, saved } = await openEditor(page, account, 'let a = 1;\n');
  await page.keyboard.press('Control+End');
  await page.keyboard.type('let b = 2;');
  await expect(viewer.region.getByText('Not saved')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Control+s');
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible();
  expect(await saved()).toBe('let a = 1;\nlet b = 2;');
  await expect(viewer.region.getByText('21 B, 2 lines')).toBeVisible();
  await viewer.button('Done').click();
  await expect.poll(() => viewer.shown()).toBe('let a = 1;\nlet b = 2;');
  await expect(viewer.region.getByText('21 B, 2 lines')).toBeVisible();
});

test('the file that is edited after another one begins with its own text', async ({ page, account }) => {
  const { viewer, saved, project } = await openEditor(page, account, 'one\n');
  const { id } = await account.addFile(project.id, { original_path: '/src/b.ts', text: 'another\n' });
  await page.keyboard.insertText('mine ');
  await page.keyboard.press('Control+s');
  await expect.poll(saved).toBe('mine one\n');
  await viewer.button('Done').click();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('grid', { name: 'Project files' }).getByTitle('/src/b.ts', { exact: true }).click();
  const other = new Viewer(page, '/src/b.ts');
  await other.button('Edit').click();
  await expect(other.editor).toBeFocused();
  expect(await other.shown()).toBe('another\n');
  await page.keyboard.insertText('mine ');
  await page.keyboard.press('Control+s');
  const text = async () => (await account.files(project.id)).find((file) => file.id === id)?.text;
  await expect.poll(text).toBe('mine another\n');
});

for (const [name, before, after] of [
  ['\\r\\n', 'a\r\nb\r\n', 'a\r\nb\r\nx'],
  ['\\r', 'a\rb\r', 'a\rb\rx'],
  ['different ones', 'a\r\nb\nc\r', 'a\r\nb\nc\rx'],
  ['what is hard to keep', '\ufeff<&>\u0001 e\u0301 👩‍🚀 \u202e\n', '\ufeff<&>\u0001 e\u0301 👩‍🚀 \u202e\nx'],
] as const) {
  test(`the rest of the text stays as it was, with ${name}`, async ({ page, account }) => {
    const { viewer, saved } = await openEditor(page, account, before);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('x');
    await viewer.button('Save').click();
    await expect.poll(saved).toBe(after);
  });
}

test('a draft survives a reload and a failed save, and is gone once it is saved', async ({ page, account, switches }) => {
  const { viewer, saved } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('more ');
  await switches.set({ method: 'PUT', path: '/files/', fault: '500' });
  await viewer.button('Save').click();
  await expect(viewer.region.getByRole('alert')).toContainText('Not saved. The server has a problem');
  await expect(viewer.editor).toContainText('more one');
  expect(await saved()).toBe('one\n');
  await page.waitForTimeout(600);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(viewer.region.getByText('These are your changes from before')).toBeVisible();
  await expect(viewer.editor).toContainText('more one');
  await switches.clear();
  await viewer.button('Save').click();
  await expect.poll(saved).toBe('more one\n');
  await page.reload();
  await expect(viewer.button('Edit')).toBeVisible();
  await expect(viewer.editor).toContainText('more one');
});

test('a draft can be discarded', async ({ page, account }) => {
  const { viewer, saved } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('more ');
  page.once('dialog', (dialog) => {
    expect(dialog.message()).toBe('Discard your changes to this file?');
    void dialog.accept();
  });
  await viewer.button('Cancel').click();
  await expect.poll(() => viewer.shown()).toBe('one');
  await page.reload();
  await expect(viewer.button('Edit')).toBeVisible();
  expect(await saved()).toBe('one\n');
});

test('leaving asks', async ({ page, account }) => {
  const { viewer } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('more ');
  page.once('dialog', (dialog) => {
    expect(dialog.message()).toContain('kept in this browser');
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(viewer.editor).toContainText('more one');
});

test('a text that is left while it is being saved is in the list nevertheless', async ({ page, account, switches }) => {
  const { viewer, saved } = await openEditor(page, account, 'one');
  await switches.set({ method: 'PUT', latency_ms: 1_500 });
  await page.keyboard.insertText('mine ');
  await page.keyboard.press('Control+s');
  await expect(viewer.region.getByText('Saving…')).toBeVisible();
  page.on('dialog', (question) => void question.accept());
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(viewer.region).toHaveCount(0);
  await expect.poll(saved).toBe('mine one');
  await page.getByRole('link', { name: 'Files', exact: true }).click();
  await page.getByRole('grid', { name: 'Project files' }).getByTitle(PATH, { exact: true }).click();
  await expect.poll(() => viewer.shown()).toBe('mine one');
  await expect(viewer.button('Edit')).toBeVisible();
});

test('what somebody else has saved meanwhile is shown beside, and not saved over unseen', async ({ page, account }) => {
  const { viewer, project, file, saved } = await openEditor(page, account, 'one\ntwo\nthree\n');
  await page.keyboard.type('mine ');
  await account.updateFile(project.id, file.id, { text: 'one\ntwo\ntheirs\n' });
  await viewer.button('Save').click();
  await expect(viewer.region.getByText('This file has been changed on the server')).toBeVisible();
  expect(await saved()).toBe('one\ntwo\ntheirs\n');
  await expectAccessible(page);
  await viewer.button('Save').click();
  await expect.poll(saved).toBe('mine one\ntwo\nthree\n');
});

test('the same is seen where only a part of the files is loaded', async ({ page, account }) => {
  const { viewer, project, file, url, saved } = await openEditor(page, account, 'one\n');
  await account.addFile(project.id, { original_path: '/b.md', context_file_category: 'docs' });
  await page.goto(`${url}?context_file_category=source`);
  await viewer.button('Edit').click();
  await expect(viewer.editor).toBeFocused();
  await page.keyboard.type('mine ');
  await account.updateFile(project.id, file.id, { text: 'theirs\n' });
  await viewer.button('Save').click();
  await expect(viewer.region.getByText('This file has been changed on the server')).toBeVisible();
  expect(await saved()).toBe('theirs\n');
});

test('one can choose what somebody else has saved', async ({ page, account }) => {
  const { viewer, project, file, saved } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('mine ');
  await account.updateFile(project.id, file.id, { text: 'theirs\n' });
  await page.keyboard.press('Control+s');
  page.once('dialog', (dialog) => void dialog.accept());
  await viewer.button('Use the text on the server').click();
  await expect.poll(() => viewer.shown()).toBe('theirs');
  expect(await saved()).toBe('theirs\n');
});

test('a change of something else than the text is no conflict', async ({ page, account }) => {
  const { viewer, project, file, saved } = await openEditor(page, account, 'one\n');
  await account.updateFile(project.id, file.id, { title: 'another' });
  await page.keyboard.type('mine ');
  await viewer.button('Save').click();
  await expect.poll(saved).toBe('mine one\n');
});

test('a save whose answer was lost is not a conflict with itself', async ({ page, account, switches }) => {
  const { viewer, saved } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('mine ');
  // The list would find out by itself.
  await switches.set({ method: 'GET', path: '/resources/files', latency_ms: 2_000 });
  // The server saves it, and the answer is lost.
  await page.route('**/resources/files/*', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await viewer.button('Save').click();
  await expect(viewer.region.getByRole('alert')).toContainText('Not saved. No connection');
  await viewer.button('Save').click();
  await expect(viewer.region.getByText('Saved', { exact: true })).toBeVisible();
  expect(await saved()).toBe('mine one\n');
  await switches.clear();
});

test('the session ends while a text is edited', async ({ page, account }) => {
  const { viewer, saved } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('mine ');
  await loseSession(page);
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password').fill(account.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect.poll(saved).toBe('mine one\n');
  await expect(viewer.editor).toContainText('mine one');
});

test('a file that somebody has deleted can be saved as a new one', async ({ page, account }) => {
  const { viewer, project, file } = await openEditor(page, account, 'one\n');
  await page.keyboard.type('mine ');
  await account.deleteFile(project.id, file.id);
  await viewer.button('Save').click();
  await viewer.button('Save as a new file').click();
  await expect.poll(async () => (await account.files(project.id)).map(({ text }) => text)).toEqual(['mine one\n']);
});

test('an edit in one tab shows in the other', async ({ page, account }) => {
  const { viewer, url } = await openEditor(page, account, 'one\n');
  const other = await page.context().newPage();
  await other.goto(url);
  const there = new Viewer(other, PATH);
  await expect(there.editor).toContainText('one');
  await page.bringToFront();
  await viewer.editor.focus();
  await page.keyboard.type('mine ');
  await page.keyboard.press('Control+s');
  await expect(there.editor).toContainText('mine one');
});
