// A thin client of the real API: prepares what a spec needs, and tells what the app has to show.

import { type APIRequestContext, type APIResponse, type Cookie, expect, request } from '@playwright/test';
import type { Project, ProjectFile, ResourceType, Resources } from './types.ts';

const PASSWORD = 'Synthetic-Pass1';
let accounts = 0;

export interface NewFile {
  original_path: string;
  title?: string;
  text?: string;
  context_file_category?: string;
  context_file_type?: string;
  language?: string;
}

// Somebody who is signed in, with a session of their own.
export class Account {
  readonly email: string;
  readonly password: string;
  readonly id: number;
  readonly #request: APIRequestContext;

  private constructor(email: string, password: string, id: number, context: APIRequestContext) {
    this.email = email;
    this.password = password;
    this.id = id;
    this.#request = context;
  }

  // A new account that owns nothing yet.
  static async signUp(url: string): Promise<Account> {
    const email = `spec-${process.pid}-${++accounts}@neptun.example`;
    const body = { email, password: PASSWORD, confirmPassword: PASSWORD };
    return Account.#enter(url, '/api/auth/sign-up', body);
  }

  // The account of the demo data.
  static async signIn(url: string, email: string, password: string): Promise<Account> {
    return Account.#enter(url, '/api/auth/login', { email, password });
  }

  static async #enter(url: string, path: string, body: { email: string; password: string }): Promise<Account> {
    const context = await request.newContext({ baseURL: url });
    const answer = await read<{ user: { id: number } }>(context.post(path, { data: body }));
    return new Account(body.email, body.password, answer.user.id, context);
  }

  async dispose(): Promise<void> {
    await this.#request.dispose();
  }

  // The session, for a browser.
  async cookies(): Promise<Cookie[]> {
    return (await this.#request.storageState()).cookies;
  }

  // Whether the server still knows the session.
  async isSignedIn(): Promise<boolean> {
    return (await this.#request.head('/api/auth/check')).ok();
  }

  async projects(): Promise<Project[]> {
    return (await read<{ projects: Project[] }>(this.#request.get(this.path('projects')))).projects;
  }

  async projectNamed(name: string): Promise<Project> {
    const project = (await this.projects()).find((candidate) => candidate.name.startsWith(name));
    if (!project) throw new Error(`${this.email} has no project ${name}`);
    return project;
  }

  async createProject(name: string): Promise<Project> {
    const data = { name, description: 'Made by a spec', project_type: 'library', programming_language: 'rust' };
    return (await read<{ project: Project }>(this.#request.post(this.path('projects'), { data }))).project;
  }

  // In the server's order, which is the newest first.
  async files(project: number): Promise<ProjectFile[]> {
    const path = this.path(`projects/${project}/resources/files`);
    return (await read<{ files: ProjectFile[] }>(this.#request.get(path))).files;
  }

  async updateFile(project: number, file: number, patch: Partial<NewFile>): Promise<void> {
    const answer = await this.#request.put(this.path(`projects/${project}/resources/files/${file}`), { data: patch });
    expect(answer.status(), await answer.text()).toBe(200);
  }

  async deleteFile(project: number, file: number): Promise<void> {
    const answer = await this.#request.delete(this.path(`projects/${project}/resources/files/${file}`));
    expect(answer.status(), await answer.text()).toBe(204);
  }

  async addFile(project: number, file: NewFile): Promise<ProjectFile> {
    const data = {
      title: file.original_path.split('/').at(-1),
      text: '',
      context_file_category: 'source',
      context_file_type: 'module',
      ...file,
    };
    const path = this.path(`projects/${project}/resources/files`);
    return (await read<{ file: ProjectFile }>(this.#request.post(path, { data }))).file;
  }

  async resources<T extends ResourceType>(project: number, type: T): Promise<Resources[T][]> {
    return read(this.#request.get(this.path(`projects/${project}/resources/${type}`)));
  }

  async resource<T extends ResourceType>(project: number, type: T, id: number): Promise<Resources[T]> {
    return read(this.#request.get(this.path(`projects/${project}/resources/${type}/${id}`)));
  }

  async addResource<T extends ResourceType>(
    project: number,
    type: T,
    body: Record<string, unknown>,
  ): Promise<Resources[T]> {
    return read(this.#request.post(this.path(`projects/${project}/resources/${type}`), { data: body }));
  }

  // What can be linked, linked already or not.
  async owned<T extends ResourceType>(type: T): Promise<Resources[T][]> {
    switch (type) {
      case 'user-files':
        return read(this.#request.get(this.path('files')));
      case 'template-collections':
        return (await read<{ collections: Resources[T][] }>(this.#request.get(this.path('collections')))).collections;
      case 'github-installations':
        return read(this.#request.get(this.path('installations')));
      default:
        return (await read<{ chats: Resources[T][] }>(this.#request.get(this.path('chats')))).chats;
    }
  }

  // A path below the user's, also for the switches' rules: those compare with every path, the app's pages included.
  path(rest: string): string {
    return `/api/users/${this.id}/${rest}`;
  }
}

async function read<T>(sent: Promise<APIResponse>): Promise<T> {
  const answer = await sent;
  expect(answer.ok(), `${answer.status()} ${answer.url()} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}
