"""The guard before every page and answer: pure ASGI, so that streams pass through it."""

from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.access.gate import FIELD, SESSION, Access, Asking, Visit
from dragoman.access.refusal import Refusal
from dragoman.access.roles import SAFE

#: Bytes of a request's body: a judgement is a few hundred.
LARGEST_BODY = 64 * 1024
#: Fields of a form, at most.
FIELDS = 100
CONTENT_POLICY = "; ".join(
    (
        *("default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "connect-src 'self'"),
        *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Refuse = Callable[[Request, Refusal], Response]


class Guard:
    """Lets a request pass with `request.state.user` and `request.state.csrf`, or answers it with a refusal."""

    def __init__(self, app: ASGIApp, access: Access, refuse: Refuse) -> None:
        self._app = app
        self._access = access
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard a request over HTTP; what else a server says passes."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state.update(user=None, csrf="", visit=None)
        dressed = self._dressed(scope, send)
        try:
            receive = await self._pass(scope, receive, state)
        except Refusal as refusal:
            await self._refuse(Request(scope), refusal)(scope, receive, dressed)
            return
        await self._app(scope, receive, dressed)

    async def _pass(self, scope: Scope, receive: Receive, state: MutableMapping[str, Any]) -> Receive:
        """What the rest of the request is received by, once it may pass. Raises Refusal."""
        asking = asked(scope)
        waits = self._access.asks_store(asking)  # else another thread would cost more than it spares
        visit = await run_in_threadpool(self._access.admit, asking) if waits else self._access.admit(asking)
        state.update(user=visit.user, csrf=visit.csrf, visit=visit)
        if asking.method in SAFE:
            return receive
        body = await _body(receive)
        if self._access.needs_word(asking, visit):
            said = Headers(scope=scope).get("x-csrf-token")
            self._access.check_word(visit, said or _word(asking.kind, body))
        return _again(body, receive)

    def _dressed(self, scope: Scope, send: Send) -> Send:
        """What answers are sent by: with the headers that all have, and the visit's cookie on pages."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = "max-age=31536000"
                headers.setdefault("Cache-Control", self._keeping(headers))
                visit: Visit | None = scope["state"]["visit"]
                if visit and visit.is_new and _is_page(headers) and "set-cookie" not in headers:
                    headers.append("Set-Cookie", cookie_header(scope, visit.cookie))
                message["headers"] = headers.raw
            await send(message)

        return sent

    def _keeping(self, headers: MutableHeaders) -> str:
        """Pages of a shared desk are never kept; what is kept elsewhere is asked for again each time."""
        return "no-store" if self._access.alone is None and _is_page(headers) else "private, no-cache"


def asked(scope: Scope) -> Asking:
    """What of a request tells who asks."""
    headers, request = Headers(scope=scope), Request(scope)
    way, _, token = headers.get("authorization", "").partition(" ")
    return Asking(
        method=scope["method"],
        path=scope["path"],
        client=request.client.host if request.client else "",
        bearer=token.strip() if way.lower() == "bearer" else None,
        cookie=request.cookies.get(cookie_name(scope)),
        kind=headers.get("content-type", "").partition(";")[0].strip().lower(),
        origin=headers.get("origin"),
        site=headers.get("sec-fetch-site"),
        own=f"{scope['scheme']}://{headers.get('host', '')}",
    )


def cookie_name(scope: Scope) -> str:
    """The name of the visit's cookie; two servers on one machine do not take each other's."""
    server = scope.get("server") or ("", 0)
    return f"dragoman-{server[1]}"


def cookie_header(scope: Scope, cookie: str, seconds: int | None = None) -> str:
    """The header that sets a visit's cookie, for some seconds or until the browser is closed."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    secure = "; Secure" if scope["scheme"] == "https" else ""
    return f"{cookie_name(scope)}={cookie}; Path=/; HttpOnly; SameSite=Lax{age}{secure}"


def session_header(scope: Scope, cookie: str) -> str:
    """The header that begins a session in the browser."""
    return cookie_header(scope, cookie, int(SESSION.total_seconds()))


def _is_page(headers: MutableHeaders) -> bool:
    return headers.get("content-type", "").startswith("text/html")


async def _body(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise Refusal(413, f"the body is larger than {LARGEST_BODY} bytes")
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read once, to be read again; then whatever follows it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return left.pop() if left else await receive()

    return received


def _word(kind: str, body: bytes) -> str:
    if kind != "application/x-www-form-urlencoded":
        return ""
    try:
        return parse_qs(body.decode("utf-8", "replace"), max_num_fields=FIELDS).get(FIELD, [""])[-1]
    except ValueError:
        return ""
