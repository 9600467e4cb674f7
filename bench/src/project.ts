// The generated project that is measured, and who may see it.

import type { Cookie } from './cdp.ts';
import type { Server } from './server.ts';

// The account of the demo data, which is public.
const DEMO = { email: 'demo@neptun.example', password: 'Neptun-Demo1' };

// What the address of a list of files has in it.
export const FILE_LISTS = '/resources/files';

export const LONG_FILE = '/bench/five_thousand_lines.rs';
export const LONG_FILE_BEGINS = '// The first of 5,000 lines';

export interface Project {
  id: number;
  name: string;
  cookies: Cookie[];
  // What a status says once the list is complete.
  status: string;
  // A word whose letters narrow the list.
  word: string;
  bytes: number;
}

interface File {
  original_path: string;
  title: string;
}

// Finds the generated project, makes its last file, the long one, and chooses the word that is typed.
export async function prepareProject(server: Server, files: number): Promise<Project> {
  const signedIn = await fetch(`${server.url}/api/auth/login`, json('POST', DEMO));
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0];
  if (!signedIn.ok || !cookie) throw new Error(`signing in: ${signedIn.status}`);
  const { user } = (await signedIn.json()) as { user: { id: number } };
  const ask = async (path: string, options: RequestInit = {}): Promise<Response> => {
    const headers = { ...options.headers, cookie };
    const answer = await fetch(`${server.url}/api/users/${user.id}/${path}`, { ...options, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };

  const name = `generated-${files - 1}`;
  const { projects } = (await (await ask('projects')).json()) as { projects: { id: number; name: string }[] };
  const project = projects.find((candidate) => candidate.name === name);
  if (!project) throw new Error(`there is no project ${name}`);
  const list = `projects/${project.id}${FILE_LISTS}`;
  await ask(list, json('POST', longFile()));
  const text = await (await ask(list)).text();
  const { files: all } = JSON.parse(text) as { files: File[] };
  if (all.length !== files) throw new Error(`${all.length} files instead of ${files}`);

  const at = cookie.indexOf('=');
  return {
    id: project.id,
    name,
    cookies: [{ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: 'http://127.0.0.1' }],
    status: `${files.toLocaleString('en-GB')} files`,
    word: narrowingWord(all),
    bytes: Buffer.byteLength(text),
  };
}

function longFile(): Record<string, string> {
  const line = (number: number) => `    let value_${number} = compute(${number}, "line ${number}"); // ${'·'.repeat(number % 40)}`;
  const lines = [LONG_FILE_BEGINS, ...Array.from({ length: 4_999 }, (_, index) => line(index + 2))];
  return {
    title: LONG_FILE.split('/').at(-1) ?? '',
    original_path: LONG_FILE,
    context_file_category: 'source',
    context_file_type: 'module',
    language: 'rust',
    extension: 'rs',
    text: `${lines.join('\n')}\n`,
  };
}

// The beginning of a word in the paths of which most letters leave fewer files each, and of those the one that leaves most.
// A thousand files are enough to choose by.
function narrowingWord(files: readonly File[]): string {
  const keys = files.slice(0, 1_000).map((file) => `${file.original_path}\n${file.title}`.toLowerCase());
  const words = new Set(keys.flatMap((key) => key.match(/[a-z]{6,}/g) ?? []));
  let best = { word: '', steps: 0, left: 0 };
  for (const word of new Set([...words].sort().map((long) => long.slice(0, 6)))) {
    let matching = keys;
    let steps = 0;
    for (let length = 1; length <= word.length; length++) {
      const fewer = matching.filter((key) => key.includes(word.slice(0, length)));
      if (fewer.length < matching.length) steps += 1;
      matching = fewer;
    }
    const left = matching.length;
    if (steps > best.steps || (steps === best.steps && left > best.left)) best = { word, steps, left };
  }
  return best.word;
}

function json(method: string, body: unknown): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
