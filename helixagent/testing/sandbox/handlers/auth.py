"""Accounts: registered users, and tokens that look like JWTs and are the same in each run."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any, Dict, Mapping, Set

from helixagent.testing.sandbox.exchange import ApiError, Call, Handler, Reply, conflict, json_bytes, json_reply
from helixagent.testing.sandbox.handlers.common import idempotent, time_text

_LIFETIME = 3600
# Not a secret: its signatures are worthless outside a sandbox.
_KEY = b"helixagent-sandbox"


class Accounts:
    """The users and tokens of one sandbox."""

    def __init__(self) -> None:
        self._users: Dict[str, Dict[str, Any]] = {}
        self._passwords: Dict[str, str] = {}
        self._tokens: Dict[str, Mapping[str, Any]] = {}
        self._revoked: Set[str] = set()

    def handlers(self) -> Dict[str, Handler]:
        """Return the handlers by `operationId`."""
        return {
            "registerUser": idempotent(self._register),
            "loginUser": idempotent(self._login),
            "refreshToken": idempotent(self._refresh),
            "logoutUser": self._logout,
            "getCurrentUser": self._me,
        }

    def reject_revoked_tokens(self, handler: Handler) -> Handler:
        """Return a handler that rejects tokens that were logged out."""

        def wrapper(call: Call) -> Reply:
            if _bearer(call) in self._revoked:
                raise _unauthorized("The token was logged out", "token_revoked")
            return handler(call)

        return wrapper

    def _register(self, call: Call) -> Reply:
        name = call.body["username"]
        if name in self._users:
            raise conflict(f"A user named {name} already exists", "user_exists")
        self._users[name] = {
            "id": f"user-{len(self._users) + 1}",
            "username": name,
            "email": call.body["email"],
            "role": "user",
            "created_at": time_text(call.created),
        }
        self._passwords[name] = call.body["password"]
        return json_reply(self._token(self._users[name], call.created), status=201)

    def _login(self, call: Call) -> Reply:
        name = call.body["username"]
        # An unknown user gets the same response as a wrong password, as on real servers.
        if self._passwords.get(name) != call.body["password"]:
            raise _unauthorized("Wrong username or password", "invalid_credentials")
        return json_reply(self._token(self._users[name], call.created))

    def _refresh(self, call: Call) -> Reply:
        return json_reply(self._token(self._user(call), call.created))

    def _logout(self, call: Call) -> Reply:
        self._user(call)
        token = _bearer(call)
        if token in self._tokens:
            self._revoked.add(token)
        return json_reply({"message": "Logged out", "success": True})

    def _me(self, call: Call) -> Reply:
        return json_reply(self._user(call))

    def _user(self, call: Call) -> Mapping[str, Any]:
        token = _bearer(call)
        if not token:
            raise _unauthorized("This request needs an API key or a token", "missing_token")
        if token in self._tokens:
            return self._tokens[token]
        if token.count(".") == 2:
            raise _unauthorized("Invalid token: it was not issued by this sandbox", "invalid_token")
        # The sandbox accepts any API key; all of them belong to one user.
        return {"id": "user-0", "username": "sandbox", "email": None, "role": "user", "created_at": None}

    def _token(self, user: Mapping[str, Any], created: int) -> Dict[str, Any]:
        number = len(self._tokens) + 1
        expires = created + _LIFETIME
        header = {"alg": "HS256", "typ": "JWT"}
        claims = {"sub": user["username"], "iat": created, "exp": expires, "jti": str(number)}
        signed = _base64(json_bytes(header)) + "." + _base64(json_bytes(claims))
        token = signed + "." + _base64(hmac.new(_KEY, signed.encode("ascii"), hashlib.sha256).digest())
        self._tokens[token] = user
        return {
            "token": token,
            "token_type": "Bearer",
            "expires_in": _LIFETIME,
            "expires_at": time_text(expires),
            "refresh_token": None,
            "user": dict(user),
        }


def _bearer(call: Call) -> str:
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _unauthorized(message: str, code: str) -> ApiError:
    return ApiError(401, message, type="authentication_error", code=code)
