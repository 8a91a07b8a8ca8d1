"""The clerk's pages: what wants a look, beside the page that it comes from, in the browser. A plugin of Datasette."""

from review.access import Access, hashed, is_hash
from review.desk import Desk
from review.server import Certificate, Server, listen
from review.services import Original, PagePicture, PageSize, Services, Taken
from review.wording import LANGUAGES, Language

__all__ = [
    "LANGUAGES",
    "Access",
    "Certificate",
    "Desk",
    "Language",
    "Original",
    "PagePicture",
    "PageSize",
    "Server",
    "Services",
    "Taken",
    "hashed",
    "is_hash",
    "listen",
]
