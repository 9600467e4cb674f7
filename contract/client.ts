// The main job of a client that is generated from the OpenAPI document.

import assert from 'node:assert/strict';
import { dataOf, type Schemas, signUp } from './support.ts';

const { api, userId } = await signUp('grace@example.test');
const user = { user_id: userId };

const newProject: Schemas['NewProject'] = {
  name: 'Harbour',
  description: '',
  project_type: 'web-app',
  programming_language: 'rust',
};
const created = await api.POST('/api/users/{user_id}/projects', { params: { path: user }, body: newProject });
const { project } = dataOf(created, 201);
const path = { ...user, project_id: project.id };

const files = '/api/users/{user_id}/projects/{project_id}/resources/files';
for (const [category, type] of [['source', 'module'], ['source', 'component'], ['config', 'component']] as const) {
  const body: Schemas['NewFile'] = {
    title: `${category} ${type}`,
    original_path: `/${category}/${type}.rs`,
    context_file_category: category,
    context_file_type: type,
    text: 'fn main() {}\n',
    language: 'rust',
    extension: 'rs',
  };
  const { file } = dataOf(await api.POST(files, { params: { path }, body }), 201);
  assert.equal(file.original_path, body.original_path);
}

async function titles(query: { context_file_category?: string; context_file_type?: string }): Promise<string[]> {
  const list = dataOf(await api.GET(files, { params: { path, query } }), 200);
  return list.files.map((file) => file.title);
}
assert.deepEqual(await titles({}), ['config component', 'source component', 'source module']);
assert.deepEqual(await titles({ context_file_category: 'source' }), ['source component', 'source module']);
assert.deepEqual(await titles({ context_file_type: 'component' }), ['config component', 'source component']);
assert.deepEqual(await titles({ context_file_category: 'source', context_file_type: 'component' }), [
  'source component',
]);

type NewResource = Schemas['NewResource'];
const newResources: Record<Schemas['ResourceType'], [NewResource, (id: number) => NewResource]> = {
  'user-files': [
    { title: 'tide.ts', text: '', language: 'typescript', extension: 'ts' },
    (id) => ({ user_file_id: id }),
  ],
  'template-collections': [
    { name: 'Starters', description: '' },
    (id) => ({ template_collection_id: id }),
  ],
  'github-installations': [
    { installation_id: 7, account_name: 'octo-cat', repository_selection: 'all' },
    (id) => ({ github_installation_id: id }),
  ],
  'chat-conversations': [
    { name: 'Berths', description: '', model_publisher: 'google', model_name: 'gemma-2-7b-it' },
    (id) => ({ chat_conversation_id: id }),
  ],
};
const resources = '/api/users/{user_id}/projects/{project_id}/resources/{resource_type}';
for (const [type, [create, link]] of Object.entries(newResources)) {
  const ofType = { ...path, resource_type: type as Schemas['ResourceType'] };
  const resource = dataOf(await api.POST(resources, { params: { path: ofType }, body: create }), 201);
  const one = { params: { path: { ...ofType, resource_id: resource.id } } };
  const details = await api.GET(`${resources}/{resource_id}`, one);
  assert.deepEqual(dataOf(details, 200), resource);

  dataOf(await api.DELETE(`${resources}/{resource_id}`, one), 204);
  const linked = await api.POST(resources, { params: { path: ofType }, body: link(resource.id) });
  assert.deepEqual(dataOf(linked, 201), resource);
  assert.deepEqual(dataOf(await api.GET(resources, { params: { path: ofType } }), 200), [resource]);
}

const [newest] = dataOf(await api.GET(files, { params: { path } }), 200).files;
assert(newest);
const file = { params: { path: { ...path, file_id: newest.id } } };
dataOf(await api.DELETE(`${files}/{file_id}`, file), 204);
assert.deepEqual(await titles({}), ['source component', 'source module']);

dataOf(await api.DELETE('/api/users/{user_id}/projects/{project_id}', { params: { path } }), 200);
const gone = await api.GET('/api/users/{user_id}/projects/{project_id}', { params: { path } });
assert.equal(gone.response.status, 404);
assert.equal(gone.error?.message, 'Project not found');
