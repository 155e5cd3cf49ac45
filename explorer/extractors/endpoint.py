"""One question to an OpenAI-compatible endpoint, and its answer as text. Asks again where that may help; can be stopped.

No redirect is followed, so that neither article nor key goes anywhere but to the host that a person has named.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from explorer.extractors.base import CannotExtract
from explorer.model.errors import Cancelled
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT_S = 120.0
MOST_CHARACTERS = 60_000
LARGEST_ANSWER_BYTES = 5_000_000
TRIES = 4
LONGEST_PAUSE_S = 30.0
_AGAIN = {429, 500, 502, 503, 504}
_CHUNK_BYTES = 65_536
_GLANCE_S = 0.05


@dataclass(frozen=True)
class Endpoint:
    """Where a model answers, and how long it is waited for.

    Attributes
    ----------
    url : str
        As its maker gives it ("http://localhost:11434/v1").
    model : str
    timeout_s : float
        For one answer.
    most_characters : int
        Of an article that are sent.
    first_pause_s : float
        Before asking again; each further one is twice as long.
    """

    url: str
    model: str
    timeout_s: float = TIMEOUT_S
    most_characters: int = MOST_CHARACTERS
    first_pause_s: float = 1.0

    @property
    def host(self) -> str:
        """The host that is asked."""
        return _place(self.url).host

    @property
    def is_this_machine(self) -> bool:
        """Whether what is sent stays on this machine."""
        return _is_loopback(self.host)

    @property
    def where_it_goes(self) -> str:
        """What a person should know before they press the button."""
        place = _place(self.url)
        if self.is_this_machine:
            return "The article stays on this machine."
        return f"Sends the article to {plain(place.host)}." + (
            "" if place.is_secure else " The connection is not encrypted."
        )


@dataclass(frozen=True)
class Answer:
    """What a model said. ``is_cut_off`` is what the server says of it."""

    text: str
    is_cut_off: bool


@dataclass(frozen=True)
class _Place:
    is_secure: bool
    host: str
    port: int
    path: str


class _AskAgain(Exception):
    def __init__(self, sentence: str, pause_s: float | None = None) -> None:
        super().__init__(sentence)
        self.pause_s = pause_s


def ask(
    endpoint: Endpoint, question: dict[str, Any], key: str | None, is_cancelled: Callable[[], bool] = lambda: False
) -> Answer:
    """Ask, and ask again after a while when the host is busy or has trouble of its own.

    Raises
    ------
    CannotExtract
        No answer, or none that could be read; a sentence.
    Cancelled
        A person stopped it.
    """
    # Any: whatever JSON the endpoint takes
    place = _place(endpoint.url)
    if key is not None and not place.is_secure and not endpoint.is_this_machine:
        raise CannotExtract(
            f"The key would go to {plain(place.host)} unencrypted. Use an address that begins with https://."
        )
    body = json.dumps(question).encode()
    pause = endpoint.first_pause_s
    for left in range(TRIES - 1, -1, -1):
        _stop_if(is_cancelled)
        try:
            return _answered(_post(place, body, key, endpoint.timeout_s, is_cancelled), place.host)
        except _AskAgain as trouble:
            if not left:
                raise CannotExtract(f"{trouble} It was asked {TRIES} times. Try again later.") from trouble
            _wait(min(trouble.pause_s if trouble.pause_s is not None else pause, LONGEST_PAUSE_S), is_cancelled)
            pause *= 2
    raise AssertionError("the last try answers or raises")


def _post(place: _Place, body: bytes, key: str | None, timeout_s: float, is_cancelled: Callable[[], bool]) -> bytes:
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Edgewise"}
    if key is not None:
        headers["Authorization"] = f"Bearer {key}"
    kind = http.client.HTTPSConnection if place.is_secure else http.client.HTTPConnection
    connection = kind(place.host, place.port, timeout=timeout_s)
    with _Watched(connection, timeout_s, is_cancelled) as watched:
        try:
            connection.connect()
            watched.link = connection.sock  # the connection forgets it when the answer is to be the last one
            connection.request("POST", place.path, body, headers)
            with connection.getresponse() as answer:
                raw = _read(answer, place.host)
        except (OSError, http.client.HTTPException) as error:
            _stop_if(is_cancelled)
            raise _told(error, place.host, timeout_s, is_late=watched.is_late) from error
    _stop_if(is_cancelled)
    if watched.is_late:
        raise _late(place.host, timeout_s)
    if answer.status in _AGAIN:
        raise _AskAgain(
            f"{plain(place.host)} {'is asked too often' if answer.status == 429 else f'has trouble ({answer.status})'}.",
            _pause_of(answer.getheader("Retry-After")),
        )
    if answer.status != http.client.OK:
        raise CannotExtract(_refusal(place.host, answer.status))
    return raw


class _Watched:
    """A connection that is cut when a person stops it, or when time is up, however slowly it drips."""

    def __init__(
        self, connection: http.client.HTTPConnection, timeout_s: float, is_cancelled: Callable[[], bool]
    ) -> None:
        self._connection, self._is_cancelled = connection, is_cancelled
        self._until = time.monotonic() + timeout_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.link: socket.socket | None = None
        self.is_late = False

    def __enter__(self) -> _Watched:
        self._thread.start()
        return self

    def __exit__(self, *what: object) -> None:
        self._done.set()
        self._thread.join()
        self._connection.close()

    def _watch(self) -> None:
        while not self._done.wait(_GLANCE_S):
            self.is_late = time.monotonic() >= self._until
            if (self.is_late or self._is_cancelled()) and self.link is not None:
                with contextlib.suppress(OSError):
                    self.link.shutdown(socket.SHUT_RDWR)
                return


def _read(answer: http.client.HTTPResponse, host: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_CHUNK_BYTES):
        size += len(piece)
        if size > LARGEST_ANSWER_BYTES:
            raise CannotExtract(
                f"{plain(host)} answers with more than {LARGEST_ANSWER_BYTES / 1e6:.0f} MB. Nothing was taken."
            )
        pieces.append(piece)
    return b"".join(pieces)


def _answered(raw: bytes, host: str) -> Answer:
    """Return what the model said, from what the server sent."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotExtract(
            f"{plain(host)} answers with bytes that are no text in UTF-8. Nothing was taken."
        ) from error
    try:
        choice = json.loads(text)["choices"][0]
        said = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        what = "a web page" if text.lstrip()[:1] == "<" else "something else than a model does"
        raise CannotExtract(f"{plain(host)} answers with {what}. Check the address; it often ends in /v1.") from error
    if not isinstance(said, str) or not said.strip():
        raise CannotExtract("The model answered with nothing. Try again, or choose another model.")
    return Answer(said, is_cut_off=choice.get("finish_reason") == "length")


