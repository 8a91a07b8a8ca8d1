"""HTML and web archives that are hostile: scripts, links to files, depth, tables and parts without end."""

from base64 import b64encode
from collections.abc import Callable, Iterator

from corpus.hostile.model import READ, Hostile

_WORDS = "Rà soát cầu treo"
_PLAN = f"<p>KẾ HOẠCH</p><p>1. {_WORDS} trước ngày 05/6/2026.</p>"


def files() -> Iterator[Hostile]:
    """The files."""

    def one(
        name: str,
        why: str,
        make: Callable[[], bytes],
        expected: str = READ,
        has: tuple[str, ...] = (_WORDS,),
        lacks: tuple[str, ...] = (),
    ) -> Hostile:
        return Hostile(f"web-{name}", "web", why, make, expected, has if expected == READ else (), lacks)

    yield one(
        "scripts.html",
        "scripts and handlers",
        lambda: _page("<script>alert(1)</script><p onclick='alert(2)'>x</p><svg onload=alert(3)>"),
        lacks=("alert",),
    )
    yield one(
        "frames.html",
        "frames of files",
        lambda: _page(
            "<iframe src='file:///etc/passwd'></iframe><frame src='file:///etc/passwd'><embed src='/etc/passwd'>"
        ),
        lacks=("root:",),
    )
    yield one(
        "links.html",
        "pictures, styles and fonts from the network",
        lambda: _page(
            "<img src='http://127.0.0.1:9/x'><link rel=stylesheet href='http://127.0.0.1:9/x'><style>@import url(http://127.0.0.1:9/y);p{background:url(http://127.0.0.1:9/z)}</style>"
        ),
        lacks=("127.0.0.1",),
    )
    yield one(
        "refresh.html",
        "a page that goes elsewhere at once",
        lambda: _page("<meta http-equiv=refresh content='0;url=file:///etc/passwd'><base href='file:///'>"),
    )
    yield one(
        "data.html",
        "data that are a page",
        lambda: _page(f"<iframe src='data:text/html;base64,{b64encode(b'<p>kept</p>').decode()}'></iframe>"),
        lacks=("kept",),
    )
    yield one(
        "comments.html",
        "conditional comments that hold text",
        lambda: _page("<!--[if mso]><p>mso</p><![endif]--><!-- > --><p>sau"),
        has=(_WORDS, "sau"),
    )
    yield one(
        "entities.html",
        "a document type with entities",
        lambda: b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + _page("&b;"),
    )
    yield one(
        "external.html",
        "an entity that is a file",
        lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _page("<p>&x;</p>"),
        lacks=("root:",),
    )
    yield one(
        "references.html",
        "references to characters that do not exist",
        lambda: _page("<p>&#0;&#xD800;&#99999999999;&#x110000;&nosuch;&amp;</p>"),
    )
    yield one("deep.html", "elements 100,000 deep", lambda: _page("<div>" * 100_000 + "sâu"), has=())
    yield one("deep-inline.html", "bold in bold, 20,000 deep", lambda: _page("<b><i>" * 10_000 + "đậm"), has=())
    yield one("deep-300.html", "elements 300 deep", lambda: _page("<div>" * 300 + "sâu"), has=())
    yield one("deep-tables.html", "tables 100 deep", lambda: _page("<table><tr><td>a<td>" * 100))
    yield one("deep-lists.html", "lists 400 deep", lambda: _page("<ul><li>a" * 400))
    yield one("tags.html", "50,000 tags that nobody knows", lambda: _page("<x>a</x>" * 50_000))
    yield one(
        "attributes.html",
        "a tag with 100,000 attributes",
        lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">"),
        "DamagedFile",
    )
    yield one("long-attribute.html", "an attribute of 12 MB", lambda: _page(f"<p title='{'x' * 12_000_000}'>"), has=())
    yield one("long-line.html", "a paragraph of 500 kB", lambda: _page("<p>" + "Họp giao ban nhanh " * 25_000), has=())
    yield one("paragraphs.html", "5,000 paragraphs", lambda: _page("<p>Họp giao ban</p>" * 5000))
    yield one(
        "colspan.html", "a cell over 2^31 columns", lambda: _page("<table><tr><td colspan=2147483647>a<td>b</table>")
    )
    yield one(
        "colspan-odd.html",
        "spans of -5, of words and of 5,000 digits",
        lambda: _page(f"<table><tr><td colspan=-5>a<td rowspan=x>b<td rowspan={'9' * 5000}>c</table>"),
    )
    yield one(
        "rowspan.html",
        "a cell over 2^31 rows",
        lambda: _page("<table><tr><td rowspan=2147483647>a<td>b<tr><td>c</table>"),
    )
    yield one("columns.html", "1,001 columns", lambda: _page("<table><tr>" + "<td>a" * 1001 + "</table>"), "TooLarge")
    yield one(
        "spans.html",
        "300 rows of cells that each span all below",
        lambda: _page("<table>" + ("<tr>" + "<td rowspan=0>a" * 3) * 300 + "</table>"),
    )
    yield one(
        "list-start.html",
        "lists that start at 10^30, at words and run backwards",
        lambda: _page(f"<ol start={'9' * 30} type=i><li>a</ol><ol start=x reversed><li value=-7 type=I>b</ol>"),
    )
    yield one("nul.html", "NULs in tags and text", lambda: _page("<p\0>a\0b</p>"), "UnknownFormat")
    yield one(
        "charset-lies.html",
        "another encoding than the page says",
        lambda: f"<html><meta charset=windows-1258>{_PLAN}</html>".encode(),
        has=(),
    )
    yield one(
        "charset-utf7.html",
        "a page that says it is UTF-7",
        lambda: b"<html><meta charset=utf-7>+ADw-script+AD4-alert(1)" + _PLAN.encode(),
        "UnknownEncoding",
    )
    yield one(
        "charset-nobody.html",
        "an encoding that nobody knows",
        lambda: f"<html><meta charset=x-nobody>{_PLAN}</html>".encode(),
        "UnknownEncoding",
    )
    yield one(
        "charset-codec.html",
        "an encoding that is none of text",
        lambda: f"<html><meta charset=zlib_codec>{_PLAN}</html>".encode(),
        "UnknownEncoding",
    )
    yield one("not-closed.html", "a tag that never ends", lambda: _page("<p title='" + "x" * 3000))
    yield one("empty.html", "a page of nothing", lambda: b"<html></html>", "EmptyFile")
    yield one(
        "style-flood.html",
        "a style of a megabyte at each of three paragraphs",
        lambda: _page(f"<p style='{'font-weight:bold;' * 60_000}'>a</p>" * 3),
    )
    yield one(
        "conditions.html", "200,000 conditions of Word that never close", lambda: _page("<![if " * 200_000), has=()
    )
    yield one(
        "navigation.html",
        "nothing but links",
        lambda: b"<html><ul>" + b"<li><a href='/x'>Trang</a></li>" * 2000 + b"</ul></html>",
        has=("Trang",),
    )
    yield one(
        "word-2003.xml",
        "Word 2003 with a macro",
        lambda: (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument w:macrosPresent="yes"/>'
        ),
        "UnknownFormat",
    )
    yield one("archive.mht", "a web archive", lambda: _archive(_page("")))
    yield one("archive-nested.mht", "parts in parts, 2,000 deep", _nested, "DamagedFile")
    yield one("archive-parts.mht", "20,000 parts", _many_parts)
    yield one(
        "archive-base64.mht", "a part in base64 that breaks off", lambda: _archive(_page(""), cut=True), "EmptyFile"
    )
    yield one("archive-bomb.mht", "a page of 30 MB in base64", lambda: _archive(_page("x" * 30_000_000)), "TooLarge")
    yield one(
        "archive-boundary.mht",
        "a boundary that never comes",
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=zz\n\nabc",
        "DamagedFile",
    )
    yield one(
        "archive-headers.mht",
        "5,000 headers",
        lambda: (
            b"MIME-Version: 1.0\n"
            + b"X-A: b\n" * 5000
            + b"Content-Type: multipart/related; boundary=z\n\n--z\nContent-Type: text/html\n\n"
            + _page("")
            + b"\n--z--"
        ),
        has=(),
    )
    yield one(
        "archive-charset.mht",
        "a part in an encoding that nobody knows",
        lambda: _archive(_page(""), charset="x-nobody"),
        "UnknownEncoding",
    )
    yield one(
        "archive-charset-codec.mht",
        "a part in an encoding that is none of text",
        lambda: _archive(_page(""), charset="hex"),
        "UnknownEncoding",
    )
    yield one(
        "archive-location.mht",
        "parts that are to be files",
        lambda: _archive(_page("<img src='cid:1'>")).replace(
            b"Content-Transfer", b"Content-Location: file:///etc/../tmp/kehoach-canary\nContent-Transfer"
        ),
    )


def _page(more: str) -> bytes:
    return f"<html><head><meta charset=utf-8><title>t</title></head><body>{_PLAN}{more}</body></html>".encode()


def _archive(page: bytes, charset: str = "utf-8", cut: bool = False) -> bytes:
    content = b64encode(page)
    return (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=zz\n\n--zz\n"
        + f"Content-Type: text/html; charset={charset}\nContent-Transfer-Encoding: base64\n\n".encode()
        + (content[:3] if cut else content)
        + b"\n--zz--\n"
    )


def _nested() -> bytes:
    head = b"MIME-Version: 1.0\n"
    for n in range(2000):
        head += f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n".encode()
    return head + b"Content-Type: text/html\n\n<p>x"


def _many_parts() -> bytes:
    part = b"--zz\nContent-Type: image/png\nContent-Location: x\n\nabc\n"
    page = b"--zz\nContent-Type: text/html; charset=utf-8\n\n" + _page("") + b"\n"
    return b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=zz\n\n" + part * 20_000 + page + b"--zz--"
