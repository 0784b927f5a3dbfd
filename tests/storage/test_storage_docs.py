"""docs/bag-format.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from storage.bag import layout
from storage.bag.info import WIDTH
from storage.bag.read_me import LABELS
from storage.fixity import FaultKind
from storage.keys import LONGEST, LONGEST_SEGMENT
from storage.medium import KEY

PAGE = (Path(__file__).parents[2] / "docs" / "bag-format.md").read_text("utf-8")


def test_every_file_label_fault_and_limit_is_named() -> None:
    for name in (*layout.TAGS, *layout.TAG_MANIFESTS.values(), *LABELS, *FaultKind, KEY):
        assert f"`{name}`" in PAGE, name
    assert f"at most {LONGEST} characters, and {LONGEST_SEGMENT} bytes a segment" in PAGE
    assert f"over {layout.MOST_FILES:,} files" in PAGE
    assert f"over {layout.LARGEST_TAG >> 20} MiB" in PAGE
    assert f"folded at {WIDTH}" in PAGE
    said = re.search(r"`bagit.txt` is exactly `([^`]+)`", PAGE)
    assert said
    assert said[1].replace("⏎", "\n").encode() == layout.COMMIT_CONTENT
