"""What the trail tells of the parity beside a copy: whether some was made, and of which files it was."""

from __future__ import annotations

import json
from collections.abc import Mapping

from archiver.register.model.checks import Fault
from archiver.register.model.packages import Copy
from archiver.register.work import Work
from archiver.wording.storage import telling
from storage.parity_check import parity_faults
from storage.store import Store

MADE = "copy.parity-made"


def made_of(work: Work, copy: Copy) -> Mapping[str, str] | None:
    """The files of a copy's parity with their SHA-256, as last made; None when none was ever made for it.

    Of parity that an earlier release made no files were noted.
    """
    events = list(work.trail.events(object_=f"copy:{copy.id}", action=MADE))
    if not events:
        return None
    files: Mapping[str, str] = json.loads(events[-1].detail).get("files", {})
    return files


def faults_of_parity(
    store: Store, copy: Copy, made: Mapping[str, str] | None, medium: str
) -> tuple[Fault, ...]:
    """What is lost or rotten of a copy's parity, by place on the medium; nothing where none was made."""
    if made is None:
        return ()
    with telling(medium):
        found = parity_faults(store, copy.prefix, made)
    return tuple(Fault(one.path, f"{one.kind}:{one.offence}") for one in found)
