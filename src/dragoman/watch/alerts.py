"""Changes told to people: a line, an Atom feed file, a signed webhook, a mail. What a channel refuses waits for it.

A webhook's request carries `Dragoman-Signature: sha256=` with the HMAC of its body by the secret, and the id of its
change in `Dragoman-Change`; a mail's Message-ID is made of its changes: what a crash made come twice is known again.
"""

import hashlib
import hmac
import json
import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import DragomanError
from dragoman.exports.atom import ENTRIES, feed
from dragoman.exports.changes import Change
from dragoman.exports.whole import write_whole
from dragoman.ids import content_id
from dragoman.watch.config import Config, Mail, Webhook
from dragoman.watch.state import State

#: Seconds before each further try of a webhook in one round.
PAUSES = (1.0, 4.0)
PATIENCE = 20.0


class DeliveryError(DragomanError):
    """A channel that did not take what it was told; it is told again in the next round."""


class Channel(NamedTuple):
    """A way to tell people; `send` takes new changes, so many at once as `most` says."""

    name: str
    send: Callable[[Sequence[Change]], None]
    most: int = 1000


def channels(config: Config, state: State, wait: Callable[[float], object] = time.sleep) -> tuple[Channel, ...]:
    """The channels that a configuration asks for, beside the terminal."""
    found = [
        *(Channel(f"webhook {w.url}", lambda new, w=w: post(w, new[0], wait), 1) for w in config.webhooks),  # type: ignore[misc]
        *(Channel(f"mail {m.host}:{m.port} {m.to}", lambda new, m=m: mail(m, new)) for m in config.mails),  # type: ignore[misc]
    ]
    path = config.atom
    if path:
        found.append(Channel(f"atom {path.name}", lambda _: write_atom(path, state.latest(ENTRIES))))
    return tuple(found)


def deliver(state: State, channel: Channel) -> Iterator[Change | DeliveryError]:
    """Tell a channel what it was not told yet; each change that it took, and the error at which it stopped."""
    waiting = state.pending(channel.name)
    for start in range(0, len(waiting), channel.most):
        batch = waiting[start : start + channel.most]
        try:
            channel.send(batch)
        except DeliveryError as error:
            yield error
            return
        state.told(channel.name, batch)
        yield from batch


def line_of(change: Change) -> str:
    """A change in one line of text."""
    return f"{change.kind}: {change.words}  “{change.quote}” ({change.where}, {change.lang})  {change.about}"


def write_atom(path: Path, latest: Sequence[Change]) -> None:
    """The newest changes as an Atom feed; readers of the file see the old one or the new one, never a part.

    Raises DeliveryError where it cannot be written.
    """
    try:
        write_whole(path, [feed(latest)])
    except OSError as error:
        raise DeliveryError(f"{path} cannot be written: {error.strerror}") from error


def signature(secret: str, body: bytes) -> str:
    """The signature of a body, as its header carries it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(webhook: Webhook, change: Change, wait: Callable[[float], object] = time.sleep) -> None:
    """A change as signed JSON to a webhook, tried three times. Raises DeliveryError."""
    body = json.dumps(asdict(change), ensure_ascii=False, default=date.isoformat).encode()
    headers = {
        "Content-Type": "application/json",
        "Dragoman-Change": change.id,
        "Dragoman-Signature": signature(webhook.secret, body),
    }
    failure = _posted(webhook.url, body, headers)
    for pause in PAUSES if failure else ():
        wait(pause)
        failure = _posted(webhook.url, body, headers)
        if not failure:
            return
    if failure:
        raise DeliveryError(f"webhook {webhook.url}: {failure}")


def _posted(url: str, body: bytes, headers: dict[str, str]) -> str | None:
    """What went wrong with a request; None where it was taken."""
    import httpx  # noqa: PLC0415

    try:
        answer = httpx.post(url, content=body, headers=headers, timeout=PATIENCE, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return str(error) or type(error).__name__
    return None if answer.is_success else f"answered {answer.status_code}"


def mail(to: Mail, new: Sequence[Change]) -> None:
    """One mail with all new changes. Raises DeliveryError."""
    try:
        with smtplib.SMTP(to.host, to.port, timeout=PATIENCE) as server:
            if to.tls:
                server.starttls()
            if to.user and to.password:
                server.login(to.user, to.password)
            server.send_message(letter(to, new))
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(f"mail to {to.to} by {to.host}: {error}") from error


def letter(to: Mail, new: Sequence[Change]) -> EmailMessage:
    """The mail that tells of changes."""
    message = EmailMessage()
    first = " ".join(new[0].words.split())
    more = f" and {len(new) - 1} more" if len(new) > 1 else ""
    message["Subject"] = f"{new[0].kind}: {first}{more}"[:200]
    message["From"], message["To"] = to.sender, to.to
    message["Message-ID"] = f"<{content_id('alert', *(c.id for c in new))}@dragoman.invalid>"
    message.set_content("\n\n".join(map(line_of, new)) + "\n")
    return message
