"""Which edition the rows of an official file belong to, and when it came out."""

from data.readers.forms.dates import month_named
from data.readers.forms.page import Edition
from data.readers.reading import ReadOptions
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules


def edition_for(
    stated: Edition | None, agency: str, publisher: Publisher, rules: Rules, options: ReadOptions
) -> tuple[Edition, bool]:
    """Return the edition, and whether it had to be assumed.

    What the file states goes first, then what the person says who uploads it; else it is the publisher's name and the
    month of the upload. An edition that is named with a month came out in it; the month of any other is left open.
    """
    if stated:
        return stated, False
    if options.edition and options.edition.strip():
        return Edition(options.edition.strip(), month_named(options.edition)), False
    month = rules.today.strftime("%Y-%m")
    return Edition(f"{publisher.edition or agency or publisher.publisher} {month}", month), True
