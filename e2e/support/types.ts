// What the documented API answers, as far as the specs look at it.

export interface Project {
  id: number;
  name: string;
  description: string | null;
  project_type: string;
  programming_language: string;
  created_at: string;
  updated_at: string;
  neptun_user_id: number;
}

export interface ProjectFile {
  id: number;
  title: string;
  original_path: string;
  context_file_category: string;
  context_file_type: string;
  text: string;
  language: string;
  extension: string;
  created_at: string;
  updated_at: string;
  neptun_user_id: number;
  project_id: number;
}

interface Owned {
  id: number;
  created_at: string;
  updated_at: string;
  neptun_user_id: number;
}

export interface UserFile extends Owned {
  title: string;
  text: string;
  language: string;
  extension: string;
}

export interface TemplateCollection extends Owned {
  name: string;
  description: string;
  is_shared: boolean;
  share_uuid: string;
}

export interface GithubInstallation extends Owned {
  github_account_type: string;
  github_account_avatar_url: string;
  github_account_id: string;
  github_account_name: string;
}

export interface ChatConversation extends Owned {
  name: string;
  model: string;
}

export interface Resources {
  'user-files': UserFile;
  'template-collections': TemplateCollection;
  'github-installations': GithubInstallation;
  'chat-conversations': ChatConversation;
}

export type ResourceType = keyof Resources;
