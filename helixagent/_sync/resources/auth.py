# Written by `make generate` from helixagent/_async/resources/auth.py; do not edit.
"""Accounts: registration, login, and the token that calls are made with."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from helixagent import _sync, types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync import resources
from helixagent._sync.resources._base import Resource
from helixagent._sync.streaming_response import StreamingSide
from helixagent.exceptions import InvalidResponseError, ValidationError
from helixagent_client.api.auth import get_current_user, login_user, logout_user, refresh_token, register_user


class Auth(Resource):
    """Accounts and tokens."""

    with_raw_response: RawSide[resources.AuthWithRawResponse]
    with_streaming_response: StreamingSide[resources.AuthWithStreamingResponse]

    @checked_names
    def register(
        self,
        # region openapi.yaml: registerUser
        *,
        username: str,
        email: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.AuthToken:
        """Open an account.

        Args:
            username: Username to log in with.
            email: Email address of the user.
            password: Password of the account.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The account's first token.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.AuthToken = self._run("auth.register", register_user, locals())
        return result

    @checked_names
    def login(
        self,
        # region openapi.yaml: loginUser
        *,
        username: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> _sync.HelixAgent:
        """Log in, and return a client that uses the token; it shares this client's connections.

        Args:
            username: Username to log in with.
            password: Password of the account.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The name or the password is wrong.
            HelixAgentError: As in `chat.completions.create`.

        Example:
            client = client.auth.login(username="ada", password="secret")
        """
        result: _sync.HelixAgent = self._run("auth.login", login_user, locals(), self._with_token)
        return result

    def _with_token(self, answer: types.AuthToken) -> _sync.HelixAgent:
        if not answer.token:
            raise InvalidResponseError("The server accepted the login but sent no token.", status_code=200)
        try:
            return self._client.with_options(token=answer.token)
        except ValidationError:
            # Without its text, which is about an argument of the caller's.
            raise InvalidResponseError("The server sent a token that no header can hold.", status_code=200) from None

    @checked_names
    def refresh(
        self,
        # region openapi.yaml: refreshToken
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.AuthToken:
        """Get a new token for the one in use.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The new token; `client.with_options(token=...)` puts it to use.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.AuthToken = self._run("auth.refresh", refresh_token, locals())
        return result

    @checked_names
    def logout(
        self,
        # region openapi.yaml: logoutUser
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> Optional[types.MessageResponse]:
        """End the token in use.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[types.MessageResponse] = self._run("auth.logout", logout_user, locals())
        return result

    @checked_names
    def me(
        self,
        # region openapi.yaml: getCurrentUser
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
        # endregion
    ) -> types.CurrentUser:
        """Ask whose token is in use.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: types.CurrentUser = self._run("auth.me", get_current_user, locals())
        return result
