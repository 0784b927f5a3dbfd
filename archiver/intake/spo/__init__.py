"""Snapshots of the SPO module: its JSON answers in a folder whose paths mirror their addresses."""

from archiver.intake.spo.snapshot import SpoGroups, spo_groups

__all__ = ["SpoGroups", "spo_groups"]
