"""The tables of the store, as a numbered list of migrations: number n brings a store from version n-1 to n.

A migration that has been released is never changed; the next change is a new one. What tables and columns mean stands
in `descriptions`; the views, which hold no data, and what reads them are in `views`. Lists are JSON arrays, days ISO
texts, times UTC.
"""

from output.store.schema.first import FIRST
from output.store.schema.fourth import FOURTH
from output.store.schema.second import SECOND
from output.store.schema.third import THIRD

MIGRATIONS: tuple[str, ...] = (FIRST, SECOND, THIRD, FOURTH)
