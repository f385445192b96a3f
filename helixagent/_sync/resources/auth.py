# Written by `make generate` from helixagent/_async/resources/auth.py; do not edit.
"""Accounts: registration, login and tokens."""

from __future__ import annotations

from typing import Any, Generic, Mapping, Optional, TypeVar

from helixagent import _sync, types
from helixagent._core.requests.arguments import checked_names
from helixagent._core.requests.options import NOT_GIVEN, SecondsOption, TimeoutOption
from helixagent._core.responses.raw_response import RawSide
from helixagent._sync.resources._base import Resource
from helixagent.exceptions import InvalidResponseError, ValidationError
from helixagent_client.api.auth import get_current_user, login_user, logout_user, refresh_token, register_user

# The type of the client. The client's module imports this module, so the class cannot be imported here.
C = TypeVar("C", covariant=True)


class Auth(Resource, Generic[C]):
    """Register users, log them in and out, and refresh tokens.

    To use a token, pass it to `client.with_options(token=...)`.
    """

    with_raw_response: RawSide[_sync.AuthWithRawResponse[C]]
    with_streaming_response: RawSide[_sync.AuthWithStreamingResponse[C]]

    # region openapi.yaml: registerUser as auth.register
    @checked_names
    def register(
        self,
        *,
        username: str,
        email: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.AuthToken:
        """Create an account.

        Creates an account and returns a token for it.

        Args:
            username: Username to log in with.
            email: Email address of the user.
            password: Password of the account.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            ValidationError: The request is malformed or an argument is out of range.
            ConflictError: The state of the resource does not allow this request.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("auth.register", register_user, locals())

    # endregion

    # region openapi.yaml: loginUser as auth.login
    @checked_names
    def login(
        self,
        *,
        username: str,
        password: str,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> C:
        """Log in, and return a client that uses the token and shares this client's connections.

        Args:
            username: Username to log in with.
            password: Password of the account.
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The username or the password is wrong.

        Example:
            client = client.auth.login(username="ada", password="secret")
        """
        return self._run("auth.login", login_user, locals(), self._with_token)

    # endregion

    def _with_token(self, response: types.AuthToken) -> C:
        if not response.token:
            raise InvalidResponseError("The server accepted the login, but it sent no token.", status_code=200)
        try:
            client: C = self._client.with_options(token=response.token)
        except ValidationError:
            # The original error is about an argument that the caller did not pass.
            raise InvalidResponseError(
                "The server sent a token that a header cannot contain.", status_code=200
            ) from None
        return client

    # region openapi.yaml: refreshToken as auth.refresh
    @checked_names
    def refresh(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.AuthToken:
        """Refresh a token.

        Returns a token that expires later than the token of the request.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("auth.refresh", refresh_token, locals())

    # endregion

    # region openapi.yaml: logoutUser as auth.logout
    @checked_names
    def logout(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> Optional[types.MessageResponse]:
        """Log out.

        Invalidates the token of the request.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Returns:
            The server's message, or None if it sends none.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("auth.logout", logout_user, locals())

    # endregion

    # region openapi.yaml: getCurrentUser as auth.me
    @checked_names
    def me(
        self,
        *,
        extra_headers: Optional[Mapping[str, Optional[str]]] = None,
        extra_query: Optional[Mapping[str, Any]] = None,
        extra_body: Optional[Mapping[str, Any]] = None,
        timeout: TimeoutOption = NOT_GIVEN,
        deadline: SecondsOption = NOT_GIVEN,
    ) -> types.CurrentUser:
        """Retrieve the current user.

        Retrieves the account that the API key or token belongs to.

        Args:
            extra_headers: Extra headers for this request. Set a header to `None` to remove a default.
            extra_query: Extra query parameters for this request.
            extra_body: Extra members of the request body. They override other arguments, and they are not checked.
            timeout: Timeout in seconds, an `httpx.Timeout`, or `None` for no timeout. Overrides the client's.
            deadline: Maximum number of seconds for all attempts and the waits between them, or `None` for no limit.

        Raises:
            AuthenticationError: The API key is missing, invalid or expired.
            RateLimitError: Too many requests.
            ProviderError: The server failed.
        """
        return self._run("auth.me", get_current_user, locals())

    # endregion
