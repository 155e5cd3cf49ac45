"""Every kind of file that articles come in is read, with what it says of itself."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from explorer.texts.draft import UnreadableText
from explorer.texts.plain import PASTED, read_pasted
from explorer.texts.reading import article_files, read_bytes, read_file
from tests.texts.files import PAGE, page, pdf, word


def test_a_page_gives_its_article_and_what_its_head_says():
    draft = read_bytes(PAGE.encode(), "chips.html")
    assert draft.title == "Chips fall"
    assert draft.authors == ("Jane Doe",)
    assert draft.publisher == "The Daily"
    assert draft.published == "2025-01-27"
    assert draft.language == "en-GB"
    assert draft.url == "https://daily.example/chips"
    assert set(draft.found) == {"title", "authors", "publisher", "published", "language", "url"}
    assert "2,000 Nvidia H800 were used, a figure that nobody has confirmed." in draft.text
    assert "fraction of the cost" in draft.text
    assert "• Founded late in 2023 in Hangzhou\n• Trained for $5.6 million" in draft.text
    assert "planted" not in draft.text
    assert "Terms" not in draft.text


def test_headings_of_a_page_become_sections_where_they_stand():
    draft = read_bytes(PAGE.encode(), "chips.html")
    assert [section.heading for section in draft.sections] == ["Chips fall", "What it claims"]
    for section in draft.sections:
        assert draft.text[section.start :].startswith(section.heading)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2025-01">', "2025-01"),
        ('<meta property="article:published_time" content="2025">', "2025"),
        ('<meta itemprop="datePublished" content="2025-03-01T00:00:00+01:00">', "2025-03-01"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-02-03"}</script>',
            "2025-02-03",
        ),
        ('<meta name="date" content="not a date">', ""),
        ("", ""),
    ],
)
def test_a_date_is_as_precise_as_the_page_says(head, published):
    prose = "The company may have spent 17% more on chips in 2024 than it said in its report of 3 March 2023 to all."
    assert read_bytes(page(prose, prose[::-1], head=head).encode(), "p.html").published == published


def test_the_host_stands_in_for_a_publisher_that_is_not_named():
    draft = read_bytes(page("Some words of an article.").encode(), "p.html", address="https://www.daily.example/x")
    assert (draft.publisher, draft.found["publisher"]) == ("daily.example", "in the address")


def test_a_page_without_an_article_gives_all_of_its_words_and_says_so():
    draft = read_bytes(b"<html><body><span>Nothing but a span</span></body></html>", "span.html")
    assert draft.text == "Nothing but a span"


def test_plain_text_gives_its_first_lines():
    text = b"Chips fall\n\nBy Jane Doe and John Roe\n27 January 2025\n\nShares of the company fell by 17%."
    draft = read_bytes(text, "chips.txt")
    assert (draft.title, draft.authors, draft.published) == ("Chips fall", ("Jane Doe", "John Roe"), "2025-01-27")
    assert draft.found == {
        "title": "in the first line", "authors": "at the head of the text", "published": "at the head of the text",
    }  # fmt: skip


def test_one_long_paragraph_is_called_by_the_name_of_its_file():
    assert read_bytes(b"word " * 100, "chips_fall.txt").title == "chips fall"


def test_prose_that_begins_with_by_names_nobody():
    text = "Title\nBy the end of the day the shares had fallen.\nBy 2025 Anna will know\nMore."
    assert read_pasted(text).authors == ()


def test_pasted_text_says_only_what_stands_in_it():
    draft = read_pasted("Only one line of words")
    assert (draft.name, draft.title, draft.found) == (PASTED, "", {})


def test_markdown_loses_its_marks_and_no_words():
    text = (
        "---\ntitle: \"Chips fall\"\nauthor:\n  - '[[Jane Doe]]'\n  - John Roe\npublished: 2025-01\n"
        "source: https://daily.example/x\n---\n# Chips **fall**\nFirst [link](https://a.example/b_(c)) here,\nsnake_case_name stays.\n\n"
        "> quoted *words*\n\n- one\n- 2 * 3 * 4\n```\n# no heading\n```\n![picture of it](x.png)"
    )  # fmt: skip
    draft = read_bytes(text.encode(), "note.md")
    assert draft.text == (
        "Chips fall\n\nFirst link here,\nsnake_case_name stays.\n\nquoted words\n\n- one\n- 2 * 3 * 4\n\n# no heading\n\npicture of it"
    )
    assert (draft.title, draft.authors, draft.published, draft.url) == (
        "Chips fall", ("Jane Doe", "John Roe"), "2025-01", "https://daily.example/x",
    )  # fmt: skip
    assert [section.heading for section in draft.sections] == ["Chips fall"]


def test_a_pdf_gives_its_lines_as_paragraphs():
    lines = (
        "Chips fall",
        "Shares of the company fell by 17% on Monday, and it",
        "lost $593 billion. Another",
        "day came.",
    )
    draft = read_bytes(pdf(*lines, title="Chips fall on Monday"), "chips.pdf")
    assert (
        draft.text
        == "Chips fall\n\nShares of the company fell by 17% on Monday, and it lost $593 billion. Another day came."
    )
    assert (draft.title, draft.found["title"]) == ("Chips fall on Monday", "in the file's properties")


def test_a_paragraph_that_breaks_off_at_the_end_of_a_page_goes_on():
    out = io.BytesIO()
    writer = PdfWriter()
    for lines in (
        ("Shares of the company fell by", "17% on Monday, the largest"),
        ("loss of any company in one day.", "The end."),
    ):
        writer.append(io.BytesIO(pdf(*lines)))
    writer.write(out)
    draft = read_bytes(out.getvalue(), "chips.pdf")
    assert "the largest loss of any company" in draft.text


def test_a_word_document_gives_headings_lists_and_tables_in_order():
    parts = ("# Claims", "It said so.", "- one", "- two", "Nvidia|-17%", "The end.")
    draft = read_bytes(word(*parts, title="Chips fall", author="Jane Doe; John Roe"), "chips.docx")
    assert draft.text == "Claims\n\nIt said so.\n\n• one\n• two\n\nNvidia\t-17%\n\nThe end."
    assert (draft.title, draft.authors) == ("Chips fall", ("Jane Doe", "John Roe"))
    assert [(section.heading, section.start) for section in draft.sections] == [("Claims", 0)]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Größe — “so”".encode("utf-16"), "Größe — “so”"),
        ("Größe".encode("utf-8-sig"), "Größe"),
        ("<html><head><meta charset='windows-1252'></head><body><p>Größe und Maß</p></body></html>".encode("cp1252"), "Größe und Maß"),
        ("<html><meta charset='gb2312'><body><p>深度求索公司周一发布</p></body></html>".encode("gb2312"), "深度求索公司周一发布"),
        ("<html><meta charset='utf-8'><body><p>Die Größe des Maßes ist schön für alle</p></body></html>".encode("cp1252"), "Größe des Maßes"),
    ],
)  # fmt: skip
def test_text_in_any_encoding_is_read(raw, words):
    assert words in read_bytes(raw, "p.html" if b"<html" in raw else "p.txt").text


def test_an_encoding_that_was_guessed_is_said():
    (notice,) = read_bytes("Die Größe des Maßes ist schön, und Füße sind größer.".encode("cp1252"), "p.txt").notices
    assert "does not say in which encoding" in notice


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("La compañía anunció ayer que compró el fabricante, según el señor Muñoz.", "cp1252"),
        ("Überraschung für Café Déjà vu, naïve", "cp1252"),
        ("Společnost oznámila, že koupila výrobce čipů, řekl mluvčí.", "cp1250"),
        ("Компания объявила, что купила производителя чипов, сообщил представитель.", "cp1251"),
    ],
)
def test_an_encoding_is_guessed_by_the_language_where_letters_could_be_either(text, encoding):
    assert read_bytes(text.encode(encoding), "p.txt").text == text


@pytest.mark.parametrize("text", ["👩\u200d🚀 says 漢字 and שלום", "e\u0301tat", "\u202bعربي\u202c text"])
def test_texts_of_all_scripts_come_through_every_reader(text):
    from explorer.texts.normalising import normalised

    read = [
        read_pasted(text),
        read_bytes(text.encode(), "a.txt"),
        read_bytes(text.encode(), "a.md"),
        read_bytes(page(text, "And a paragraph with some more words in it.").encode(), "a.html"),
        read_bytes(word(text), "a.docx"),
    ]
    assert all(normalised(text) in draft.text for draft in read)


def test_a_folder_gives_its_articles_in_order_and_leaves_out_all_else(tmp_path):
    for name in ("b.txt", "a.HTML", "sub/c.md", ".hidden.txt", "~$lock.docx", "data.json", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Words.", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in article_files(tmp_path)] == [
        "a.HTML",
        "b.txt",
        "sub/c.md",
    ]
    assert read_file(tmp_path / "b.txt").text == "Words."


def test_a_folder_without_articles_says_so(tmp_path):
    with pytest.raises(UnreadableText, match="holds no article"):
        article_files(tmp_path)
