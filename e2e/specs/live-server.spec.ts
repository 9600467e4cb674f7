// The app in front of a live Neptun: our server is its proxy.

import { heading } from '../support/app.ts';
import { Account } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { expect, test } from '../support/test.ts';

test('a session of the live server, brought along as a cookie', async ({ browser }) => {
  // Another server of ours plays the live one.
  const live = await startServer();
  const proxy = await startServer('--upstream', live.url);
  const context = await browser.newContext({ baseURL: proxy.url });
  try {
    const account = await Account.signUp(live.url);
    const project = await account.createProject('far-away');
    const [cookie] = await account.cookies();
    await account.dispose();
    const page = await context.newPage();
    await page.goto(`/projects/${project.id}`);
    await page.getByText('Use a session cookie').click();
    await expect(page.getByRole('link', { name: live.url })).toBeVisible();

    const field = page.getByRole('textbox', { name: 'Session cookie' });
    const send = page.getByRole('button', { name: 'Continue', exact: true });
    await send.click();
    await expect(page.getByText('Paste the cookie')).toBeVisible();
    await field.fill('made-up');
    await send.click();
    await expect(page.getByText('This session has ended, or was never one')).toBeVisible();
    await field.fill(`${cookie?.name}=${cookie?.value}`);
    await send.click();
    await expect(heading(page, 'far-away')).toBeVisible();
    expect((await context.cookies()).find((kept) => kept.name === cookie?.name)).toMatchObject({ httpOnly: true });
  } finally {
    await context.close();
    await proxy.stop();
    await live.stop();
  }
});
