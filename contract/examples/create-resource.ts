type ResourceType = 'user-files' | 'template-collections' | 'github-installations' | 'chat-conversations'

interface ProjectUserFileRequest {
  user_file_id: number
}

interface ProjectTemplateCollectionRequest {
  template_collection_id: number
}

interface ProjectGithubInstallationRequest {
  github_installation_id: number
}

interface ProjectChatConversationRequest {
  chat_conversation_id: number
}

type ResourceRequest = ProjectUserFileRequest | ProjectTemplateCollectionRequest | ProjectGithubInstallationRequest | ProjectChatConversationRequest

async function createProjectResource(
  userId: number,
  projectId: number,
  resourceType: ResourceType,
  resourceData: ResourceRequest,
  sessionCookie: string
): Promise<any> {
  const response = await fetch(
    `https://neptun-webui.vercel.app/api/users/${userId}/projects/${projectId}/resources/${resourceType}`,
    {
      method: 'POST',
      headers: {
        'Accept': 'application/json',
        'Content-Type': 'application/json',
        'Cookie': `neptun-session=${sessionCookie}`,
      },
      body: JSON.stringify(resourceData),
    }
  )

  if (!response.ok) {
    throw new Error(`HTTP error! status: ${response.status}`)
  }

  return response.json()
}
