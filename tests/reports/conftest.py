"""Fixtures for the tests of the reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports import sites

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder with the pictures that the evidence names."""
    (tmp_path / "pages").mkdir()
    for page in sites.evidence().pages:
        for shot in page.shots:
            (tmp_path / shot.file).write_bytes(PNG + shot.file.encode())
    return tmp_path
