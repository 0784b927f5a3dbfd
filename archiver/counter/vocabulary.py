"""The values of the register and of stores that doors name and show: what use cases take and give.

A command or a console imports them from here, and nothing else of the two.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.register.chain import ChainFault, ChainFaultKind, ChainReport
    from archiver.register.due import MediaDue
    from archiver.register.enforcement import Unenforced
    from archiver.register.finding import Query
    from archiver.register.model.agreement import Difference, Fact
    from archiver.register.model.checks import CheckOutcome, Fault, FixityCheck
    from archiver.register.model.console import Incident, KeptForm, SignIn
    from archiver.register.model.disposal import Hold
    from archiver.register.model.files import File, FileState
    from archiver.register.model.media import Condition, Medium, MediumKind
    from archiver.register.model.packages import Copy, CopyState
    from archiver.register.model.paper import Need, PaperCopy, PaperState
    from archiver.register.model.people import Person, Role
    from archiver.register.model.prints import VolumePrint
    from archiver.register.model.schedule import ScheduleVersion
    from archiver.register.model.trail import Anchor, Event, Head, MeasureKind
    from storage.fixity import FixityReport
    from storage.repair import Mended
    from storage.store import Lock, Way, weakest

__all__ = [
    "Anchor",
    "ChainFault",
    "ChainFaultKind",
    "ChainReport",
    "CheckOutcome",
    "Condition",
    "Copy",
    "CopyState",
    "Difference",
    "Event",
    "Fact",
    "Fault",
    "File",
    "FileState",
    "FixityCheck",
    "FixityReport",
    "Head",
    "Hold",
    "Incident",
    "KeptForm",
    "Lock",
    "MeasureKind",
    "MediaDue",
    "Medium",
    "MediumKind",
    "Mended",
    "Need",
    "PaperCopy",
    "PaperState",
    "Person",
    "Query",
    "Role",
    "ScheduleVersion",
    "SignIn",
    "Unenforced",
    "VolumePrint",
    "Way",
    "weakest",
]

_HOMES = {
    "archiver.register.chain": (
        "ChainFault",
        "ChainFaultKind",
        "ChainReport",
    ),
    "archiver.register.due": ("MediaDue",),
    "archiver.register.enforcement": ("Unenforced",),
    "archiver.register.finding": ("Query",),
    "archiver.register.model.agreement": (
        "Difference",
        "Fact",
    ),
    "archiver.register.model.checks": (
        "CheckOutcome",
        "Fault",
        "FixityCheck",
    ),
    "archiver.register.model.console": ("Incident", "KeptForm", "SignIn"),
    "archiver.register.model.disposal": ("Hold",),
    "archiver.register.model.files": (
        "File",
        "FileState",
    ),
    "archiver.register.model.media": (
        "Condition",
        "Medium",
        "MediumKind",
    ),
    "archiver.register.model.packages": (
        "Copy",
        "CopyState",
    ),
    "archiver.register.model.paper": (
        "Need",
        "PaperCopy",
        "PaperState",
    ),
    "archiver.register.model.people": (
        "Person",
        "Role",
    ),
    "archiver.register.model.prints": ("VolumePrint",),
    "archiver.register.model.schedule": ("ScheduleVersion",),
    "archiver.register.model.trail": (
        "Anchor",
        "Event",
        "Head",
        "MeasureKind",
    ),
    "storage.fixity": ("FixityReport",),
    "storage.repair": ("Mended",),
    "storage.store": (
        "Lock",
        "Way",
        "weakest",
    ),
}


def __getattr__(name: str) -> Any:
    """The value of that name, imported when a door asks for it: each needs a few of them, and at once."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
