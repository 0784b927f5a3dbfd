"""`archiver media wipe-free`: nothing deleted can be read from a disk any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.media_card import number_argument
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door


@click.command(
    "wipe-free",
    short_help=_("Overwrite the free space of a medium"),
    help=_(
        "Overwrite the free space of a medium with random bytes, so that what was deleted from it cannot be "
        "read any more, and give it back. The archive on it is not touched. Stopped at any moment, it leaves "
        "nothing. It takes as long as filling the disk; run it as root, or the reserve of the file system "
        "stays unwiped.\n\n"
        "On flash memory, file systems that copy on write and network folders this proves nothing: the "
        "program says so and how the whole medium is erased.\n\n"
        "Exit codes: 0 done, 3 done, but it proves nothing on this medium, 6 it is not connected, 9 refused."
    ),
)
@number_argument
@session_options
@click.pass_context
def wipe_free(context: click.Context, number: str, door: Door) -> None:
    from archiver.archive.media.surfaces import surface_in_words
    from archiver.archive.media.wiping import wipe_free as overwrite
    from archiver.archive.media.words import size
    from archiver.cli.telling.progress import progress_on

    with door.open() as session, progress_on(results=True) as progress:
        done = overwrite(session, number, progress)
    click.echo(_("{number}: overwritten: {size}.").format(number=number, size=size(done.size)))
    click.echo(_("What it is: {surface}.").format(surface=surface_in_words(done.surface)))
    if told := _WHOLE.get(done.surface.value):
        click.echo(told())
    context.exit(ExitCode.DONE if done.surface.proves else ExitCode.FINDINGS)


_WHOLE: dict[str, Callable[[], str]] = {
    "flash": lambda: _(
        "To be sure, move the archive to another medium and erase this one whole: a SATA SSD by hdparm "
        "--security-erase, an NVMe one by nvme format --ses=1; break a stick or a card into pieces."
    ),
    "copy-on-write": lambda: _(
        "To be sure, delete the snapshots, move the archive to another medium and erase this one whole: a "
        "disk by shred, an SSD by its own command (hdparm --security-erase, nvme format --ses=1)."
    ),
    "network": lambda: _(
        "To be sure, ask the administrator of the server to erase free space, snapshots and backups there, "
        "and for a document about it."
    ),
    "write-once": lambda: _("Destroy the disc itself: cut it or break it into pieces."),
    "unknown": lambda: _(
        "To be sure, move the archive to another medium and erase this one whole, or destroy it."
    ),
}
"""How a whole medium is erased where overwriting proves nothing, by what lies below (storage.surface)."""
