"""What can go wrong with an evaluation."""

from models.errors import KehoachError


class EvaluationError(KehoachError):
    """There is nothing to evaluate, or what should be compared cannot be used."""

    exit_code = 2
