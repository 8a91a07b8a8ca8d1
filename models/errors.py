"""The root of what can go wrong for a user. Each room adds the classes for what it can meet."""


class KehoachError(Exception):
    """Something that the user can act on: `str(error)` says what is wrong and what to do next.

    `exit_code` is the program's when this error ends it: 1 for a file or a store, 2 for a wrong call.
    """

    exit_code = 1
