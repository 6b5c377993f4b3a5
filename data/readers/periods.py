"""What was probably meant by a period that is none: advice for the message, never a mending."""

import re

SPAN = re.compile(r"([0-9]{4})\s*[-/\N{EN DASH}\N{EM DASH}]\s*([0-9]{2}|[0-9]{4})")


def period_advice(value: str) -> dict[str, str]:
    """Return the two years of a span such as 2018-19 or 2018/2019; nothing for anything else."""
    found = SPAN.fullmatch(value.strip())
    if found is None:
        return {}
    first, last = found[1], found[1][: 4 - len(found[2])] + found[2]
    return {"advice": "span", "first": first, "last": last} if first < last else {}
