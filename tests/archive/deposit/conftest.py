"""The college whose media these are."""

from __future__ import annotations

from college_of_test import college

__all__ = ["college"]
