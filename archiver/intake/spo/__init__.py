"""Snapshots of the SPO module: its JSON answers in a folder whose paths mirror their addresses."""

from archiver.intake.spo.snapshot import SpoGroups, find_roots, spo_groups

__all__ = ["SpoGroups", "find_roots", "spo_groups"]
