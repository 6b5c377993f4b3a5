"""How large and how deep a file may be that is read."""

from pydantic import BaseModel, ConfigDict, Field

MB = 1_000_000


class Limit(BaseModel):
    """One limit, with the reason for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: int = Field(gt=0)
    reason: str = Field(min_length=1)


class UploadLimits(BaseModel):
    """All limits by name; `_mb` are millions of bytes, the others counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_mb: Limit
    unpacked_mb: Limit
    expansion: Limit
    expansion_free_mb: Limit
    members: Limit
    sheets: Limit
    sheet_cells: Limit
    built_free_mb: Limit
    tags_free: Limit
    tags_a_byte: Limit
    rows: Limit
    columns: Limit
    cell_characters: Limit
    line_bytes: Limit
    suggestions: Limit
    own_process_mb: Limit
    own_process_packed_mb: Limit
    small_memory_mb: Limit
    small_seconds: Limit
    small_at_once: Limit
    large_memory_mb: Limit
    large_seconds: Limit
    handed_over_mb: Limit
    jobs_at_once: Limit
    problems: Limit
    visitor_uploads: Limit
    visitor_mb: Limit
    all_uploads: Limit
    all_mb: Limit
    kept_seconds: Limit
