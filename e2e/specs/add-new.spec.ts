// Adding a resource by creating it.

import { type Page } from '@playwright/test';
import { AddDialog, countPosts, formFields } from '../support/add-dialog.ts';
import type { Account } from '../support/api.ts';
import { expectCounted, loseSession, signInAs } from '../support/app.ts';
import { RESOURCE_TYPES } from '../support/resource-types.ts';
import type { Project, ResourceType } from '../support/types.ts';
import { expect, test } from '../support/test.ts';

async function prepare(page: Page, account: Account, type: ResourceType) {
  const project = await account.createProject('work');
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/${type}`);
  return { project, dialog: new AddDialog(page, type) };
}

// For each type a field, what is wrong in it, and what is said about that; and the fields that must not stay empty.
const RULES: Record<ResourceType, { wrong: [label: string, typed: string, says: string][]; required: string[] }> = {
  'user-files': {
    wrong: [['Title', 't'.repeat(501), 'Use at most 500 characters']],
    required: ['Title', 'Language', 'Extension'],
  },
  'template-collections': {
    wrong: [['Name', 'n'.repeat(201), 'Use at most 200 characters']],
    required: ['Name'],
  },
  'github-installations': {
    wrong: [
      ['Account name', 'not a name', 'Use letters, digits and hyphens only'],
      ['Installation ID', '12x', 'Use digits only'],
    ],
    required: ['Account name', 'Installation ID'],
  },
  'chat-conversations': {
    wrong: [['Model publisher', 'google/deepmind', 'Must not contain a slash']],
    required: ['Name', 'Model publisher', 'Model name'],
  },
};

for (const { type, heading: label } of RESOURCE_TYPES) {
  test(`${label}: created, linked, and shown at once`, async ({ page, account }) => {
    const { project, dialog } = await prepare(page, account, type);
    const posts = countPosts(page);
    await dialog.openCreate();
    await dialog.fill(formFields(type, 'brand-new'));
    await dialog.create.click();
    await dialog.expectAdded('brand-new', 1);
    expect(posts()).toBe(1);

    const [made] = await account.resources(project.id, type);
    const body = formFields(type, 'brand-new');
    if (type === 'user-files') expect(made).toMatchObject({ title: 'brand-new', text: body.Text, language: 'typescript', extension: 'ts' });
    if (type === 'template-collections') expect(made).toMatchObject({ name: 'brand-new', description: body.Description, is_shared: false });
    if (type === 'github-installations') expect(made).toMatchObject({ github_account_name: 'brand-new' });
    if (type === 'chat-conversations') expect(made).toMatchObject({ name: 'brand-new', model: 'google/gemma-2-7b-it' });

    await dialog.table.getByRole('link', { name: 'brand-new', exact: true }).click();
    await expect(page).toHaveURL(`/projects/${project.id}/${type}/${made?.id}`);
  });

  test(`${label}: what is wrong is said as it is typed`, async ({ page, account }) => {
    const { dialog } = await prepare(page, account, type);
    const posts = countPosts(page);
    await dialog.openCreate();
    // Nothing is wrong before anything was done.
    for (const required of RULES[type].required) await expect(dialog.field(required)).not.toHaveAttribute('aria-invalid');
    await dialog.create.click();
    for (const required of RULES[type].required) {
      await expect(dialog.field(required)).toHaveAttribute('aria-invalid', 'true');
      await expect(dialog.field(required)).toHaveAccessibleDescription(/^Required/);
    }
    await expect(dialog.field(RULES[type].required[0] ?? '')).toBeFocused();
    await dialog.fill(formFields(type, 'brand-new'));
    for (const [field, typed, says] of RULES[type].wrong) {
      const right = await dialog.field(field).inputValue();
      await dialog.field(field).fill(typed);
      await expect(dialog.field(field)).toHaveAccessibleDescription(new RegExp(`^${says}`));
      await dialog.create.click();
      await expect(dialog.field(field)).toHaveValue(typed);
      expect(posts()).toBe(0);
      await dialog.field(field).fill(right);
      await expect(dialog.field(field)).not.toHaveAttribute('aria-invalid');
    }
    await dialog.create.click();
    await dialog.expectAdded('brand-new', 1);
  });

  test(`${label}: a double click creates one`, async ({ page, account, switches }) => {
    const { project, dialog } = await prepare(page, account, type);
    const posts = countPosts(page);
    await switches.set({ method: 'POST', latency_ms: 400 });
    await dialog.openCreate();
    await dialog.fill(formFields(type, 'only-one'));
    await dialog.create.dblclick();
    await dialog.expectAdded('only-one', 1);
    expect(posts()).toBe(1);
    expect(await account.resources(project.id, type)).toHaveLength(1);
  });

  test(`${label}: a 500 loses nothing, and the second try works`, async ({ page, account, switches }) => {
    const { project, dialog } = await prepare(page, account, type);
    const posts = countPosts(page);
    await switches.set({ method: 'POST', fault: '500' });
    await dialog.openCreate();
    const fields = formFields(type, 'stubborn');
    await dialog.fill(fields);
    await dialog.create.click();
    await expect(dialog.dialog.getByRole('alert').filter({ hasText: 'The server has a problem.' })).toBeVisible();
    expect(posts()).toBe(1);
    await dialog.expectHeld(fields);
    await switches.clear();
    await dialog.create.click();
    await dialog.expectAdded('stubborn', 1);
    expect(await account.resources(project.id, type)).toHaveLength(1);
  });

  test(`${label}: the session ends meanwhile, and the form is sent after all`, async ({ page, account }) => {
    const { project, dialog } = await prepare(page, account, type);
    await dialog.openCreate();
    const fields = formFields(type, 'patient');
    await dialog.fill(fields);
    await expectCounted(page);
    await loseSession(page);
    const answers: number[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'POST' && response.url().includes('/resources/')) answers.push(response.status());
    });
    await dialog.create.click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await expect(again).toBeVisible();
    await dialog.expectHeld(fields);
    await again.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await dialog.expectAdded('patient', 1);
    // Refused once, sent again once: it exists once.
    expect(answers).toEqual([401, 201]);
    expect(await account.resources(project.id, type)).toHaveLength(1);
  });

  test(`${label}: what was typed is not lost by accident`, async ({ page, account }) => {
    const { dialog } = await prepare(page, account, type);
    await dialog.openCreate();
    const [first = '', name = ''] = Object.entries(formFields(type, 'half-done'))[0] ?? [];
    await dialog.field(first).fill(name);

    page.once('dialog', (question) => question.dismiss());
    const asked = page.waitForEvent('dialog');
    await page.keyboard.press('Escape');
    expect((await asked).message()).toContain('What you typed will be lost');
    await expect(dialog.field(first)).toHaveValue(name);

    // The other tab and back loses nothing either.
    await dialog.dialog.getByRole('tab', { name: 'Link existing' }).click();
    await dialog.dialog.getByRole('tab', { name: 'Create new' }).click();
    await expect(dialog.field(first)).toHaveValue(name);

    page.once('dialog', (question) => question.accept());
    await page.keyboard.press('Escape');
    await expect(dialog.dialog).toHaveCount(0);
    await dialog.openCreate();
    await expect(dialog.field(first)).toHaveValue('');
  });
}

test('language and extension follow the title until they are chosen', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'user-files');
  await dialog.openCreate();
  await dialog.field('Title').fill('retry.rs');
  await expect(dialog.field('Extension')).toHaveValue('rs');
  await expect(dialog.field('Language')).toHaveValue('rust');
  await dialog.field('Language').fill('rust-2024');
  await dialog.field('Title').fill('retry.py');
  await expect(dialog.field('Extension')).toHaveValue('py');
  await expect(dialog.field('Language')).toHaveValue('rust-2024');
});

test('a text that is too large is told, and kept', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account, 'user-files');
  await dialog.openCreate();
  await dialog.fill({ ...formFields('user-files', 'huge'), Text: 'x'.repeat(2_100_000) });
  await dialog.create.click();
  const alert = dialog.dialog.getByRole('alert').filter({ hasText: 'Too large.' });
  await expect(alert).toContainText('more than the server takes at once');
  await expect(dialog.field('Title')).toHaveValue('huge');
  await dialog.field('Text').fill('small');
  await dialog.create.click();
  await dialog.expectAdded('huge', 1);
  expect(await account.resources(project.id, 'user-files')).toHaveLength(1);
});

test('the server’s reasons stand at the fields', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'user-files');
  // The app knows the server's rules and sends nothing that breaks them, so what is sent is broken on its way.
  await page.route('**/resources/user-files', async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.fallback();
    await route.continue({ postData: JSON.stringify({ ...request.postDataJSON(), title: '', extension: 'e'.repeat(51) }) });
  });
  await dialog.openCreate();
  await dialog.fill(formFields('user-files', 'mangled'));
  await dialog.create.click();
  await expect(dialog.field('Title')).toHaveAccessibleDescription(/^Required/);
  await expect(dialog.field('Extension')).toHaveAccessibleDescription(/^Use at most 50 characters/);
  await dialog.expectHeld(formFields('user-files', 'mangled'));
  await page.unroute('**/resources/user-files');
  await dialog.create.click();
  await dialog.expectAdded('mangled', 1);
});

test('a server that can only link says so in plain words', async ({ page, account }) => {
  const { dialog } = await prepare(page, account, 'user-files');
  // As a live Neptun answers the body that creates.
  await page.route('**/resources/user-files', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    const issues = [{ code: 'invalid_type', path: ['user_file_id'], message: 'Required' }];
    const json = { statusCode: 400, statusMessage: 'Invalid body data', stack: [], data: { issues, name: 'ZodError' } };
    await route.fulfill({ status: 400, json });
  });
  await dialog.openCreate();
  await dialog.fill(formFields('user-files', 'refused'));
  await dialog.create.click();
  const alert = dialog.dialog.getByRole('alert').filter({ hasText: 'This server can only link what exists.' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'Link existing instead' }).click();
  await expect(dialog.dialog.getByRole('tab', { name: 'Link existing' })).toHaveAttribute('aria-selected', 'true');
});

// As a live Neptun answers for a project: bare.
async function answerBare(page: Page, project: Project) {
  await page.route(`**/projects/${project.id}`, async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.fallback();
    await route.fulfill({ json: project });
  });
}

test('a live server: a chat is created and then linked, and not created again if that fails', async ({ page, account }) => {
  const project = await account.createProject('work');
  // What the live server creates by a call of its own.
  const chat = { id: 7, name: 'brand-new', model: 'google/gemma-2-7b-it', created_at: '2026-11-21T22:32:54.399Z', updated_at: null, neptun_user_id: account.id };
  const sent: unknown[] = [];
  await answerBare(page, project);
  await page.route('**/chats', async (route) => {
    if (route.request().method() !== 'POST') return route.fulfill({ json: [] });
    sent.push(route.request().postDataJSON());
    await route.fulfill({ json: { chat } });
  });
  let isBroken = true;
  await page.route('**/resources/chat-conversations', async (route) => {
    if (route.request().method() !== 'POST') return route.fulfill({ json: [] });
    sent.push(route.request().postDataJSON());
    if (isBroken) return route.fulfill({ status: 500, json: { statusCode: 500, statusMessage: 'Internal Server Error. Failed to create resource.', stack: [] } });
    await route.fulfill({ json: chat });
  });
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/chat-conversations`);
  const dialog = new AddDialog(page, 'chat-conversations');
  await dialog.openCreate();
  // It is not kept there.
  await expect(dialog.field('Description')).toBeHidden();
  await dialog.field('Name').fill('brand-new');
  await dialog.field('Model publisher').fill('google');
  await dialog.field('Model name').fill('gemma-2-7b-it');
  await dialog.create.click();
  await expect(dialog.dialog.getByRole('alert').filter({ hasText: 'The server has a problem. Failed to create resource.' })).toBeVisible();
  isBroken = false;
  await dialog.create.click();
  await dialog.expectAdded('brand-new', 1);
  const link = { chat_conversation_id: 7 };
  expect(sent).toEqual([{ name: 'brand-new', model: 'google/gemma-2-7b-it' }, link, link]);
});

