interface ProjectFile {
  id: number
  title: string
  original_path: string
  context_file_category: string
  context_file_type: string
  text: string
  language: string
  extension: string
  created_at: string
  updated_at: string
  neptun_user_id: number
  project_id: number
}

interface ApiResponse {
  files: ProjectFile[]
}

async function getProjectFiles(
  userId: number,
  projectId: number,
  params: {
    context_file_category?: string
    context_file_type?: string
  },
  sessionCookie: string
): Promise<ApiResponse> {
  const queryParams = new URLSearchParams()
  if (params.context_file_category) {
    queryParams.append('context_file_category', params.context_file_category)
  }
  if (params.context_file_type) {
    queryParams.append('context_file_type', params.context_file_type)
  }

  const response = await fetch(
    `https://neptun-webui.vercel.app/api/users/${userId}/projects/${projectId}/resources/files?${queryParams}`,
    {
      headers: {
        Accept: 'application/json',
        Cookie: `neptun-session=${sessionCookie}`,
      },
    }
  )

  if (!response.ok) {
    throw new Error(`HTTP error! status: ${response.status}`)
  }

  return await response.json()
}
