"""From a raw request to a response: what is checked before an operation is asked.

Sources: reference/general-specs/ (User-Agent), reference/responses/ (statuses).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import frozen

from .api import Api
from .auth import Authority, check_scopes
from .calls import Call, query_of
from .responses import Problem, Response, refused
from .routing import Routes

# "ServiceName/Version (Company Name)"; browsers' own values have the form, too.
_USER_AGENT = re.compile(r"[^/\s()]+/[^\s()]+ \([^()]+\)")


@frozen(kw_only=True)
class RawRequest:
    """A request as it arrived."""

    method: str
    path: str
    """Below the host, percent-encoded."""
    query: bytes
    length: int
    """Characters of the whole address."""
    headers: Mapping[str, str]
    content: bytes


class Gateway:
    """Checks a request and hands it to its operation."""

    def __init__(self, api: Api, authority: Authority) -> None:
        """Take what requests are checked against."""
        self._api = api
        self._authority = authority
        self._routes = Routes(api.catalog)

    def answer(self, request: RawRequest) -> Response:
        """Answer a request below the base path; problems become error bodies."""
        try:
            return self._answer(request)
        except Problem as problem:
            return problem.response()

    def scopes(self, method: str, path: str) -> tuple[str, ...]:
        """Return the scopes of which a request needs one; none if nothing is there."""
        try:
            return self._routes.find(self._below(path), method)[0].scopes()
        except Problem:
            return ()

    def _below(self, path: str) -> str:
        return path.removeprefix(self._api.info.base_path)

    def _answer(self, request: RawRequest) -> Response:
        self._check_form(request)
        grant = self._authority.grant(request.headers.get("authorization"))
        below = self._below(request.path)
        route, parameters = self._routes.find(below, request.method)
        check_scopes(grant, route.scopes())
        call = Call(
            client_id=grant.client_id,
            path=request.path,
            collection=route.collection,
            operation=route.operation,
            parameters=parameters,
            query=query_of(request.query),
            headers=request.headers,
            content=request.content,
        )
        return route.handler(self._api, call)

    def _check_form(self, request: RawRequest) -> None:
        longest = self._api.info.longest_uri
        if request.length > longest:
            raise Problem(414, f"The address is longer than {longest} characters.")
        agent = request.headers.get("user-agent", "")
        if not _USER_AGENT.match(agent):
            raise refused(
                "User-Agent must be written ServiceName/Version (Company Name)."
            )
