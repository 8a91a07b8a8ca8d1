"""Documents with a mark of state secrecy are not taken in."""

from ingest.errors import SecretDocument
from models import Document


def refuse(document: Document) -> None:
    """Raise SecretDocument if the letterhead bears MẬT, TỐI MẬT or TUYỆT MẬT. To be called before a document is
    understood or stored.

    The message is the same for all such documents: it is kept, and must not hold their text.
    """
    from extractors.secrecy import mark

    if mark(document) is not None:
        raise SecretDocument(
            "The document is marked as a state secret (Mật, Tối mật or Tuyệt mật) in its letterhead. Nothing of its "
            "text was stored. Handle it as the rules on state secrets say, on a machine meant for it; give "
            "--allow-secret if this database may hold it."
        )
