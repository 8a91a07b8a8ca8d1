"""All operations of the interface for programs."""

from review.api import openapi, plans, tasks
from review.api.operations import Operation

OPERATIONS: tuple[Operation, ...] = (*plans.OPERATIONS, *tasks.OPERATIONS, *openapi.OPERATIONS)
