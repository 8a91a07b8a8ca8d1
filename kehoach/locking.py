"""Locks on files and folders that end with the process that holds them, however it ends."""

from contextlib import suppress

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def lock(descriptor: int) -> bool | None:
    """Lock an open file or folder for this process alone. False: another holds it; None: there are no locks here, by
    the system or on that drive.
    """
    if fcntl is None:
        return None
    with suppress(OSError):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
    return None
