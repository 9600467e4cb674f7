import httpx
from typing import Literal, TypedDict, Union
from datetime import datetime

ResourceType = Literal['user-files', 'template-collections', 'github-installations', 'chat-conversations']

class ProjectUserFileRequest(TypedDict):
    user_file_id: int

class ProjectTemplateCollectionRequest(TypedDict):
    template_collection_id: int

class ProjectGithubInstallationRequest(TypedDict):
    github_installation_id: int

class ProjectChatConversationRequest(TypedDict):
    chat_conversation_id: int

ResourceRequest = Union[ProjectUserFileRequest, ProjectTemplateCollectionRequest, ProjectGithubInstallationRequest, ProjectChatConversationRequest]

async def create_project_resource(
    user_id: int,
    project_id: int,
    resource_type: ResourceType,
    resource_data: ResourceRequest,
    session_cookie: str
) -> dict:
    url = f"https://neptun-webui.vercel.app/api/users/{user_id}/projects/{project_id}/resources/{resource_type}"

    async with httpx.AsyncClient() as client:
        response = await client.post(
            url,
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Cookie": f"neptun-session={session_cookie}"
            },
            json=resource_data
        )
        response.raise_for_status()
        return response.json()
