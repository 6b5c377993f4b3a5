"""The limits on uploads, read and checked once."""

from functools import cache

from data.reference import FOLDER, read_toml_as
from data.schemas.upload_limits import UploadLimits


@cache
def load_upload_limits() -> UploadLimits:
    """Return how large and how deep a file may be.

    Raises:
        BrokenReferenceError: If the file does not fit its model.
    """
    return read_toml_as(FOLDER / "upload_limits.toml", UploadLimits)
