// A live Neptun: it answers as the recordings do (crates/neptun-api/tests/fixtures/live), with a state of its own, for all that the app
// uses of files and of linked resources.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ResourceType } from './types.ts';

const RECORDINGS = new URL('../../crates/neptun-api/tests/fixtures/live/', import.meta.url);
const SESSION = 'neptun-session';
const CATEGORIES = ['bundler', 'build_tool', 'server', 'package_manager', 'runtime', 'documentation', 'test_tool', 'unknown'];
const FILE_TYPES = ['markdown', 'pdf', 'text'];

// The keys by which resources are linked.
const LINK_KEYS: Record<ResourceType, string> = {
  'user-files': 'user_file_id',
  'template-collections': 'template_collection_id',
  'github-installations': 'github_installation_id',
  'chat-conversations': 'chat_conversation_id',
};

interface Recording {
  status: number;
  statusText: string;
  body: unknown;
}

interface Stored {
  id: number;
}

export interface LiveFile extends Stored {
  title: string;
  original_path: string;
  content: string;
  file_type: string;
  category: string | null;
  language: string | null;
  updated_at: string;
}

function recorded(name: string): Recording {
  return (JSON.parse(readFileSync(new URL(`${name}.json`, RECORDINGS), 'utf8')) as { response: Recording }).response;
}

// The body of a recording, as the start of another one.
function like<T>(name: string): T {
  return structuredClone(recorded(name).body) as T;
}

