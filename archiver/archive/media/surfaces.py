"""What overwriting proves on a medium, in words."""

from __future__ import annotations

from collections.abc import Callable

from archiver.locale import _
from storage.surface import Surface

_WORDS: dict[Surface, Callable[[], str]] = {
    Surface.IN_PLACE: lambda: _("a disk that writes in place: what is overwritten is gone"),
    Surface.FLASH: lambda: _(
        "flash memory (SSD, stick, card): it writes elsewhere, so overwriting proves nothing"
    ),
    Surface.COPY_ON_WRITE: lambda: _(
        "a file system that copies on write: it writes elsewhere, so overwriting proves nothing"
    ),
    Surface.NETWORK: lambda: _("a network folder: what its server keeps cannot be seen from here"),
    Surface.WRITE_ONCE: lambda: _("it can only be read: nothing on it can be overwritten"),
    Surface.UNKNOWN: lambda: _("the system does not tell what disk it is, so overwriting proves nothing"),
}


def surface_in_words(surface: Surface) -> str:
    """«flash memory …: it writes elsewhere, so overwriting proves nothing»."""
    return _WORDS[surface]()
