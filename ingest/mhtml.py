"""Web archives (.mht), as Word ("Single File Web Page") and browsers write them: a page and its pictures, as mail."""

import email
import email.policy
from email.message import Message

from ingest import html
from ingest.errors import DamagedFile
from ingest.limits import check_size
from models import Document


def read(data: bytes, name: str, sha256: str) -> Document:
    """The archive's page as a Document of format "html". What the page links to is not read, here or elsewhere.

    Raises DamagedFile when there is no page in it, and what the reader of HTML raises.
    """
    check_size(data)
    try:
        page = _page(email.message_from_bytes(data, policy=email.policy.compat32))
    except RecursionError as error:
        raise DamagedFile(
            "The web archive nests parts in parts deeper than any program does. It is not read."
        ) from error
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise DamagedFile(
            "The web archive holds no page. Open it in a browser or in Word, save it as HTML or .docx and read that."
        )
    return html.read(content, name, sha256, charset=page.get_content_charset())


def _page(message: Message) -> Message | None:
    """The part that the archive's "start" names, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    for part in pages:
        if start and str(part.get("Content-ID", "")).strip() == str(start).strip():
            return part
    return pages[0] if pages else None
