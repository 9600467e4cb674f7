// What holds on every screen and every dialog: axe finds nothing, in light and dark, on wide and narrow windows, and nothing
// scrolls sideways.

import { expectNoSidewaysScroll } from '../support/app.ts';
import { expectAccessible } from '../support/axe.ts';
import { SCREENS } from '../support/screens.ts';
import { test } from '../support/test.ts';

// Transitions would be caught half-way, with colours that nobody gets to see for longer than a moment.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const { name, show } of SCREENS) {
  test(name, async ({ page, demo }) => {
    // axe goes through every element four times.
    test.slow();
    // Pictures of other servers are another spec's business.
    await page.route('https://**', (route) => route.abort());
    await show(page, demo);
    for (const [width, height] of [[1280, 800], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await test.step(`${width} px, ${colorScheme}`, () => expectAccessible(page));
      }
      await expectNoSidewaysScroll(page);
    }
  });
}
