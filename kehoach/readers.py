"""What reads the files of a command: children on this computer, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from kehoach.printing import say

if TYPE_CHECKING:
    from ingest.limits import Limits
    from kehoach.cluster import Cluster
    from kehoach.guard import Bounds, Pool

T = TypeVar("T")


def readers(
    work: Callable[..., T],
    cluster: str | None,
    processes: int | None,
    bounds: Bounds | None = None,
    limits: Limits | None = None,
) -> Pool[T] | Cluster[T]:
    """What does the work, to be used in a `with` statement: on the cluster of the scheduler at that address, or here
    with so many processes (None: one a core).
    """
    if cluster is None:
        from kehoach.guard import Pool

        return Pool(work, processes=processes, bounds=bounds, limits=limits)
    from kehoach.cluster import Cluster

    if processes is not None:
        raise click.UsageError(
            "--processes is for this computer: how many files a worker reads side by side, its own --nthreads says."
        )
    return Cluster(cluster, work, bounds=bounds, limits=limits, tell=lambda text: say(text, err=True))