test('a live server: what it cannot create is said before a form is filled', async ({ page, account }) => {
  const project = await account.createProject('work');
  await answerBare(page, project);
  await signInAs(page, account);
  await page.goto(`/projects/${project.id}/user-files`);
  const dialog = new AddDialog(page, 'user-files');
  await dialog.button.click();
  await expect(dialog.dialog.getByText('Create a user file in Neptun first. It can be linked here then.')).toBeVisible();
  await expect(dialog.dialog.getByRole('button', { name: 'Create one' })).toHaveCount(0);
  await dialog.dialog.getByRole('tab', { name: 'Create new' }).click();
  await expect(dialog.dialog.getByText('This server can only link what exists.')).toBeVisible();
  await expect(dialog.create).toHaveCount(0);
});

test('leaving the page with something typed asks', async ({ page, account }) => {
  const { project, dialog } = await prepare(page, account, 'user-files');
  await page.goto(`/projects/${project.id}`);
  await page.getByRole('navigation', { name: 'Project', exact: true }).getByRole('link', { name: /^User files/ }).click();
  await dialog.openCreate();
  await dialog.field('Title').fill('half-done');
  page.once('dialog', (question) => question.dismiss());
  await page.goBack();
  await expect(dialog.field('Title')).toHaveValue('half-done');
  await expect(page).toHaveURL(`/projects/${project.id}/user-files`);
  page.once('dialog', (question) => question.accept());
  await page.goBack();
  await expect(page).toHaveURL(`/projects/${project.id}`);
  await expect(dialog.dialog).toHaveCount(0);
});
