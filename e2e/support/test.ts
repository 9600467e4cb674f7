// What specs are given: one server for each worker, and people who are signed in to it.
//
// The demo user's data is only read. A spec that writes does so as `account`, who is new in every spec, so that specs are
// independent although they share a server. Rules for the switches hold for a whole server, but a worker runs one spec
// at a time and they are cleared after each.

import { test as base, expect, request } from '@playwright/test';
import { Account } from './api.ts';
import { type Server, startServer } from './server.ts';
import { Switches } from './switches.ts';

export const DEMO = { email: 'demo@neptun.example', password: 'Neptun-Demo1' };

interface WorkerFixtures {
  server: Server;
  // The demo user; a spec must not change anything of theirs, nor end this session.
  demo: Account;
}

interface Fixtures {
  // Somebody new, who owns nothing.
  account: Account;
  switches: Switches;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await startServer('--demo');
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  demo: [
    async ({ server }, use) => {
      const demo = await Account.signIn(server.url, DEMO.email, DEMO.password);
      await use(demo);
      await demo.dispose();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  // Whatever a spec is about: the app must not panic, nor do what its own content security policy forbids.
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // What could not be loaded is also told there, and that is what many specs are about.
      const expected = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !expected) faults.push(message.text());
    });
    await use(page);
    expect(faults).toEqual([]);
  },
  account: async ({ server }, use) => {
    const account = await Account.signUp(server.url);
    await use(account);
    await account.dispose();
  },
  switches: async ({ server }, use) => {
    const context = await request.newContext({ baseURL: server.url });
    const switches = new Switches(context);
    await use(switches);
    await switches.clear();
    await context.dispose();
  },
});

export { expect };
