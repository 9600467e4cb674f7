// The examples of the documentation, as they are written there, against the server. The documents have lost their indentation, which
// is put back.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataOf, fromEnvironment, SERVER, signUp } from './support.ts';

const EXAMPLES = fromEnvironment('NEPTUN_EXAMPLES');
const PYTHON = fromEnvironment('NEPTUN_PYTHON');

const { api, userId, session } = await signUp('joan@example.test');

const newProject = { name: 'Harbour', description: '', project_type: 'web-app', programming_language: 'rust' };
const created = await api.POST('/api/users/{user_id}/projects', {
  params: { path: { user_id: userId } },
  body: newProject,
});
const path = { user_id: userId, project_id: dataOf(created, 201).project.id };
for (const category of ['source', 'config']) {
  const body = {
    title: `${category} file`,
    original_path: `/${category}.rs`,
    context_file_category: category,
    context_file_type: 'module',
    text: '',
    language: 'rust',
    extension: 'rs',
  };
  const answer = await api.POST('/api/users/{user_id}/projects/{project_id}/resources/files', { params: { path }, body });
  dataOf(answer, 201);
}
const userFile = await api.POST('/api/users/{user_id}/projects/{project_id}/resources/{resource_type}', {
  params: { path: { ...path, resource_type: 'user-files' } },
  body: { title: 'tide.ts', text: '', language: 'typescript', extension: 'ts' },
});
const userFileId = dataOf(userFile, 201).id;

const ids = `${userId}, ${path.project_id}`;

check('list-files.sh');
check('list-files.ts', `
getProjectFiles(${ids}, { context_file_category: 'source' }, '${session}')
  .then((answer) => console.log(JSON.stringify(answer)))
`);
check('list-files.py', `
import asyncio
print(asyncio.run(get_project_files(${ids}, context_file_category='source', session_cookie='${session}')).model_dump_json())
`);
check('create-resource.sh');
check('create-resource.ts', `
createProjectResource(${ids}, 'user-files', { user_file_id: ${userFileId} }, '${session}')
  .then((answer) => console.log(JSON.stringify(answer)))
`);
check('create-resource.py', `
import asyncio, json
print(json.dumps(asyncio.run(create_project_resource(${ids}, 'user-files', { 'user_file_id': ${userFileId} }, '${session}'))))
`);

// Runs an example, which prints the JSON it gets once `call` is added to it.
function check(name: string, call = ''): void {
  const example = readFileSync(join(EXAMPLES, name), 'utf8')
    .replace('https://neptun-webui.vercel.app', SERVER)
    .replace(/\/users\/1\/projects\/\d+\//, `/users/${userId}/projects/${path.project_id}/`)
    .replace('your-session-cookie', session)
    .replace('"user_file_id": 123', `"user_file_id": ${userFileId}`);
  assert(!example.includes('neptun-webui'), `${name} leaves this machine`);
  const answer = JSON.parse(run(name, example, call));
  if (name.startsWith('list-files')) {
    assert.deepEqual(answer.files.map((file: { title: string }) => file.title), ['source file'], name);
  } else {
    assert.equal(answer.id, userFileId, name);
  }
}

function run(name: string, example: string, call: string): string {
  switch (name.split('.').at(-1)) {
    case 'sh':
      return output('sh', [], example.replace(/^curl /, 'curl --silent --show-error --fail '));
    case 'ts':
      return output('node', ['--input-type=module', '-'], output('esbuild', ['--loader=ts'], example + call));
    default:
      return output(PYTHON, ['-'], mended(example) + call);
  }
}

// As it is written, the function of the list is no Python: `session_cookie` follows parameters with a default, but has none itself.
function mended(example: string): string {
  return example.replace(
    '    context_file_category: Optional[str] = None,\n',
    '    *,\n    context_file_category: Optional[str] = None,\n',
  );
}

function output(program: string, args: string[], input: string): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' });
  assert(status === 0, `${program}: ${error?.message ?? stderr}\n${input}`);
  return stdout;
}
