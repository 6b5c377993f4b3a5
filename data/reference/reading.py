"""How a file of reference data is read: rows and tables as models, and the error that names what does not fit."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import tomli
from pydantic import BaseModel, ValidationError

HEADER_ROW = 1

Model = TypeVar("Model", bound=BaseModel)
Numbered = tuple[str, Mapping[str, object]]


class BrokenReferenceError(ValueError):
    """A file of reference data does not fit its model; the message names the file, the row and the field."""


def broken(path: Path, place: str, what: str) -> BrokenReferenceError:
    """Return the error that names a file of reference data, a place in it and what is wrong there."""
    return BrokenReferenceError(f"{path.name}, {place}: {what}" if place else f"{path.name}: {what}")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise broken(path, "", "cannot be read") from error


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomli.loads(_text(path))
    except tomli.TOMLDecodeError as error:
        raise broken(path, "", str(error)) from error


def _tables(path: Path, key: str) -> Iterator[Numbered]:
    for name, table in _toml(path).items():
        if not isinstance(table, dict):
            raise broken(path, name, "a table is expected")
        yield name, {key: name, **table}


def read_rows(path: Path) -> Iterator[Numbered]:
    """Yield the rows of a CSV of reference data, each with its place in words.

    Raises:
        BrokenReferenceError: If the file cannot be read.
    """
    reader = csv.DictReader(_text(path).splitlines(), strict=True)
    try:
        for number, row in enumerate(reader, start=HEADER_ROW + 1):
            yield f"row {number}", {name or "extra column": value for name, value in row.items()}
    except csv.Error as error:
        raise broken(path, f"row {reader.line_num}", str(error)) from error


def made_of(path: Path, place: str, model: type[Model], row: Mapping[str, object]) -> Model:
    """Return a row or a table of reference data as a model.

    Raises:
        BrokenReferenceError: If it does not fit the model.
    """
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "all fields"
        raise broken(path, place, f"{field}: {first['msg']}") from error


def read_keyed(path: Path, model: type[Model], key: str) -> dict[str, Model]:
    """Return the rows of a CSV, or the tables of a TOML file, as models by the field that is their key.

    Raises:
        BrokenReferenceError: If the file cannot be read, a row does not fit the model, or a key stands there twice.
    """
    found: dict[str, Model] = {}
    for place, row in _tables(path, key) if path.suffix == ".toml" else read_rows(path):
        made = made_of(path, place, model, row)
        code = str(getattr(made, key))
        if code in found:
            raise broken(path, place, f"{key}: {code} stands there twice")
        found[code] = made
    return found


def read_toml_as(path: Path, model: type[Model]) -> Model:
    """Return what a TOML file of reference data says, as a model.

    Raises:
        BrokenReferenceError: If the file cannot be read or does not fit the model.
    """
    return made_of(path, "", model, _toml(path))
