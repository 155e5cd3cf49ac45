"""Fetching a page: only what was asked for, within limits, and from nowhere inside unless that was confirmed."""

from __future__ import annotations

import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from explorer.texts import web
from explorer.texts.reading import read_bytes
from explorer.texts.web import NotFetched, PrivateAddress, fetch, what_it_will_do
from tests.texts.files import PAGE

LOCAL = ("127.0.0.1", "localhost")


class Pages(BaseHTTPRequestHandler):
    """A server with every fault."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self):
        self.asked.append((self.path, dict(self.headers)))
        sends = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
            "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
            "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b" " * 20_000_000)),
            "/odd": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"xx"),
            "/large": (200, {"Content-Type": "text/html"}, b"word " * 2_100_000),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/moved": (302, {"Location": "/page"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/inside": (302, {"Location": f"http://localhost:{self.headers['Host'].partition(':')[2]}/page"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/forbidden": (403, {}, b""),
        }
        status, headers, body = sends.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *words):
        """Keep quiet."""


@pytest.fixture
def host():
    """A server on this machine; what was asked of it is in ``Pages.asked``."""
    Pages.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_asked_for_once_and_read(host):
    fetched = fetch(f"{host}/page", confirmed=LOCAL)
    ((path, headers),) = Pages.asked
    assert (path, "Cookie" in headers, "Referer" in headers) == ("/page", False, False)
    draft = read_bytes(fetched.raw, fetched.name, address=fetched.address)
    assert (draft.title, draft.url) == ("Chips fall", "https://daily.example/chips")


def test_a_redirect_is_followed_and_the_last_address_kept(host):
    assert fetch(f"{host}/moved", confirmed=LOCAL).address == f"{host}/page"


def test_a_packed_page_is_unpacked(host):
    assert fetch(f"{host}/packed", confirmed=LOCAL).raw == PAGE.encode()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/large", "larger than 10 MB"), ("/bomb", "larger than 10 MB"), ("/odd", "packed as br"), ("/picture", "image/png"),
        ("/round", "without end"), ("/file", "no web address"), ("/forbidden", "does not hand it to programs"),
        ("/nowhere", "no such page"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence(host, path, says):
    with pytest.raises(NotFetched, match=says):
        fetch(host + path, confirmed=LOCAL)


def test_this_machine_is_not_asked_unless_confirmed(host):
    with pytest.raises(PrivateAddress, match=r"127\.0\.0\.1") as refused:
        fetch(f"{host}/page")
    assert refused.value.host == "127.0.0.1"
    assert Pages.asked == []


def test_a_redirect_to_the_inside_is_not_followed(host):
    with pytest.raises(PrivateAddress, match="localhost"):
        fetch(f"{host}/inside", confirmed=["127.0.0.1"])
    assert [path for path, _ in Pages.asked] == ["/inside"]


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "255.255.255.255", "::",
    ],
)  # fmt: skip
def test_a_name_that_stands_for_an_address_inside_is_not_asked(monkeypatch, ip):
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80))
    inside = (family, socket.SOCK_STREAM, 6, "", (ip, 80))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [public, inside])
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    with pytest.raises(PrivateAddress):
        fetch("http://harmless.example/")


def test_a_host_that_never_answers_is_given_up(monkeypatch):
    monkeypatch.setattr(web, "LONGEST_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NotFetched, match="took longer"):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", confirmed=LOCAL)


def test_a_host_that_drips_is_cut_off(monkeypatch):
    monkeypatch.setattr(web, "LONGEST_S", 0.3)
    enough = threading.Event()

    def drip(server):
        link, _ = server.accept()
        with link:
            link.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while not enough.wait(0.02):
                try:
                    link.sendall(b"x")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, args=(server,))
        thread.start()
        with pytest.raises(NotFetched, match="took longer"):
            fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", confirmed=LOCAL)
        enough.set()
        thread.join()


def test_a_host_that_sends_no_http_is_said():
    def answer(server):
        link, _ = server.accept()
        with link:
            link.recv(4096)
            link.sendall(b"nonsense\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,))
        thread.start()
        with pytest.raises(NotFetched, match="could not be read"):
            fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", confirmed=LOCAL)
        thread.join()


def test_a_person_can_stop_it(host):
    with pytest.raises(NotFetched, match="Stopped"):
        fetch(f"{host}/page", confirmed=LOCAL, is_cancelled=lambda: True)


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://", "https://a b.example/", "http://[::1", "data:,x",
     "https://u:p@a.example/", "http://a.example:99999/"],
)  # fmt: skip
def test_what_is_no_web_address_is_not_asked_for(address):
    with pytest.raises(NotFetched):
        what_it_will_do(address)
    with pytest.raises(NotFetched):
        fetch(address)


def test_it_says_beforehand_what_it_will_do():
    assert what_it_will_do("daily.example/chips") == (
        "Asks daily.example for this one page, and for nothing else: no pictures, no scripts, no cookies. "
        "At most 10 MB and 20 seconds."
    )
    assert "not encrypted" in what_it_will_do("http://daily.example/")
    assert "xn--" in what_it_will_do("https://bücher.example/")
