// A client with the types of the server's OpenAPI document (generated/api.ts), and the session it signs up for.

import assert from 'node:assert/strict';
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './generated/api.ts';

export type Schemas = components['schemas'];

export interface SignedUp {
  readonly api: Client<paths>;
  readonly userId: number;
  // The value of the session cookie.
  readonly session: string;
}

export const SERVER = fromEnvironment('NEPTUN_URL');

export function fromEnvironment(name: string): string {
  const value = process.env[name];
  assert(value, `${name} is not set; \`cargo xtask test contract\` sets it`);
  return value;
}

export async function signUp(email: string): Promise<SignedUp> {
  const api = createClient<paths>({ baseUrl: SERVER });
  const password = 'Synthetic-Pass1';
  const answer = await api.POST('/api/auth/sign-up', { body: { email, password, confirmPassword: password } });
  const userId = dataOf(answer, 200).user.id;
  const session = /^neptun-session=([^;]+)/.exec(answer.response.headers.getSetCookie()[0] ?? '')?.[1];
  assert(session, 'signing up has set no session cookie');
  // Unlike a browser, node keeps no cookies.
  api.use({
    onRequest({ request }) {
      request.headers.set('Cookie', `neptun-session=${session}`);
      return request;
    },
  });
  return { api, userId, session };
}

// The body of an answer that has to have this status.
export function dataOf<T>(answer: { data?: T; error?: unknown; response: Response }, status: number): T {
  assert.equal(answer.response.status, status, JSON.stringify(answer.error));
  return answer.data as T;
}
