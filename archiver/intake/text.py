"""Text of the source made fit for paper: characters that no printer has are taken out, and told.

Both readers (module answers and print reports) put every displayed string through here, so that
a control character can neither break a page nor a terminal. Nothing else is altered: `<script>`
and «../» are printed as they are written.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
# C0, DEL and C1; marks that turn the direction of reading (a name would print backwards); letters
# without a width, the byte order mark among them; noncharacters, which XML and PDF metadata refuse.
_DROPPED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
_HALF = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> tuple[str, bool]:
    """`text` as it can be printed, and whether something was taken out of it.

    Tabs and line ends become spaces (not reported: cells are single lines); control and direction
    characters go; half of a surrogate pair becomes U+FFFD, since it cannot be written as UTF-8.
    """
    if text.isprintable():
        return text, False
    spaced = _SPACES.sub(" ", text)
    cleaned = _HALF.sub("\ufffd", _DROPPED.sub("", spaced))
    return cleaned, cleaned != spaced
