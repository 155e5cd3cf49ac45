"""Fetches one page from the web, when a person has typed its address and pressed the button. Never otherwise.

Only http and https; no address of this machine or its network unless that was confirmed, after names are resolved and
after every redirect. The connection goes to the very address that was checked.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from explorer.model.errors import ExplorerError
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

LARGEST_BYTES = 10_000_000
LONGEST_S = 20.0
MOST_REDIRECTS = 5
_CHUNK_BYTES = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_HEADERS = {
    "User-Agent": "Edgewise",
    "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class NotFetched(ExplorerError):
    """A page could not be fetched; the text says why and what to do."""


class PrivateAddress(NotFetched):
    """It lies on this machine or in its network. ``host`` may be fetched from once a person has confirmed it."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(
            f"{plain(host)} is {address}, which lies on this machine or in its own network. "
            "Nothing was asked of it. Confirm that you mean it, or copy the text and paste it."
        )
        self.host = host


@dataclass(frozen=True)
class Fetched:
    """What came back: its bytes, where from after all redirects, and a name whose ending says what it is."""

    raw: bytes
    address: str
    name: str


@dataclass(frozen=True)
class _Place:
    """One address in parts."""

    is_secure: bool
    host: str
    port: int
    target: str
    address: str


def what_it_will_do(address: str) -> str:
    """Return what fetching does, for a person to read before they press the button.

    Raises
    ------
    NotFetched
        It is no web address.
    """
    place = _place(address)
    how = "" if place.is_secure else " The connection is not encrypted."
    return (
        f"Asks {plain(place.host)} for this one page, and for nothing else: no pictures, no scripts, no cookies. "
        f"At most {LARGEST_BYTES / 1e6:.0f} MB and {LONGEST_S:.0f} seconds.{how}"
    )


def fetch(
    address: str, *, confirmed: Collection[str] = (), is_cancelled: Callable[[], bool] = lambda: False
) -> Fetched:
    """Fetch a page.

    Parameters
    ----------
    address : str
        As a person typed it; ``https://`` may be left out.
    confirmed : collection of str
        Hosts that may lie on this machine or in its network.
    is_cancelled : callable
        Asked between pieces.

    Raises
    ------
    PrivateAddress
        A host that is not confirmed lies on this machine or in its network.
    NotFetched
        Anything else went wrong.
    """
    until = time.monotonic() + LONGEST_S
    here = address
    for _ in range(MOST_REDIRECTS + 1):
        place = _place(here)
        with _Asked(place, confirmed, until) as answer:
            if answer.status in _REDIRECTS and (target := answer.getheader("Location")):
                here = urljoin(place.address, target)
                continue
            if answer.status != http.client.OK:
                raise NotFetched(_refusal(place.host, answer.status))
            ending = _ending(answer.getheader("Content-Type") or "", place)
            raw = _body(answer, place.host, until, is_cancelled)
        return Fetched(raw, place.address, f"{place.host}{ending}")
    raise NotFetched(
        f"{plain(_place(address).host)} sends from one address to the next without end. Check the address."
    )


class _Asked:
    """A question to a host that has been looked at first, and its answer. However slowly it drips, time ends it."""

    def __init__(self, place: _Place, confirmed: Collection[str], until: float) -> None:
        self._place, self._until = place, until
        self._connection = http.client.HTTPConnection(place.host, place.port, timeout=LONGEST_S)
        self._link: socket.socket | None = None
        self._end = threading.Timer(max(until - time.monotonic(), 0), self._cut)
        self._ip = _checked_ip(place, confirmed)

    def __enter__(self) -> http.client.HTTPResponse:
        place = self._place
        self._end.start()
        try:
            # The name is not resolved again: between two look-ups it could become another address.
            link = socket.create_connection((self._ip, place.port), timeout=_left(self._until, place.host))
            self._link = link
            if place.is_secure:
                self._link = ssl.create_default_context().wrap_socket(link, server_hostname=place.host)
            self._connection.sock = self._link
            port = "" if place.port in {80, 443} else f":{place.port}"
            self._connection.request("GET", place.target, headers={"Host": f"{_in_url(place.host)}{port}", **_HEADERS})
            return self._connection.getresponse()
        except BaseException as error:
            self._close()
            raise self._told(error) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._close()
        if error is not None and not isinstance(error, ExplorerError):
            raise self._told(error) from error

    def _cut(self) -> None:
        if self._link is not None:
            with contextlib.suppress(OSError):
                self._link.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        self._end.cancel()
        self._connection.close()
        if self._link is not None:
            self._link.close()

    def _told(self, error: BaseException) -> BaseException:
        """Return a failure of the network as a sentence; anything else as it is."""
        host = plain(self._place.host)
        if isinstance(error, ssl.SSLCertVerificationError):
            return NotFetched(f"{host} cannot prove who it is ({error.verify_message}). Nothing was read.")
        if isinstance(error, OSError | http.client.HTTPException | zlib.error):
            if isinstance(error, TimeoutError) or time.monotonic() >= self._until:
                return NotFetched(_too_long(host))
            reason = getattr(error, "strerror", None) or type(error).__name__
            return NotFetched(f"{host} could not be read: {plain(str(reason))}. Check the address and the network.")
        return error


