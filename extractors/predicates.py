"""Kinds of phrases that tell an act, for the grammars of who acts (units/lexicon.py has them of rules/actors.toml)."""

ORDERS = frozenset({"order", "request"})
PREDICATES = frozenset({"verb", "helper", "predicate", "leading"})
CIRCUMSTANCES = frozenset({"circumstance", "time"})
