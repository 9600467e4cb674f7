"""Hooks for requests with and without a session."""

import schemathesis


@schemathesis.hook.apply_to(operation_id="sign_up")
def map_body(_context, body):
    """Repeats the password, which a schema cannot ask for."""
    if isinstance(body, dict) and isinstance(body.get("confirmPassword"), str):
        body["confirmPassword"] = body.get("password")
    return body
