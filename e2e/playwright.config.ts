import { defineConfig, type PlaywrightTestConfig } from '@playwright/test';

// Set by `cargo xtask test`; when both are unset, Playwright uses the Chromium that it downloaded itself.
const { NEPTUN_CHROMIUM, NEPTUN_FIREFOX } = process.env;

const CHROMIUM: PlaywrightTestConfig['use'] = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: NEPTUN_CHROMIUM,
    args: [
      // The sandbox needs user namespaces, which containers often lack; the specs open only our own pages.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

// As it is, over WebDriver BiDi. Playwright's own protocol needs a changed Firefox.
const FIREFOX: PlaywrightTestConfig['use'] = {
  browserName: 'firefox',
  channel: 'moz-firefox',
  launchOptions: { executablePath: NEPTUN_FIREFOX },
};

export default defineConfig({
  testDir: './specs',
  outputDir: './test-results',
  fullyParallel: true,
  workers: 2,
  // A spec that only passes the second time hides a fault in the app or in itself.
  retries: 0,
  // Machines that also compile at the time are slow; what works is not held up by this.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    ...(NEPTUN_FIREFOX ? FIREFOX : CHROMIUM),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // It would fetch the whole app anew in every spec. Its own specs allow it.
    serviceWorkers: 'block',
    // A trace slows every spec by about a third, so it is recorded only on request.
    trace: process.env.NEPTUN_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
});