def _place(address: str) -> _Place:
    typed = address.strip()
    if "://" not in typed[:12]:
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host = (parts.hostname or "").encode("idna").decode("ascii") if not _is_ip(parts.hostname) else parts.hostname
        port = parts.port
    except (ValueError, UnicodeError):
        host, port, parts = "", None, urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not host or any(letter.isspace() for letter in typed):
        raise NotFetched(
            f"'{plain(address.strip(), 120)}' is no web address. Addresses begin with https:// or http://."
        )
    if parts.username is not None:
        raise NotFetched("The address holds a name or password before an @. Leave it out.")
    is_secure = parts.scheme.lower() == "https"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    netloc = _in_url(host) + (f":{port}" if port else "")
    return _Place(
        is_secure, host, port or (443 if is_secure else 80), path + query,
        f"{parts.scheme.lower()}://{netloc}{path}{query}",
    )  # fmt: skip


def _checked_ip(place: _Place, confirmed: Collection[str]) -> str:
    """Return the address to connect to; of a name that stands for several, all have to be public."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"There is no host called {plain(place.host)}, or no network. Check the address.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if place.host not in confirmed:
        for ip in addresses:
            if not _is_public(ip):
                raise PrivateAddress(place.host, ip.partition("%")[0])
    return addresses[0]


def _is_public(text: str) -> bool:
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None and not _is_public(str(inner)):
            return False
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return _is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _is_ip(host: str | None) -> bool:
    try:
        ipaddress.ip_address(host or "")
    except ValueError:
        return False
    return True


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _body(answer: http.client.HTTPResponse, host: str, until: float, is_cancelled: Callable[[], bool]) -> bytes:
    """Read an answer piece by piece, within the limits, whatever its headers say."""
    packed = (answer.getheader("Content-Encoding") or "identity").lower()
    if packed not in {"identity", "gzip", "x-gzip"}:
        raise NotFetched(
            f"{plain(host)} sends the page packed as {plain(packed)}, unasked. Copy the text and paste it."
        )
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if packed != "identity" else None
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_CHUNK_BYTES):
        _left(until, host)
        if is_cancelled():
            raise NotFetched("Stopped.")
        if unpack is not None:
            piece = unpack.decompress(piece, LARGEST_BYTES + 1 - size)
        size += len(piece)
        if size > LARGEST_BYTES:
            raise NotFetched(
                f"The page at {plain(host)} is larger than {LARGEST_BYTES / 1e6:.0f} MB. Copy the article and paste it."
            )
        pieces.append(piece)
    _left(until, host)  # an answer that was cut off is none
    return b"".join(pieces)


def _left(until: float, host: str) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NotFetched(_too_long(plain(host)))
    return left


def _too_long(host: str) -> str:
    return f"{host} took longer than {LONGEST_S:.0f} seconds. Try later, or copy the text and paste it."


def _ending(kind: str, place: _Place) -> str:
    media = kind.partition(";")[0].strip().lower() or "text/html"
    if media not in _ENDINGS:
        raise NotFetched(f"{plain(place.host)} answers with {plain(media)}, which is no article. Check the address.")
    return _ENDINGS[media]


def _refusal(host: str, status: int) -> str:
    why = {
        401: "asks for a password", 402: "asks for money", 403: "does not hand it to programs", 404: "has no such page",
        410: "has no such page any more", 429: "wants fewer questions", 451: "may not show it for legal reasons",
    }.get(status, f"answers with {status} instead of a page")  # fmt: skip
    return f"{plain(host)} {why}. Open it in a browser, copy the text and paste it."
