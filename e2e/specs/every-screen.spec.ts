// What holds on every screen and every dialog: axe finds nothing, in light and dark, on wide and narrow windows, and nothing
// scrolls sideways.

import { expectNoSidewaysScroll } from '../support/app.ts';
import { COLOUR_RULES, expectAccessible } from '../support/axe.ts';
import { SCREENS } from '../support/screens.ts';
import { test } from '../support/test.ts';

// Transitions would be caught half-way, with colours that nobody gets to see for longer than a moment.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const { name, show } of SCREENS) {
  test(name, async ({ page, demo }) => {
    // axe goes through every element three times.
    test.slow();
    // Pictures of other servers are another spec's business.
    await page.route('https://**', (route) => route.abort());
    await show(page, demo);
    await page.emulateMedia({ colorScheme: 'light' });
    await test.step('wide, light', () => expectAccessible(page));
    await expectNoSidewaysScroll(page);
    // A theme changes colours and nothing else; a width changes everything else.
    await page.emulateMedia({ colorScheme: 'dark' });
    await test.step('wide, dark', () => expectAccessible(page, COLOUR_RULES));
    await page.setViewportSize({ width: 390, height: 844 });
    await test.step('narrow, dark', () => expectAccessible(page));
    await expectNoSidewaysScroll(page);
  });
}
