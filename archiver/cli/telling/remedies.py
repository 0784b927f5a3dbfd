"""The command for each remedy: the one place that tells of use cases in words of the command line."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping

from archiver.locale import N_, _
from archiver.remedies import Deed, Remedy


def with_advice(message: str, remedy: Remedy | None) -> str:
    """The message with what to do about it; alone where there is no remedy."""
    if remedy is None:
        return message
    gap = "\n" if "\n" in message else " "
    return f"{message}{gap}{advice(remedy)}"


def advice(remedy: Remedy) -> str:
    """What to do, with the command that does it."""
    deed, subject = remedy.deed, remedy.subject
    done_by = command(deed, subject) if deed in COMMANDS else ""
    return ADVICE[deed]().format(subject=subject, command=done_by)


def acceptance(remedy: Remedy) -> str:
    """The option that accepts a finding, quoted for a shell, with a reason to fill in."""
    return f"--accept {shlex.quote(f'{remedy.subject}=' + _('REASON'))}"


def command(deed: Deed, subject: str = "") -> str:
    """The command that does it, for the sentences of rooms that name one (`archiver.remedies.Naming`)."""
    wanted = subject or (_(WANTED[deed]) if deed in WANTED else "")
    return f"archiver {COMMANDS[deed]} {wanted}".rstrip()


WANTED: Mapping[Deed, str] = {Deed.MAKE_COPIES: N_("MEDIUM")}
"""What an option that ends a command asks for, where the deed is done to nothing in particular."""

COMMANDS: Mapping[Deed, str] = {
    Deed.ADD_MEDIUM: "media add",
    Deed.ADOPT: "media adopt",
    Deed.CHECK_DUE: "verify",
    Deed.CHECK_MEDIUM: "verify",
    Deed.CHECK_TRAIL: "audit verify",
    Deed.CLOSE_ACT: "disposal account",
    Deed.DEPOSIT: "deposit",
    Deed.DRILL: "drill",
    Deed.LIST_UNREGISTERED: "media unregistered",
    Deed.MAKE_COPIES: "repair --onto",
    Deed.MAKE_PARITY: "media parity",
    Deed.RECOVER_ACTS: "disposal recover",
    Deed.REMOVE_FOREIGN: "repair --remove-foreign",
    Deed.REPAIR: "repair",
    Deed.REPAIR_BAG: "repair --bag",
    Deed.RESTORE_REGISTER: "restore",
    Deed.SAVE_REGISTER: "backup",
    Deed.SAVE_REGISTER_APART: "backup --kept-at",
    Deed.SHOW_MEDIUM: "media show",
    Deed.STATE_MEASURE: "level state",
    Deed.SYNC_BUCKETS: "retention sync",
    Deed.TAKE_OUT: "get",
    Deed.WIPE_FREE: "media wipe-free",
}
"""Commands that stand within a sentence."""

ADVICE: Mapping[Deed, Callable[[], str]] = {
    Deed.ACCEPT_FINDING: lambda: _("If the college takes it upon itself: --accept {subject}=REASON."),
    Deed.ACT_AS_ANOTHER: lambda: _("Act as somebody else: --as LOGIN."),
    Deed.ACT_WITH_ROLE: lambda: _(
        "Act as somebody who has it (--as LOGIN), or let the administrator give it: archiver people change."
    ),
    Deed.ADD_MEDIUM: lambda: _("A new medium is introduced by archiver media add."),
    Deed.ADD_MEDIUM_OR_TAKE_FEWER: lambda: _(
        "Introduce another one (archiver media add) or, knowing the risk, ask for fewer copies: --copies 1."
    ),
    Deed.ADOPT_SCHEDULE: lambda: _(
        "Adopt the file (archiver retention schedule change), or name the adopted one in archive.schedule "
        "and bind again."
    ),
    Deed.APPRAISE: lambda: _(
        "What the commission decided of a file is entered by archiver disposal appraise FILE --destroy or "
        "--keep."
    ),
    Deed.BIND: lambda: _("Make the binders again: archiver year-end."),
    Deed.BIND_OR_MAKE_STATEMENTS: lambda: _(
        "Binders are made by archiver year-end, grade statements by archiver statement."
    ),
    Deed.CHANGE_INTERVAL: lambda: _("It is given by --since and --until."),
    Deed.CHANGE_PASSWORD: lambda: _(
        "Before acts are agreed to or approved by it, {subject} sets another one: archiver people password "
        "{subject} --as {subject} --password-file OLD --new-password-file NEW."
    ),
    Deed.CHANGE_PERSON: lambda: _(
        "Change that one (archiver people change). If this is a namesake, name the document that tells them "
        "apart: --namesake DOCUMENT."
    ),
    Deed.CHECK_ALL_MEDIA: lambda: _("Connect the media and check them: archiver verify --all."),
    Deed.CHECK_COMPUTER: lambda: _("Check the computer: archiver doctor."),
    Deed.CHECK_EXPORTS: lambda: _("What is wrong with them: archiver check EXPORTS."),
    Deed.CHECK_MEDIUM: lambda: _("Check it: archiver verify."),
    Deed.CHECK_TRAIL: lambda: _("Check the audit trail: archiver audit verify."),
    Deed.CHOOSE_GROUP: lambda: _("Choose one with --group."),
    Deed.CHOOSE_PERIOD: lambda: _("Name the study period: --term NUMBER."),
    Deed.CHOOSE_YEAR: lambda: _("Choose one with --year."),
    Deed.COUNT_ONE_VOLUME: lambda: _(
        "Name one file; --lettered, --missed, --contents and --last go with it alone."
    ),
    Deed.CONFIRM_DATE: lambda: _(
        "When approving: archiver disposal approve ACT --today DATE; later: archiver disposal confirm-date "
        "ACT --today DATE."
    ),
    Deed.CONFIRM_REMOVED: lambda: _(
        "If it was removed by hand, and a document says so: archiver disposal confirm-removed {subject} "
        "--document DOCUMENT. If it lies somewhere else, bring it back."
    ),
    Deed.CONTROL: lambda: _("It is written by archiver control."),
    Deed.CONVERT: lambda: _("It is written by archiver convert."),
    Deed.CONTINUE_ACT: lambda: _("Erase them too: archiver disposal execute {subject}."),
    Deed.DEPOSIT: lambda: _("Deposit them: archiver deposit."),
    Deed.DEPOSIT_STATEMENTS: lambda: _(
        "Deposit the grade statements first: archiver statement EXPORTS --to FOLDER, then archiver deposit "
        "FOLDER."
    ),
    Deed.DRILL: lambda: _("Take a bag of every medium back: {command}."),
    Deed.ENTER_WITH_PASSWORD: lambda: _("A password is given by --set-password or --new-password-file."),
    Deed.ERASE_DUPLICATE: lambda: _("Erase the second copy: archiver media erase-duplicate {subject}."),
    Deed.FINISH_RETURNED: lambda: _(
        "Erase it under its act: archiver disposal finish-returned {subject} (while the act is executed: "
        "archiver disposal execute {subject})."
    ),
    Deed.READMIT_MEDIUM: lambda: _("Take it back into service: archiver media readmit {subject}."),
    Deed.FETCH: lambda: _("Take them from the module into a new folder: archiver fetch."),
    Deed.FETCH_CHANGES: lambda: _("Take what has changed: the same archiver fetch with --refresh."),
    Deed.FETCH_REST: lambda: _("Finish it: the same archiver fetch goes on where it stopped."),
    Deed.FIND: lambda: _("Find it: archiver find."),
    Deed.GIVE_DAY_AND_SHEETS: lambda: _("Both: --certified DAY --sheets NUMBER."),
    Deed.GIVE_REASON: lambda: _("The reason: --reason TEXT."),
    Deed.JOIN_ARCHIVES: lambda: _(
        "Name the media of one archive. Where two archives have become one: --joined DOCUMENT."
    ),
    Deed.LIFT_HOLD: lambda: _(
        "When the reason for a hold is over: archiver hold lift NUMBER --document DOCUMENT (the numbers: "
        "archiver hold list)."
    ),
    Deed.LIST_DUE: lambda: _("What is due, and why it may not enter an act: archiver disposal due."),
    Deed.LIST_HOLDS: lambda: _("All of them: archiver hold list."),
    Deed.LIST_VOLUMES: lambda: _("What there is: archiver paper list {subject}."),
    Deed.LIST_UNREGISTERED: lambda: _(
        "Which they are, and how to take them in or erase them: archiver media unregistered."
    ),
    Deed.MAKE_COPIES: lambda: _("Make another copy: archiver repair --onto NUMBER."),
    Deed.MAKE_COPY: lambda: _("Make it: the same archiver year-end with --group GROUP --copy {subject}."),
    Deed.MAKE_CURATOR: lambda: _("--group goes with --role curator."),
    Deed.MAKE_SETTINGS: lambda: _("A sample is made by archiver config init."),
    Deed.MAKE_STATEMENTS: lambda: _("Make the statements again: archiver statement."),
    Deed.NAME_FILES_OR_GROUP: lambda: _("Name files, or all of a group: --group; --year goes with it."),
    Deed.NAME_FILES_OR_YEAR: lambda: _("Name files, or the academic year of all of them with --year."),
    Deed.NAME_FOLDER_OF_PRINTS: lambda: _(
        "Name the folder of year-end that it was printed from: --printed FOLDER."
    ),
    Deed.STATE_DAY: lambda: _("If it is right, repeat the command with --today {subject}."),
    Deed.KEEP_CLONE_APART: lambda: _(
        "Connect the medium itself. A clone that has replaced it for good: --replaced; one that is kept "
        "beside it is no second copy and is emptied before it becomes a medium."
    ),
    Deed.NAME_INVENTORIES: lambda: _(
        "Name its protocol: --inventories-protocol NUMBER --inventories-date DATE; or, where it agrees to "
        "them at the sitting on the act: --inventories-with-act."
    ),
    Deed.NAME_PRINTED: lambda: _("Check the path after --printed."),
    Deed.PROBE_BUCKET: lambda: _("Find out what a bucket enforces: archiver media probe NUMBER."),
    Deed.REBUILD_REGISTER: lambda: _(
        "If the register was lost: archiver register rebuild. Else take another medium."
    ),
    Deed.RECOVER_ACTS: lambda: _("Connect all media and compare: archiver disposal recover."),
    Deed.REGISTER_PERSON: lambda: _(
        "Let the administrator enter this person (archiver people add), or act as somebody who is there: "
        "--as LOGIN."
    ),
    Deed.REGISTER_YOURSELF: lambda: _("Begin with yourself: archiver people add LOGIN NAME."),
    Deed.REPAIR: lambda: _("Repair it from whole copies: {command}."),
    Deed.REPAIR_BAG: lambda: _("Repair it first: {command}."),
    Deed.RESTORE_REGISTER: lambda: _(
        "Restore the register from the last copy: archiver restore COPY --replace."
    ),
    Deed.REPEAT_ACT: lambda: _(
        "Carry it out and close it once more, what is gone is accounted anew: archiver disposal execute "
        "{subject}; archiver disposal account {subject}."
    ),
    Deed.REPLACE_ANOTHER: lambda: _(
        "If this archive is not needed here (one for training, another college's): save its register "
        "(archiver backup), and repeat with --another-archive REASON."
    ),
    Deed.RETIRE_MEDIUM: lambda: _("Take it out first: archiver media retire {subject}."),
    Deed.STATE_GONE: lambda: _(
        "If one is gone: archiver media retire {subject} --lost --reason REASON --document DOCUMENT."
    ),
    Deed.SAVE_REGISTER: lambda: _(
        "Save this one (archiver backup), and name a new one in archive.register_url."
    ),
    Deed.SAY_CHANGES: lambda: _(
        "Say what is to be changed: --name, --post, --role, --no-roles, --group, --no-groups or --returned."
    ),
    Deed.SAY_SCHEDULED: lambda: _("An account for work by schedule is entered with --system."),
    Deed.SAY_YEAR: lambda: _("The year is said by --year 2025/26."),
    Deed.SET_FIRST_PASSWORD: lambda: _(
        "Let the administrator set the first one: archiver people password {subject}."
    ),
    Deed.SET_OWN_PASSWORD: lambda: _("{subject} sets one on their own account: archiver people password."),
    Deed.SHOW_MEDIUM: lambda: _("What the register says of it: {command}."),
    Deed.SHOW_SCHEDULE: lambda: _(
        "The schedule in force, as a file to begin with: archiver retention schedule show --toml."
    ),
    Deed.TAKE_ANOTHER_MEDIUM: lambda: _("Take another medium: archiver media list."),
    Deed.TELL_PAPER: lambda: _(
        "Enter it (archiver paper add …), state that there is none (archiver paper none … --reason …), or "
        "state it of all these files: --no-paper REASON."
    ),
    Deed.TAKE_OUT: lambda: _("Take them out of the archive: {command}."),
    Deed.TAKE_STATEMENTS: lambda: _("Take the .json files that “archiver statement” writes."),
    Deed.UPGRADE_REGISTER: lambda: _(
        "Save a copy with the old program (archiver backup COPY), then: archiver register upgrade."
    ),
}
"""What is said after the message of an error."""
