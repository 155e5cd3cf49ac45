"""Whatever is wrong with a file becomes one sentence, and nothing hangs."""

from __future__ import annotations

import os
import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.texts import draft as drafts
from explorer.texts import reading
from explorer.texts.draft import UnreadableText
from explorer.texts.reading import read_bytes, read_file
from tests.texts.files import PAGE, bomb, locked_pdf, page, pdf, word

SOUND = {"a.html": PAGE.encode(), "a.pdf": pdf("Some words."), "a.docx": word("Some words."), "a.txt": b"Some words."}


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t\x00", "is empty"),
        ("a.txt", "\u00ad\ufeff".encode(), "holds no text"),
        ("a.txt", bytes(range(256)) * 40, "no text that can be read"),
        ("a.txt", b"\x89PNG\r\n", "is a picture"),
        ("a.txt", pdf("Words."), "rename it to .pdf"),
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.html", b"<html><script>only()</script></html>", "written by scripts"),
        ("a.html", b"<html><frameset><frame src='x.html'></frameset></html>", "frames other pages"),
        ("a.html", b"\x00\x01\x02\x03" * 100, "no text that can be read"),
        ("a.pdf", pdf(), "no text layer"),
        ("a.pdf", b"%PDF-1.7 and then nothing", "damaged"),
        ("a.pdf", b"", "no PDF"),
        ("a.pdf", pdf("Words.")[:200], "damaged"),
        ("a.pdf", locked_pdf(), "protected by a password"),
        ("a.docx", b"PK\x03\x04 and then nothing", "no Word document"),
        ("a.docx", b"", "no Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "protected by a password"),
        ("a.docx", word("Words.")[:-200], "no Word document"),
        ("a.docx", word(), "holds no text"),
        ("a.docx", bomb(61_000_000), "when unpacked"),
        ("a.docx", bomb(1_000), "no Word document"),
        ("a.json", b"{}", "is no article"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(name, raw, says):
    with pytest.raises(UnreadableText, match=says) as failure:
        read_bytes(raw, name)
    assert str(failure.value).startswith(name)
    assert str(failure.value).endswith(".")


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=25)
@given(st.data())
def test_a_damaged_file_gives_text_or_a_sentence(name, data):
    raw = bytearray(SOUND[name])
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(raw)))
    try:
        assert read_bytes(bytes(raw[:cut]), name).text
    except UnreadableText as error:
        assert str(error).startswith(name)  # noqa: PT017  # either is right


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 60_000 + "Some words.",
        "<script>" * 60_000 + "Some words.",
        "Some words." + "<svg>" * 60_000,
        "Some words." + "<!--" * 60_000,
        "<p>Some words.</p>" + "<a href='data:image/png;base64," + "A" * 2_000_000 + "'>x</a>",
        "<table><tr><td>" * 3_000 + "Some words.",
        "<meta" * 60_000 + "><p>Some words.</p>",
        "&nbsp;&shy;" * 20_000 + "Some words.",
    ],
    ids=["nested", "scripts", "drawings", "comments", "embedded", "tables", "metas", "spaces"],
)
def test_a_page_that_is_made_to_exhaust_readers_ends_soon(markup):
    try:
        assert "ome words" in read_bytes(f"<html><body>{markup}</body></html>".encode(), "a.html").text
    except UnreadableText as error:
        assert str(error).startswith("a.html")  # noqa: PT017  # scripts that never end hide what follows


def test_a_page_of_more_elements_than_can_be_looked_through_says_so():
    crowded = f"<html><body>{'<div><p>word</p></div>' * 10_000}</body></html>"
    with pytest.raises(UnreadableText, match="has 20,002 elements"):
        read_bytes(crowded.encode(), "a.html")


def test_a_page_with_too_much_in_it_says_how_much():
    with pytest.raises(UnreadableText, match=r"5 million characters .* up to 4 million"):
        read_bytes(page("word " * 1_000_000).encode(), "a.html")


def test_scripts_and_pictures_do_not_count_as_the_page():
    weight = "<script>" + "x" * 5_000_000 + "</script><img src='data:image/png;base64," + "A" * 5_000_000 + "'>"
    assert (
        read_bytes(f"<html><body>{weight}<p>Some words of it.</p></body></html>".encode(), "a.html").text
        == "Some words of it."
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_an_article_of_one_line_of_a_million_letters_is_read(name):
    line = "The chips fell. " * 65_000
    raw = page(line).encode() if name == "a.html" else line.encode()
    assert len(read_bytes(raw, name).text) == len(line) - 1


def test_a_text_that_is_too_long_says_how_long(monkeypatch):
    monkeypatch.setattr(drafts, "LONGEST_TEXT", 10)
    with pytest.raises(UnreadableText, match="may have up to 10"):
        read_bytes(b"Some more words.", "a.txt")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(reading.LARGEST_BYTES + 1)
    with pytest.raises(UnreadableText, match="holds 50 MB"):
        read_file(large)


def test_what_is_no_file_is_said(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for path, says in (
        (tmp_path / "none.txt", "no file"),
        (tmp_path, "is a folder"),
        (tmp_path / "pipe.txt", "ordinary"),
    ):
        with pytest.raises(UnreadableText, match=says):
            read_file(path)
    with pytest.raises(UnreadableText, match="no file name"):
        read_file(tmp_path / "a\0b.txt")


@pytest.mark.parametrize(
    ("name", "module", "package"),
    [("a.html", "trafilatura", "trafilatura"), ("a.pdf", "pypdfium2", "pypdfium2"), ("a.docx", "docx", "python-docx")],
)
def test_a_missing_library_is_named_with_how_to_install_it(monkeypatch, name, module, package):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UnreadableText, match=f"-m pip install {package}"):
        read_bytes(SOUND[name], name)


def test_words_between_broken_tags_are_kept():
    letters = random.Random(7)
    words = [f"word{number}" for number in range(200)]
    broken = "".join(f"{word}{letters.choice(['<b>', '</i>', '<p', '>', '<>', '</p>', ' '])} " for word in words)
    assert "word0" in read_bytes(f"<html><body><p>{broken}</p></body></html>".encode(), "a.html").text
