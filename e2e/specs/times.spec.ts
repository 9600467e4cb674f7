// Times move on, and the exact one is there for everybody.

import { exactTime, signInAs } from '../support/app.ts';
import { expect, test } from '../support/test.ts';

test('an age grows, also while the tab sleeps, and a key shows the exact time', async ({ page, account }) => {
  const project = await account.createProject('young');
  await signInAs(page, account);
  await page.clock.install();
  await page.goto(`/projects/${project.id}`);
  const time = page.getByRole('main').getByTitle(exactTime(project.updated_at)).last();
  await expect(time).toHaveText('now');
  await page.clock.fastForward('02:00:30');
  await expect(time).toHaveText('2 h ago');
  await time.press('Enter');
  await expect(time).toHaveText(exactTime(project.updated_at));
  await time.click();
  await expect(time).toHaveText('2 h ago');
});
