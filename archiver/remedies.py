"""What to do about a refusal, as a value: a door makes of it what it has (ADR 0035).

The command line prints a command (archiver.cli.telling.remedies), a console shows a link.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Deed(StrEnum):
    """What can be done; what the subject of a remedy is stands beside each that has one."""

    ACCEPT_FINDING = "accept-finding"
    """a code and a group: «student.twice@ИС-21»"""
    ACT_AS_ANOTHER = "act-as-another"
    ACT_WITH_ROLE = "act-with-role"
    ADD_MEDIUM = "add-medium"
    ADD_MEDIUM_OR_TAKE_FEWER = "add-medium-or-take-fewer"
    ADOPT = "adopt"
    ADOPT_SCHEDULE = "adopt-schedule"
    APPRAISE = "appraise"
    BIND = "bind"
    BIND_OR_MAKE_STATEMENTS = "bind-or-make-statements"
    CHANGE_INTERVAL = "change-interval"
    CHANGE_PASSWORD = "change-password"  # noqa: S105 - a login
    CHANGE_PERSON = "change-person"
    CHECK_ALL_MEDIA = "check-all-media"
    CHECK_COMPUTER = "check-computer"
    CHECK_DUE = "check-due"
    CHECK_EXPORTS = "check-exports"
    CHECK_MEDIUM = "check-medium"
    CHECK_TRAIL = "check-trail"
    CHOOSE_GROUP = "choose-group"
    CHOOSE_PERIOD = "choose-period"
    CHOOSE_YEAR = "choose-year"
    CLOSE_ACT = "close-act"
    """the number of an act"""
    COUNT_ONE_VOLUME = "count-one-volume"
    CONFIRM_DATE = "confirm-date"
    CONFIRM_REMOVED = "confirm-removed"
    """the number of an act and of a medium"""
    CONTROL = "control"
    CONVERT = "convert"
    CONTINUE_ACT = "continue-act"
    """the number of an act"""
    DEPOSIT = "deposit"
    DEPOSIT_STATEMENTS = "deposit-statements"
    DRILL = "drill"
    ENTER_WITH_PASSWORD = "enter-with-password"  # noqa: S105 - no password
    ERASE_DUPLICATE = "erase-duplicate"
    """the number of a medium and a folder on it"""
    FETCH = "fetch"
    FETCH_CHANGES = "fetch-changes"
    FETCH_REST = "fetch-rest"
    FIND = "find"
    FINISH_RETURNED = "finish-returned"
    """the number of an act"""
    GIVE_DAY_AND_SHEETS = "give-day-and-sheets"
    GIVE_REASON = "give-reason"
    KEEP_CLONE_APART = "keep-clone-apart"
    JOIN_ARCHIVES = "join-archives"
    LIFT_HOLD = "lift-hold"
    LIST_DUE = "list-due"
    LIST_HOLDS = "list-holds"
    LIST_UNREGISTERED = "list-unregistered"
    LIST_VOLUMES = "list-volumes"
    """the id of a file"""
    MAKE_COPIES = "make-copies"
    MAKE_COPY = "make-copy"
    """the number of a copy"""
    MAKE_CURATOR = "make-curator"
    MAKE_PARITY = "make-parity"
    """the number of a medium"""
    MAKE_SETTINGS = "make-settings"
    MAKE_STATEMENTS = "make-statements"
    NAME_FILES_OR_GROUP = "name-files-or-group"
    NAME_FILES_OR_YEAR = "name-files-or-year"
    NAME_FOLDER_OF_PRINTS = "name-folder-of-prints"
    NAME_INVENTORIES = "name-inventories"
    NAME_PRINTED = "name-printed"
    PROBE_BUCKET = "probe-bucket"
    READMIT_MEDIUM = "readmit-medium"
    """the number of a medium"""
    REBUILD_REGISTER = "rebuild-register"
    RECOVER_ACTS = "recover-acts"
    REGISTER_PERSON = "register-person"
    REGISTER_YOURSELF = "register-yourself"
    REMOVE_FOREIGN = "remove-foreign"
    """the number of a medium"""
    REPAIR = "repair"
    """the number of a medium, or "" for all"""
    REPAIR_BAG = "repair-bag"
    """the id of a bag"""
    REPEAT_ACT = "repeat-act"
    """the number of an act"""
    REPLACE_ANOTHER = "replace-another"
    RESTORE_REGISTER = "restore-register"
    RETIRE_MEDIUM = "retire-medium"
    """the number of a medium"""
    SAVE_REGISTER = "save-register"
    SAVE_REGISTER_APART = "save-register-apart"
    SAY_CHANGES = "say-changes"
    SAY_SCHEDULED = "say-scheduled"
    SAY_YEAR = "say-year"
    SET_FIRST_PASSWORD = "set-first-password"  # noqa: S105 - a login
    SET_OWN_PASSWORD = "set-own-password"  # noqa: S105 - a login
    SHOW_MEDIUM = "show-medium"
    """the number of a medium, or "" for any"""
    SHOW_SCHEDULE = "show-schedule"
    STATE_DAY = "state-day"
    """a day: «24.11.2026»"""
    STATE_GONE = "state-gone"
    """the number of a medium"""
    STATE_MEASURE = "state-measure"
    """the code of a measure"""
    SYNC_BUCKETS = "sync-buckets"
    TAKE_ANOTHER_MEDIUM = "take-another-medium"
    TAKE_OUT = "take-out"
    TAKE_STATEMENTS = "take-statements"
    TELL_PAPER = "tell-paper"
    UPGRADE_REGISTER = "upgrade-register"
    WIPE_FREE = "wipe-free"
    """the number of a medium"""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A deed, and what it is done to ("" where the deed says it all): a login, a number, an id."""

    deed: Deed
    subject: str = ""


class Naming(Protocol):
    """What a door calls a deed within a sentence: the command line its command."""

    def __call__(self, deed: Deed, subject: str = "") -> str:
        """The words for it, of no language."""
