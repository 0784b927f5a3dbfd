"""Detached signatures: files beside a document that somebody signed outside (63-ФЗ), and what they say of it.

A signature goes into the bag with its document and is compared with it where OpenSSL can do the arithmetic.
Whether the certificate is the signer's and was in force is not asked: that takes the lists of an authority,
which no archive has in 25 years; what is not checked is said to be so.
"""

from __future__ import annotations

import base64
import binascii
import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from archiver.archive.deposit.record import Document, Kind
from archiver.disk.plain_files import read_plain
from archiver.errors import InputInvalid
from archiver.locale import _
from archiver.wording.causes import cause
from storage.source import FileSource

SUFFIXES = (".p7s", ".sig", ".sgn")
"""How programs of signing name what they write: CMS (RFC 5652) in DER, PEM or bare Base64."""
_LARGEST = 4 << 20
_PATIENCE = 120
_GOST = bytes.fromhex("2a8503")
"""The beginning of every object identifier of Russian cryptography, 1.2.643, as DER has it."""
_DIFFERS = ":verification failure:"
_NOTHING = b""


class SignatureState(StrEnum):
    """What is known of a signature and its document."""

    FITS = "fits"
    DIFFERS = "differs"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What came of comparing; `signer` as the certificate names him, `why` it was not checked."""

    state: SignatureState
    signer: str = ""
    why: str = ""


def signatures_beside(document: Path) -> tuple[Path, ...]:
    """The signatures of a document: «Том.pdf.p7s», «Том.p7s», «Том.pdf.sig», whatever the case of the ending.

    «Том.sig» belongs to every document «Том» of the folder; there is one in a folder of binders.
    """
    try:
        near = sorted(document.parent.iterdir())
    except OSError:
        return ()
    stems = {document.name, document.stem}
    return tuple(
        path for path in near if path.suffix.lower() in SUFFIXES and path.stem in stems and path.is_file()
    )


def signed_documents(document: Path, place: str) -> tuple[tuple[Document, str], ...]:
    """The signatures beside a document that lies at `place` in the bag, each with what is to be told of it.

    In the bag each is called after its document: «volumes/Том.pdf.p7s».

    Raises InputInvalid for one that does not fit the document, or cannot be read.
    """
    found: dict[str, tuple[Document, str]] = {}
    for path in signatures_beside(document):
        check = compare(document, path)
        if check.state is SignatureState.DIFFERS:
            raise InputInvalid(
                _(
                    "The signature {file} does not fit {document}: one of the two was changed. "
                    "Sign it again, or take the signature away."
                ).format(file=path.name, document=document.name)
            )
        source, suffix, number = FileSource(path), path.suffix.lower(), 2
        beside = f"{place}{suffix}"
        while beside in found:
            beside, number = f"{place}.{number}{suffix}", number + 1
        signed = Document(beside, source, Kind.SIGNATURE, source.digest())
        found[beside] = signed, in_words(path.name, check)
    return tuple(found.values())


def in_words(name: str, check: SignatureCheck) -> str:
    """What is said of a signature on the screen and in the history of the bag."""
    if check.state is SignatureState.FITS:
        return _(
            "the signature {file} fits its document; signed by: {signer}; the chain of certificates and its "
            "term were not checked"
        ).format(file=name, signer=check.signer or "—")
    return _("the signature {file} is not checked: {why}").format(file=name, why=check.why)


def compare(document: Path, signature: Path) -> SignatureCheck:
    """Whether the signature was made of these bytes; raises InputInvalid when it cannot be read."""
    try:
        data = read_plain(signature, _LARGEST)
    except OSError as error:
        raise InputInvalid(
            _("Cannot read {file}: {cause}.").format(file=signature.name, cause=cause(error))
        ) from error
    der = _der(data)
    if der == _NOTHING:
        return SignatureCheck(SignatureState.UNCHECKED, why=_("it is no signature in the form of CMS"))
    tool = shutil.which("openssl")
    if tool is None:
        return SignatureCheck(SignatureState.UNCHECKED, why=_("there is no OpenSSL on this computer"))
    words = ["cms", "-verify", "-binary", "-inform", "DER", "-content", str(document.absolute())]
    said = _run(tool, *words, "-noverify", "-out", "/dev/null", "-signer", "/dev/stdout", given=der)
    if said is None:
        return SignatureCheck(SignatureState.UNCHECKED, why=_("OpenSSL did not come to an end"))
    if said.code == 0:
        return SignatureCheck(SignatureState.FITS, _signer(tool, said.answer))
    told = said.complaint.decode("utf-8", "replace")
    if _DIFFERS in told:
        return SignatureCheck(SignatureState.DIFFERS)
    if _GOST in der:
        why = _(
            "it is made after GOST, which OpenSSL on this computer does not know; "
            "check it with the program it was made by"
        )
    elif "reading" in told:
        why = _("it is no signature in the form of CMS")
    else:
        why = _("OpenSSL on this computer does not know how it is made")
    return SignatureCheck(SignatureState.UNCHECKED, why=why)


class _Said(NamedTuple):
    """How OpenSSL ended and what it wrote."""

    code: int
    answer: bytes
    complaint: bytes


def _run(tool: str, *words: str, given: bytes) -> _Said | None:
    pipe = subprocess.PIPE
    try:
        # OpenSSL of this computer, a list of words.
        with subprocess.Popen([tool, *words], stdin=pipe, stdout=pipe, stderr=pipe) as process:  # noqa: S603
            try:
                answer, complaint = process.communicate(given, _PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                return None
            return _Said(process.returncode, answer, complaint)
    except OSError:
        return None


def _signer(tool: str, certificate: bytes) -> str:
    """«CN=…» of the first certificate as people read it; empty when OpenSSL does not say."""
    done = _run(
        tool,
        "x509",
        "-noout",
        "-subject",
        "-nameopt",
        "utf8,sep_comma_plus_space,-esc_msb",
        given=certificate,
    )
    if done is None or done.code != 0:
        return ""
    return done.answer.decode("utf-8", "replace").strip().removeprefix("subject=").strip()


def _der(data: bytes) -> bytes:
    """The signature as DER; empty when it is neither that nor Base64 of it."""
    if data[:1] == b"\x30":
        return data
    lines = [line for line in data.lstrip(b"\xef\xbb\xbf").splitlines() if not line.startswith(b"-----")]
    try:
        found = base64.b64decode(b"".join(line.strip() for line in lines), validate=True)
    except (binascii.Error, ValueError):
        return _NOTHING
    return found if found[:1] == b"\x30" else _NOTHING
