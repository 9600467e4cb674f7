from datetime import datetime
from typing import List
from pydantic import BaseModel

class ProjectFile(BaseModel):
    id: int
    title: str
    original_path: str
    context_file_category: str
    context_file_type: str
    text: str
    language: str
    extension: str
    created_at: datetime
    updated_at: datetime
    neptun_user_id: int
    project_id: int

class ApiResponse(BaseModel):
    files: List[ProjectFile]

import httpx
from typing import Optional

async def get_project_files(
    user_id: int,
    project_id: int,
    context_file_category: Optional[str] = None,
    context_file_type: Optional[str] = None,
    session_cookie: str
) -> ApiResponse:
    url = f"https://neptun-webui.vercel.app/api/users/{user_id}/projects/{project_id}/resources/files"
    params = {}

    if context_file_category:
        params["context_file_category"] = context_file_category
    if context_file_type:
        params["context_file_type"] = context_file_type

    async with httpx.AsyncClient() as client:
        response = await client.get(
            url,
            params=params,
            headers={
                "Accept": "application/json",
                "Cookie": f"neptun-session={session_cookie}"
            }
        )
        response.raise_for_status()
        return ApiResponse(**response.json())
