"""Accounts: registration, login, and the token that calls are made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from helixagent._async.resources._base import AsyncResource
from helixagent._core.requests.arguments import checked_names
from helixagent.exceptions import InvalidResponseError, ValidationError
from helixagent_client.api.auth import get_current_user, login_user, logout_user, refresh_token, register_user
from helixagent_client.models.auth_token import AuthToken
from helixagent_client.models.current_user import CurrentUser
from helixagent_client.models.message_response import MessageResponse

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from helixagent._async.client import AsyncHelixAgent
    from helixagent._async.resources._raw_types import AsyncAuthWithRawResponse
    from helixagent._core.requests.call_types import CallOptions
    from helixagent._core.responses.raw_response import RawSide


class AsyncAuth(AsyncResource):
    """Accounts and tokens."""

    with_raw_response: RawSide[AsyncAuthWithRawResponse]

    @checked_names
    async def register(self, *, username: str, email: str, password: str, **options: Unpack[CallOptions]) -> AuthToken:
        """Open an account.

        Args:
            username: The name to log in with.
            email: The address of the account.
            password: The password; it shows in no log and no repr.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            The account's first token.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: AuthToken = await self._run("auth.register", register_user, locals())
        return result

    @checked_names
    async def login(self, *, username: str, password: str, **options: Unpack[CallOptions]) -> AsyncHelixAgent:
        """Log in, and return a client that uses the token; it shares this client's connections.

        Args:
            username: The name of the account.
            password: Its password.
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            AuthenticationError: The name or the password is wrong.
            HelixAgentError: As in `chat.completions.create`.

        Example:
            client = await client.auth.login(username="ada", password="secret")
        """
        result: AsyncHelixAgent = await self._run("auth.login", login_user, locals(), self._with_token)
        return result

    def _with_token(self, answer: AuthToken) -> AsyncHelixAgent:
        if not answer.token:
            raise InvalidResponseError("The server accepted the login but sent no token.", status_code=200)
        try:
            return self._client.with_options(token=answer.token)
        except ValidationError:
            # Without its text, which is about an argument of the caller's.
            raise InvalidResponseError("The server sent a token that no header can hold.", status_code=200) from None

    @checked_names
    async def refresh(self, **options: Unpack[CallOptions]) -> AuthToken:
        """Get a new token for the one in use.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            The new token; `client.with_options(token=...)` puts it to use.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: AuthToken = await self._run("auth.refresh", refresh_token, locals())
        return result

    @checked_names
    async def logout(self, **options: Unpack[CallOptions]) -> Optional[MessageResponse]:
        """End the token in use.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Returns:
            What the server says of it; None where it says nothing.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: Optional[MessageResponse] = await self._run("auth.logout", logout_user, locals())
        return result

    @checked_names
    async def me(self, **options: Unpack[CallOptions]) -> CurrentUser:
        """Ask whose token is in use.

        Args:
            options: `extra_headers`, `extra_query`, `extra_body`, `timeout` and `deadline`, as in every method.

        Raises:
            HelixAgentError: As in `chat.completions.create`.
        """
        result: CurrentUser = await self._run("auth.me", get_current_user, locals())
        return result
