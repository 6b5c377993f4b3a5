"""What pledges are worth in words: US dollars and, beside them, amounts that are not converted."""

from collections.abc import Mapping

from i18n import format_count, format_money, text
from metrics.pledges import Tally
from services.groups import name_list


def pledged_words(found: Tally) -> str:
    """Return what is pledged: US dollars and, beside them, what is not converted; a sum of nothing is not USD 0."""
    usd = format_money(found.pledged_usd) if found.valued else ""
    return money_beside(usd, found.unconverted) or text("pledges.no_amount")


def money_beside(usd: str, unconverted: Mapping[str, float]) -> str:
    """Return US dollars in words with amounts that are not converted beside them; empty without any of both."""
    others = text("pledges.not_converted", amounts=currency_words(unconverted)) if unconverted else ""
    return text("pledges.beside", usd=usd, others=others) if usd and others else usd or others


def currency_words(amounts: Mapping[str, float]) -> str:
    """Return amounts by currency as a list: CHF 2.8 billion and BRL 4 million."""
    return name_list(
        [text("pledges.in_currency", code=code, amount=format_count(one)) for code, one in amounts.items()]
    )