export class LiveNeptun {
  readonly user = { id: 1, primary_email: 'alice@example.test' };
  readonly password = 'Synthetic-Pass1';
  readonly project = like<Stored>('144-project-get');
  // In the order of the list, which is none.
  files: LiveFile[] = [];
  readonly linked: Record<ResourceType, Stored[]> = {
    'user-files': [],
    'template-collections': [],
    'github-installations': [],
    'chat-conversations': [],
  };
  // Every request that changed something: its method and path, with the status.
  readonly writes: string[] = [];
  readonly #owned: Record<ResourceType, Stored[]> = {
    'user-files': like('326-list-user-files-many'),
    'template-collections': like('327-list-template-collections-many'),
    'github-installations': like('328-list-github-installations-many'),
    'chat-conversations': like('329-list-chat-conversations-many'),
  };
  readonly #imports: Stored[] = [];
  readonly #sessions = new Set<string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #ids = 100;

  static async start(): Promise<LiveNeptun> {
    const live = new LiveNeptun();
    live.#server.listen(0, '127.0.0.1');
    await once(live.#server, 'listening');
    return live;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  // Adds a file, or changes one, as somebody else does.
  put(file: Partial<LiveFile>): LiveFile {
    const known = this.files.find(({ id }) => id === file.id);
    if (known) return Object.assign(known, file, { updated_at: this.#now() });
    const now = this.#now();
    const ids = { id: this.#newId(), neptun_user_id: this.user.id, project_id: this.project.id, created_at: now, updated_at: now };
    const added = { ...like<LiveFile>('408-file-create-ok'), ...file, ...ids };
    this.files.push(added);
    return added;
  }

  // A new session, as a cookie has it.
  signIn(): { name: string; value: string } {
    const value = `Fe26.2**${randomBytes(60).toString('hex')}`;
    this.#sessions.add(value);
    return { name: SESSION, value };
  }

  endSessions(): void {
    this.#sessions.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(url, this.url);
    let answer: Recording;
    try {
      const text = Buffer.concat(chunks).toString();
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      answer = this.#route(request, response, `${method} ${pathname}`, searchParams, body);
    } catch (error) {
      answer = { status: 500, statusText: 'Internal Server Error.', body: String(error) };
    }
    if (!['GET', 'HEAD'].includes(method)) this.writes.push(`${method} ${pathname}: ${answer.status}`);
    response.statusMessage = answer.statusText;
    response.statusCode = answer.status;
    const hasBody = answer.status !== 204 && method !== 'HEAD';
    if (hasBody) response.setHeader('content-type', 'application/json');
    response.end(hasBody ? JSON.stringify(answer.body) : undefined);
  }

  #route(request: IncomingMessage, response: ServerResponse, call: string, query: URLSearchParams, body: Record<string, unknown>): Recording {
    const { user } = this;
    const cookie = new RegExp(`${SESSION}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
    const isSignedIn = cookie !== undefined && this.#sessions.has(cookie);
    const sendCookie = (value: string) => response.setHeader('set-cookie', `${SESSION}=${value}; Path=/; HttpOnly; Secure; SameSite=Lax`);
    switch (call) {
      case 'POST /api/auth/login':
        if (body.email !== user.primary_email || body.password !== this.password) return recorded('014-login-bad-password');
        sendCookie(this.signIn().value);
        return { ...recorded('013-login-ok'), body: { user, loggedInAt: this.#now() } };
      case 'POST /api/auth/logout':
        this.#sessions.delete(cookie ?? '');
        sendCookie('');
        return recorded('028-logout-ok');
      case 'HEAD /api/auth/check':
        return recorded(isSignedIn ? '023-auth-check-ok' : '002-auth-check-no-cookie');
      case 'GET /api/_auth/session':
        if (isSignedIn) sendCookie(cookie);
        return recorded(isSignedIn ? '024-session-logged-in' : '001-session-anonymous');
    }
    if (!isSignedIn) return recorded('288-list-no-cookie');
    const path = new RegExp(`^(\\w+) /api/users/${user.id}/(.+)$`).exec(call);
    const [, method = '', rest = ''] = path ?? [];
    switch (`${method} ${rest}`) {
      case 'GET projects':
        return ok([this.project]);
      case `GET projects/${this.project.id}`:
        return ok(this.project);
      case 'GET files':
        return ok(this.#owned['user-files']);
      case 'GET installations':
        return ok(this.#owned['github-installations']);
      case 'GET collections':
        return ok({ collections: this.#owned['template-collections'], total: this.#owned['template-collections'].length });
      case 'GET chats':
        return ok({ chats: this.#owned['chat-conversations'] });
    }
    const [, kind = '', id] = new RegExp(`^projects/${this.project.id}/resources/([\\w-]+)(?:/(\\d+))?$`).exec(rest) ?? [];
    if (kind === 'files') return this.#file(method, id === undefined ? undefined : Number(id), query, body);
    if (kind === 'imports') return this.#import(method, body);
    if (kind in LINK_KEYS) return this.#resource(method, kind as ResourceType, id === undefined ? undefined : Number(id), body);
    return recorded('291-list-unknown-project');
  }

  #file(method: string, id: number | undefined, query: URLSearchParams, body: Record<string, unknown>): Recording {
    if (method === 'GET') return this.#listed(query);
    if (id === undefined) return this.#created(body);
    const file = this.files.find((one) => one.id === id);
    if (!file) return recorded('472-file-delete-again');
    if (method === 'DELETE') {
      this.files = this.files.filter((one) => one !== file);
      return recorded('471-file-delete-ok');
    }
    if (Object.keys(body).length === 0) return recorded('463-file-update-empty-object');
    const issues = enumIssues(body);
    if (issues.length > 0) return refused(issues);
    return ok(Object.assign(file, body, { updated_at: this.#now() }));
  }

  // One filter alone implies a default for the other, and a category that is not in the list is refused.
  #listed(query: URLSearchParams): Recording {
    const [category, type] = [query.get('context_file_category'), query.get('context_file_type')];
    if (category === null && type === null) return ok(this.files);
    if (category !== null && !CATEGORIES.includes(category)) return recorded('446-files-list-category-from-seed-source');
    return ok(this.files.filter((file) => file.category === (category ?? 'unknown') && file.file_type === (type ?? 'text')));
  }

  #created(body: Record<string, unknown>): Recording {
    const missing = (Object.entries({ content: 'string', file_type: 'string', neptun_user_id: 'number', import_id: 'number' }))
      .filter(([field, type]) => typeof body[field] !== type)
      .map(([field, expected]) => ({ code: 'invalid_type', expected, received: 'undefined', path: [field], message: 'Required' }));
    const issues = [...missing, ...enumIssues(body)];
    if (issues.length > 0) return refused(issues);
    if (!this.#imports.some(({ id }) => id === body.import_id)) return recorded('424-file-create-nonexisting-import');
    // Fields that are not given are null, except the language.
    return ok(this.put({ ...like('420-file-create-null-category'), ...body }));
  }

  #import(method: string, body: Record<string, unknown>): Recording {
    if (method === 'GET') return ok(this.#imports);
    const added = { ...like<Stored>('403-import-create-ok'), ...body, id: this.#newId() };
    this.#imports.push(added);
    return ok(added);
  }

  #resource(method: string, type: ResourceType, id: number | undefined, body: Record<string, unknown>): Recording {
    const linked = this.linked[type];
    switch (method) {
      case 'GET': {
        if (id === undefined) return ok(linked);
        const found = linked.find((one) => one.id === id);
        return found ? ok(found) : recorded('305-detail-own-but-not-linked');
      }
      case 'POST': {
        const owned = this.#owned[type].find((one) => one.id === body[LINK_KEYS[type]]);
        if (!owned) return recorded('210-link-user-files-nonexisting');
        // Twice, if it is linked twice.
        linked.push(owned);
        return ok(owned);
      }
      default: {
        const at = linked.findIndex((one) => one.id === id);
        if (at >= 0) linked.splice(at, 1);
        return recorded('336-unlink-user-files-duplicate-links');
      }
    }
  }

  #newId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  // Never the same twice.
  #now(): string {
    return new Date(Date.UTC(2026, 10, 21) + this.#newId()).toISOString();
  }
}

function ok(body: unknown): Recording {
  return { status: 200, statusText: 'OK', body };
}

function refused(issues: unknown[]): Recording {
  return { status: 400, statusText: 'Bad Request', body: { statusCode: 400, statusMessage: 'Bad Request', stack: [], data: { issues, name: 'ZodError' } } };
}

function enumIssues(body: Record<string, unknown>) {
  const allowed: [string, string[]][] = [['category', CATEGORIES], ['file_type', FILE_TYPES]];
  return allowed.flatMap(([field, options]) => {
    const received = body[field];
    if (received === undefined || received === null || options.includes(String(received))) return [];
    const message = `Invalid enum value. Expected ${options.map((option) => `'${option}'`).join(' | ')}, received '${String(received)}'`;
    return [{ received, code: 'invalid_enum_value', options, path: [field], message }];
  });
}
