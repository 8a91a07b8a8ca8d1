"""Why a file could not be read. Each message names the cause and the next step; the caller adds the file's name."""

from models.errors import KehoachError


class UnreadableFile(KehoachError):  # noqa: N818 - named as the user meets it
    """A file that no reader can read: empty, damaged, of an unknown kind. The parent of the others here."""


class UnknownFormat(UnreadableFile):
    """The content is of no kind that Kehoach reads."""


class EmptyFile(UnreadableFile):
    """The file holds nothing."""


class DamagedFile(UnreadableFile):
    """The file says what it is but cannot be opened as that."""


class EncryptedFile(UnreadableFile):
    """The file is locked with a password."""


class NoUsableText(UnreadableFile):
    """The file has pages but no text that can be trusted: a scan, a picture, a bad text layer."""


class UnknownEncoding(UnreadableFile):
    """The text is in an encoding that cannot be told for certain."""


class TooLarge(UnreadableFile):
    """The file would need more room or time than a plan ever does (see `ingest.limits`)."""


class ProgramMissing(UnreadableFile):
    """A program that this kind of file needs is not installed."""


class SecretDocument(UnreadableFile):
    """The document bears a mark of state secrecy. Its text is neither in the message nor anywhere else."""
