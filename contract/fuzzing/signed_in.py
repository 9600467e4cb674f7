"""Hooks for requests with a session: most ids become those of what the user has, so that requests get beyond a 404."""

import os

import httpx
import schemathesis

import signed_out  # Its hooks hold here too.

NEW_RESOURCES = {
    "user-files": {"title": "a.ts", "text": "", "language": "typescript", "extension": "ts"},
    "template-collections": {"name": "collection", "description": ""},
    "github-installations": {"installation_id": 7, "account_name": "octo-cat", "repository_selection": "all"},
    "chat-conversations": {"name": "chat", "description": "", "model_publisher": "google", "model_name": "gemma"},
}
NEW_PROJECT = {"name": "first", "description": "", "project_type": "web-app", "programming_language": "rust"}
NEW_FILE = {
    "title": "a.rs",
    "original_path": "/a.rs",
    "context_file_category": "source",
    "context_file_type": "module",
    "text": "fn main() {}",
    "language": "rust",
    "extension": "rs",
}
PASSWORD = "Synthetic-Pass1"


class User:
    """A session of a user."""

    def __init__(self, path, email):
        self.client = httpx.Client(base_url=os.environ["NEPTUN_URL"])
        account = {"email": email, "password": PASSWORD, "confirmPassword": PASSWORD}
        self.user_id = self.post(path, account)["user"]["id"]

    def post(self, path, body):
        return self.client.post(path, json=body).raise_for_status().json()

    def new_project(self):
        return self.post(f"/api/users/{self.user_id}/projects", NEW_PROJECT)["project"]["id"]

    def new_file(self, project_id):
        path = f"/api/users/{self.user_id}/projects/{project_id}/resources/files"
        return self.post(path, NEW_FILE)["file"]["id"]

    def new_resource(self, project_id, resource_type):
        path = f"/api/users/{self.user_id}/projects/{project_id}/resources/{resource_type}"
        return self.post(path, NEW_RESOURCES[resource_type])["id"]


def sign_up(email):
    return User("/api/auth/sign-up", email)


USER = sign_up("ada@example.test")

# Whose sessions end. With the same user, a list of sessions would lead to the one that all requests need.
BOB = "bob@example.test"
sign_up(BOB)

# A new session takes the place of the one that a request has.
ENDING_SESSIONS = ("sign_up", "login", "logout", "end_session")


def new_session_of_bob():
    return User("/api/auth/login", BOB)


def operation_id(operation):
    return operation.definition.raw["operationId"]


@schemathesis.auth(refresh_interval=None)
class Session:
    """The cookie of the session."""

    def get(self, case, _context):
        user = new_session_of_bob() if operation_id(case.operation) in ENDING_SESSIONS else USER
        return user.client.cookies["neptun-session"]

    def set(self, case, session, _context):
        case.cookies = {"neptun-session": session}


def is_replaced(value):
    """True for small ids. Large ones stay, so that some requests name what is not there."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**32


@schemathesis.hook
def map_path_parameters(_context, path_parameters):
    """Replaces most ids by those of new objects, because requests delete them."""
    replaced = dict(path_parameters or {})
    if isinstance(replaced.get("session_id"), str):
        replaced["session_id"] = new_session_of_bob().client.get("/api/_auth/session").json()["id"]
    if is_replaced(replaced.get("user_id")):
        replaced["user_id"] = USER.user_id
    if is_replaced(replaced.get("project_id")):
        project_id = replaced["project_id"] = USER.new_project()
        if is_replaced(replaced.get("file_id")):
            replaced["file_id"] = USER.new_file(project_id)
        if is_replaced(replaced.get("resource_id")) and replaced.get("resource_type") in NEW_RESOURCES:
            replaced["resource_id"] = USER.new_resource(project_id, replaced["resource_type"])
    return replaced