def _place(url: str) -> _Place:
    typed = url.strip()
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not host or not typed.isascii() or any(map(str.isspace, typed)):
        raise CannotExtract(
            f"'{plain(typed, 120)}' is no address of a model. It looks like http://localhost:11434/v1 or https://…/v1."
        )
    if parts.username is not None or parts.query:
        raise CannotExtract("The address holds a password or a question mark. Leave it out; the key has its own place.")
    is_secure = parts.scheme.lower() == "https"
    path = parts.path.rstrip("/")
    path = path if path.endswith("/chat/completions") else f"{path}/chat/completions"
    return _Place(is_secure, host, port or (443 if is_secure else 80), path)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _pause_of(header: str | None) -> float | None:
    return float(header) if header is not None and header.strip().isdecimal() else None


def _wait(seconds: float, is_cancelled: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    rest = threading.Event()
    while (left := until - time.monotonic()) > 0:
        _stop_if(is_cancelled)
        rest.wait(min(left, _GLANCE_S))


def _stop_if(is_cancelled: Callable[[], bool]) -> None:
    if is_cancelled():
        raise Cancelled("Stopped. Nothing was taken.")


def _told(error: Exception, host: str, timeout_s: float, *, is_late: bool) -> Exception:
    if is_late or isinstance(error, TimeoutError):
        return _late(host, timeout_s)
    if isinstance(error, ssl.SSLCertVerificationError):
        return CannotExtract(f"{plain(host)} cannot prove who it is ({error.verify_message}). Nothing was sent.")
    if isinstance(error, ConnectionRefusedError | socket.gaierror):
        return CannotExtract(f"Nothing answers at {plain(host)}. Check the address, and that the model is running.")
    return _AskAgain(f"{plain(host)} broke off ({plain(getattr(error, 'strerror', None) or type(error).__name__)}).")


def _late(host: str, timeout_s: float) -> CannotExtract:
    return CannotExtract(
        f"{plain(host)} took longer than {timeout_s:g} seconds. Allow more time in the settings, or send a shorter article."
    )


def _refusal(host: str, status: int) -> str:
    why = {
        400: "does not understand the question; the model may not know answers by a schema",
        401: "does not accept the key", 403: "does not accept the key", 404: "knows no such model or address",
        413: "finds the article too long", 422: "does not understand the question",
    }.get(status, f"answers with {status}")  # fmt: skip
    return f"{plain(host)} {why}. Check address, model and key in the settings."
