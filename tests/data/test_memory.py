"""Large tables are held by the allocator that does not give memory back only to ask for it again."""

from pathlib import Path

import pyarrow as pa
import pytest

from clock import moment_now
from services.tracker import open_tracker


def test_whoever_opens_the_store_has_large_tables_held_by_jemalloc(tmp_path: Path) -> None:
    if "jemalloc" not in pa.supported_memory_backends():
        pytest.skip("this Arrow has no jemalloc")
    pa.set_memory_pool(pa.system_memory_pool())
    open_tracker(tmp_path / "store", moment_now)

    assert pa.default_memory_pool().backend_name == "jemalloc"
