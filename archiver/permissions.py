"""Who may do what: one table, asked by every use case itself (ADR 0033).

Roles are those of the regulation (sections 4 and 5). On the command line exports and what is made of them
belong to whoever can read the files, so no permission is asked there (`Acting.alone`); where exports are
kept for others, the same table says who works on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archiver.register.model.people import Role


class Permission(StrEnum):
    """What may be allowed, as «thing:deed»."""

    ARCHIVE_LOOK = "archive:look"
    CALENDAR_LOOK = "calendar:look"
    MEDIA_DUE = "media:due"
    FILE_FIND = "file:find"
    FILE_TAKE = "file:take"
    FILE_DEPOSIT = "file:deposit"
    FILE_CLOSE = "file:close"
    CERTIFICATE_MAKE = "certificate:make"
    INVENTORY_PRINT = "inventory:print"
    PAPER_KEEP = "paper:keep"
    HANDOVER_RECORD = "handover:record"
    VOLUME_PRINT = "volume:print"
    MEDIA_KEEP = "media:keep"
    MEDIA_CHECK = "media:check"
    MEDIA_VERIFY = "media:verify"
    MEDIA_REPAIR = "media:repair"
    DRILL_RUN = "drill:run"
    REGISTER_BACKUP = "register:backup"
    REGISTER_RESTORE = "register:restore"
    REGISTER_REBUILD = "register:rebuild"
    REGISTER_UPGRADE = "register:upgrade"
    TRAIL_LOOK = "trail:look"
    TRAIL_CHECK = "trail:check"
    TRAIL_ANCHOR = "trail:anchor"
    LEVEL_STATE = "level:state"
    PEOPLE_LOOK = "people:look"
    PEOPLE_KEEP = "people:keep"
    PASSWORD_SET = "password:set"  # noqa: S105 - a permission
    HOLD_PLACE = "hold:place"
    HOLD_LIFT = "hold:lift"
    LOCKS_SYNC = "locks:sync"
    SCHEDULE_CHANGE = "schedule:change"
    ACT_DRAFT = "act:draft"
    ACT_PRINT = "act:print"
    ACT_APPRAISE = "act:appraise"
    ACT_AGREE = "act:agree"
    ACT_APPROVE = "act:approve"
    ACT_EXECUTE = "act:execute"
    ACT_CONFIRM = "act:confirm"
    ACT_ACCOUNT = "act:account"
    ACT_CANCEL = "act:cancel"
    ACT_RECOVER = "act:recover"
    JOURNAL_FETCH = "journal:fetch"
    JOURNAL_CHECK = "journal:check"
    BINDER_MAKE = "binder:make"
    STATEMENT_MAKE = "statement:make"
    SCHOLARSHIP_MAKE = "scholarship:make"
    CONTROL_MAKE = "control:make"
    HOURS_MAKE = "hours:make"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has a permission.

    `roles`: any of them is enough; those of `own` only for groups of their own. `anybody`: also whoever the
    register does not know. `early`: everybody while nobody is registered. `proved`: who acts must be proved
    where the system's word is not enough (ADR 0034). `own_password`: a password that somebody else has set,
    and so may know, is none.
    """

    roles: frozenset[Role]
    own: frozenset[Role] = frozenset()
    anybody: bool = False
    early: bool = True
    proved: bool = False
    own_password: bool = False


_ADMIN, _ARCHIVIST, _IT, _DISPATCHER = Role.ADMINISTRATOR, Role.ARCHIVIST, Role.IT, Role.DISPATCHER
_SECRETARY, _HEAD, _COMMISSION, _DIRECTOR = (
    Role.SECRETARY,
    Role.DEPARTMENT_HEAD,
    Role.COMMISSION,
    Role.DIRECTOR,
)
_SCHEDULED = Role.SCHEDULED
_CURATOR = frozenset({Role.CURATOR})
_STAFF = frozenset(Role) - {_SCHEDULED}


def _to(*roles: Role, early: bool = True, proved: bool = False, own_password: bool = False) -> Rule:
    return Rule(frozenset(roles), early=early, proved=proved, own_password=own_password)


_LOOK = Rule(_STAFF, anybody=True)
"""Shows no name of a student and changes nothing: whoever can read the register's file sees it anyway."""

