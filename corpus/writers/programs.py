"""The programs that some writers call: found or named with the package that brings them."""

import shutil


class MissingProgramError(RuntimeError):
    """A program that a writer needs is not installed. The message names the package of Debian and Ubuntu."""


def find(name: str, package: str) -> str:
    """The path of a program; raises MissingProgramError."""
    found = shutil.which(name)
    if found is None:
        raise MissingProgramError(f"The program {name} is not installed. Install it: apt-get install {package}")
    return found
