"""A small list of pledges: with an amount, a year alone, none, and withdrawn."""

from data.schemas.pledge import Pledge


def pledge(number: str, /, **cells: object) -> Pledge:
    base: dict[str, object] = {"pledge_id": number, "pledger": "X", "currency": "USD"}
    return Pledge.model_validate(base | cells)


LIST = (
    pledge("1", amount=100, reported_amount=30, pledged_on="2022-06-09", focus_area="access", beneficiaries="KEN;UGA"),
    pledge("2", amount=50, pledged_on="2024", pledger_kind="government", beneficiaries="LDC"),
    pledge("3", focus_area="access", pledge_type="policy", beneficiaries="KEN"),
    pledge("4", amount=1000, status="withdrawn", pledged_on="2023", beneficiaries="KEN"),
)