TABLE: Mapping[Permission, Rule] = {
    Permission.ARCHIVE_LOOK: _LOOK,
    Permission.PEOPLE_LOOK: _LOOK,
    Permission.TRAIL_LOOK: _LOOK,
    Permission.CALENDAR_LOOK: Rule(_STAFF | {_SCHEDULED}, anybody=True),
    Permission.MEDIA_DUE: Rule(_STAFF | {_SCHEDULED}, anybody=True),
    Permission.FILE_FIND: Rule(_STAFF - {Role.CURATOR}),
    Permission.FILE_TAKE: _to(_ADMIN, _ARCHIVIST, _SECRETARY, _DIRECTOR),
    Permission.FILE_DEPOSIT: _to(_ADMIN, _ARCHIVIST, _IT, _DISPATCHER),
    Permission.FILE_CLOSE: _to(_ARCHIVIST, _DISPATCHER, _SECRETARY),
    Permission.CERTIFICATE_MAKE: _to(_ADMIN, _ARCHIVIST, _SECRETARY),
    Permission.INVENTORY_PRINT: _to(_ADMIN, _ARCHIVIST, _DISPATCHER, _SECRETARY),
    Permission.PAPER_KEEP: _to(_ARCHIVIST, _SECRETARY, _DISPATCHER),
    Permission.HANDOVER_RECORD: _to(_ARCHIVIST, _SECRETARY, _DISPATCHER),
    Permission.VOLUME_PRINT: _to(_DISPATCHER, _HEAD),
    Permission.MEDIA_KEEP: _to(_ADMIN, _ARCHIVIST, _IT),
    Permission.MEDIA_CHECK: _to(_ADMIN, _ARCHIVIST, _IT),
    Permission.MEDIA_VERIFY: _to(_ADMIN, _ARCHIVIST, _IT, _SCHEDULED),
    Permission.MEDIA_REPAIR: _to(_ADMIN, _ARCHIVIST, _IT),
    Permission.DRILL_RUN: _to(_ADMIN, _ARCHIVIST, _IT),
    Permission.REGISTER_BACKUP: _to(_ADMIN, _ARCHIVIST, _IT, _SCHEDULED),
    Permission.REGISTER_RESTORE: _to(_ADMIN, _IT, proved=True),
    Permission.REGISTER_REBUILD: _to(_ADMIN, _IT, proved=True),
    Permission.REGISTER_UPGRADE: _to(_ADMIN, _IT),
    Permission.TRAIL_CHECK: _to(_ADMIN, _ARCHIVIST, _IT, _DIRECTOR),
    Permission.TRAIL_ANCHOR: _to(_ADMIN, _ARCHIVIST, _IT, _SCHEDULED),
    Permission.LEVEL_STATE: _to(_ADMIN, _ARCHIVIST, _IT, _DIRECTOR),
    Permission.PEOPLE_KEEP: _to(_ADMIN, proved=True),
    Permission.PASSWORD_SET: Rule(_STAFF, early=False, proved=True),
    Permission.HOLD_PLACE: _to(_ARCHIVIST, _DIRECTOR, _COMMISSION, _HEAD, _ADMIN, proved=True),
    Permission.HOLD_LIFT: _to(_ARCHIVIST, _DIRECTOR, proved=True),
    Permission.LOCKS_SYNC: _to(_ADMIN, _ARCHIVIST, _IT),
    Permission.SCHEDULE_CHANGE: _to(_ADMIN, _ARCHIVIST, early=False, proved=True),
    Permission.ACT_DRAFT: _to(_ARCHIVIST, early=False),
    Permission.ACT_PRINT: Rule(_STAFF, early=False),
    Permission.ACT_APPRAISE: _to(_ARCHIVIST, _COMMISSION, early=False, proved=True),
    Permission.ACT_AGREE: _to(_ARCHIVIST, _COMMISSION, early=False, proved=True, own_password=True),
    Permission.ACT_APPROVE: _to(_DIRECTOR, early=False, proved=True, own_password=True),
    Permission.ACT_EXECUTE: _to(_ARCHIVIST, _IT, early=False, proved=True),
    Permission.ACT_CONFIRM: _to(_ARCHIVIST, _IT, early=False, proved=True),
    Permission.ACT_ACCOUNT: _to(_ARCHIVIST, early=False),
    Permission.ACT_CANCEL: _to(_ARCHIVIST, _DIRECTOR, early=False),
    Permission.ACT_RECOVER: _to(_ARCHIVIST, early=False),
    Permission.JOURNAL_FETCH: _to(_ADMIN, _DISPATCHER),
    Permission.JOURNAL_CHECK: Rule(frozenset({_ADMIN, _DISPATCHER, _HEAD}), own=_CURATOR),
    Permission.BINDER_MAKE: _to(_ADMIN, _DISPATCHER),
    Permission.STATEMENT_MAKE: _to(_ADMIN, _DISPATCHER, _SECRETARY),
    Permission.SCHOLARSHIP_MAKE: Rule(frozenset({_ADMIN, _DISPATCHER, _HEAD}), own=_CURATOR),
    Permission.CONTROL_MAKE: _to(_ADMIN, _DISPATCHER, _HEAD),
    Permission.HOURS_MAKE: _to(_ADMIN, _DISPATCHER, _HEAD),
}
