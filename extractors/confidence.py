"""How sure a value is: the share expected to be right, by the rule that found it; estimated, not measured yet."""

from extractors.rules import load


def of(rule: str, field: str) -> float:
    """The confidence of a value of `field` found by `rule`, in [0, 1]; the field's own where the rule has none."""
    table = load("confidence")
    rules: dict[str, float] = table["rule"]
    fields: dict[str, float] = table["field"]
    return rules.get(rule, fields.get(field, fields["other"]))
