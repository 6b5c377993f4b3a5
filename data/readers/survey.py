"""What one look at every byte of a file shows: a large one is not gone through again for each question."""

import hashlib

from data.readers.content import Content, MappedFile, Survey, count_sign, pieces
from data.readers.letters import LetterWatch


def survey_of(content: Content) -> Survey:
    """Return what every byte of a file shows; of a mapped file, which may be large, it is found out once."""
    if not isinstance(content, MappedFile):
        return _look(content)
    if content.survey is None:
        content.survey = _look(content)
    return content.survey


def sha256_of(content: Content) -> str:
    """Return the SHA-256 of the bytes, as hexadecimal digits."""
    return survey_of(content).sha256


def _look(content: Content) -> Survey:
    digest, letters = hashlib.sha256(), LetterWatch()
    zeros = False
    quotes = feeds = returns = 0
    for piece in pieces(content):
        digest.update(piece)
        letters.add(piece)
        zeros = zeros or b"\0" in piece
        quotes += count_sign(piece, b'"')
        feeds += count_sign(piece, b"\n")
        returns += count_sign(piece, b"\r")
    return Survey(digest.hexdigest(), letters.first_wrong(), quotes, max(feeds, returns), zeros=zeros)
