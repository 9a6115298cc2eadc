"""The two calls that workers make all day, past the framework: it would double what they cost.

Their routes stay declared as FastAPI's, which documents them; here they are only answered sooner.
"""

from collections.abc import Awaitable, Callable

from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from goldwright.api.envelope import name_route
from goldwright.api.problems import invalid, problem
from goldwright.errors import GoldwrightError

_PREFIX = "/api/assignments/"
_NEXT = _PREFIX + "next"
_SUBMIT = _PREFIX + "{assignment_id}/submit"


class HotPaths:
    """Answers `next` and `submit` by these handlers; all else is the application's."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        lease_next: Callable[[Request], Awaitable[Response]],
        submit: Callable[[Request, str], Awaitable[Response]],
    ) -> None:
        self.app = app
        self._lease_next = lease_next
        self._submit = submit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        call = self._hot_call(scope, receive) if scope["type"] == "http" else None
        if call is None:
            await self.app(scope, receive, send)
            return
        try:
            response = await call
        except GoldwrightError as error:
            response = problem(error)
        except RequestValidationError as error:
            response = invalid(error)
        await response(scope, receive, send)

    def _hot_call(self, scope: Scope, receive: Receive) -> Awaitable[Response] | None:
        path: str = scope["path"]
        if scope["method"] != "POST" or not path.startswith(_PREFIX):
            return None
        request = Request(scope, receive)
        assignment_id, _, verb = path.removeprefix(_PREFIX).partition("/")
        if path == _NEXT:
            name_route(request, _NEXT)
            return self._lease_next(request)
        if verb == "submit" and assignment_id:
            name_route(request, _SUBMIT)
            return self._submit(request, assignment_id)
        return None
