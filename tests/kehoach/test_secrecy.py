"""Secret documents are refused, and the refusal tells nothing of them."""

import pytest

from kehoach.errors import SecretDocument, UnreadableFile
from kehoach.secrecy import refuse
from tests.extractors.factories import HEAD, document


def test_a_secret_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile) as caught:
        refuse(document("TỐI MẬT", *HEAD, "Đồng chí Sông Hương trực chỉ huy."))
    assert isinstance(caught.value, SecretDocument)
    assert "--allow-secret" in str(caught.value)


def test_all_secret_documents_give_the_same_message_without_their_text() -> None:
    messages = set()
    for found in (document("TỐI MẬT", *HEAD), document("Độ mật: Mật", "SỞ NỘI VỤ", "KẾ HOẠCH", "Đón đoàn")):
        with pytest.raises(SecretDocument) as caught:
            refuse(found)
        messages.add((str(caught.value), caught.value.__cause__, caught.value.__context__))
    assert len(messages) == 1


def test_a_public_document_passes() -> None:
    refuse(document(*HEAD, "Bảo vệ bí mật nhà nước."))
