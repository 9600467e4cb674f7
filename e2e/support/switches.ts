// The server's switches: which requests meet which fault.

import { type APIRequestContext, expect } from '@playwright/test';

export type Fault = '500' | '503' | 'cut' | 'html' | 'garbage' | 'empty' | '204' | '429' | '401' | '404';

// What is absent fits every request of the API. The first rule that fits applies.
export interface Rule {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  // A part of the path, without the query.
  path?: string;
  // Absent only delays.
  fault?: Fault;
  latency_ms?: number;
  // The pace of the answer's body, counted before compression. Absent sends it at once.
  bytes_per_second?: number;
  // For so many requests; absent for all.
  times?: number;
}

export class Switches {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  // Replaces all rules.
  async set(...rules: Rule[]): Promise<void> {
    const answer = await this.#request.put('/dev/switches', { data: { rules } });
    expect(answer.status(), await answer.text()).toBe(204);
  }

  // Everything works again.
  async clear(): Promise<void> {
    await this.set();
  }
}
