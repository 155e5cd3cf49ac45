"""Small files of every kind that articles come in, made in memory."""

from __future__ import annotations

import io
import zipfile

PAGE = """<!doctype html><html lang="en-GB"><head><title>Chips fall - The Daily</title>
<meta property="og:site_name" content="The Daily"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2025-01-27T10:00:00Z"><meta property="og:title" content="Chips fall">
<link rel="canonical" href="https://daily.example/chips"><script>document.write("<p>planted by a script</p>")</script>
</head><body><nav><a href="/">Home</a> <a href="/m">Markets</a></nav><article><h1>Chips fall</h1>
<p>China\u2019s DeepSeek has shaken the global industry with claims of a model at a fraction of the&nbsp;cost.</p>
<h2>What it claims</h2><p>It said that <b>2,000</b> Nvidia H800 were used, a figure that nobody has con&shy;firmed.</p>
<ul><li>Founded late in 2023 in Hangzhou</li><li>Trained for $5.6 million</li></ul>
<p>\u201cTalk is cheap,\u201d said a rival who asked not to be named in this article about it.</p>
</article><iframe src="https://elsewhere.example/frame"></iframe><footer>Terms</footer></body></html>"""


def page(*paragraphs: str, head: str = "") -> str:
    """Return a page with these paragraphs."""
    return f"<html><head>{head}</head><body><article>{''.join(f'<p>{one}</p>' for one in paragraphs)}</article></body></html>"


def pdf(*lines: str, title: str = "") -> bytes:
    """Return a PDF of one page with a line of text for each line; without lines, an empty page."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    content = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % title.encode("latin-1"),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf("Secret words."))))
    writer.encrypt("password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """Return a Word document; a paragraph that begins with "# " is a heading."""
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for text in paragraphs:
        if text.startswith("# "):
            document.add_heading(text[2:], level=1)
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        elif "|" in text:
            table = document.add_table(rows=1, cols=text.count("|") + 1)
            for cell, own in zip(table.rows[0].cells, text.split("|"), strict=True):
                cell.text = own
        else:
            document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb(unpacked: int) -> bytes:
    """Return a Word document whose text is nothing but spaces when it is unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("Words."))) as sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in sound.infolist():
            body = sound.read(part)
            made.writestr(part, b" " * unpacked if part.filename == "word/document.xml" else body)
    return out.getvalue()
