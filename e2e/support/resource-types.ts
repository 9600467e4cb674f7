// The four types of resources, as the app names them and as a spec makes one of each.

import type { ResourceType } from './types.ts';

export interface TypeNames {
  type: ResourceType;
  // As a heading, and as the name of the table.
  heading: string;
  // In the middle of a sentence.
  singular: string;
  plural: string;
  // The field that names one of them.
  nameField: 'title' | 'name' | 'github_account_name';
  // The body that links one has this key.
  linkKey: string;
  // The body that creates one called `name`; for an installation that is the account's name.
  body(name: string): Record<string, unknown>;
}

export const RESOURCE_TYPES: readonly TypeNames[] = [
  {
    type: 'user-files',
    heading: 'User files',
    singular: 'user file',
    plural: 'user files',
    nameField: 'title',
    linkKey: 'user_file_id',
    body: (title) => ({ title, text: `// ${title}\n`, language: 'typescript', extension: 'ts' }),
  },
  {
    type: 'template-collections',
    heading: 'Template collections',
    singular: 'template collection',
    plural: 'template collections',
    nameField: 'name',
    linkKey: 'template_collection_id',
    body: (name) => ({ name, description: `What ${name} is for` }),
  },
  {
    type: 'github-installations',
    heading: 'GitHub installations',
    singular: 'GitHub installation',
    plural: 'GitHub installations',
    nameField: 'github_account_name',
    linkKey: 'github_installation_id',
    body: (account_name) => ({ installation_id: 4_711, account_name, repository_selection: 'all' }),
  },
  {
    type: 'chat-conversations',
    heading: 'Chat conversations',
    singular: 'chat conversation',
    plural: 'chat conversations',
    nameField: 'name',
    linkKey: 'chat_conversation_id',
    body: (name) => ({ name, description: '', model_publisher: 'google', model_name: 'gemma-2-7b-it' }),
  },
];
