"""Detached signatures beside PDFs: deposited with them, listed, shown, compared with a real OpenSSL."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest

from archiver.archive.deposit import signatures
from archiver.archive.deposit.signatures import SignatureState, compare, signatures_beside
from archiver.archive.rosters import names_in
from college_of_test import College, judged

SIGNER = "Чарикова Юлия Львовна"
VOLUME = "out/ИС-21/Журнал ИС-21 2025-26.pdf"
_SHA256, _STREEBOG = bytes.fromhex("0609608648016503040201"), bytes.fromhex("06092a850307010102020a")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an RSA key and the certificate of a signer."""
    folder = tmp_path_factory.mktemp("key")
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-utf8", "-days", "2", "-subj", f"/CN={SIGNER}/O=ТК",
        "-keyout", folder / "key.pem", "-out", folder / "certificate.pem",
    )  # fmt: skip
    return folder


def openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def sign(document: Path, key: Path, suffix: str = ".p7s", form: str = "DER") -> Path:
    """A CAdES signature beside a document."""
    signature = document.with_name(document.name + suffix)
    openssl(
        "cms", "-sign", "-cades", "-binary", "-in", document, "-signer", key / "certificate.pem",
        "-inkey", key / "key.pem", "-outform", form, "-out", signature,
    )  # fmt: skip
    return signature


def test_a_signed_volume_goes_into_the_archive_with_its_signature(college: College, key: Path) -> None:
    disks = college.disks()
    college.binders()
    signature = sign(college.root / VOLUME, key)
    said = college.deposit()
    assert said.code == 0, said
    assert "подпись Журнал ИС-21 2025-26.pdf.p7s соответствует документу" in said.err
    assert SIGNER in said.err and "не проверялись" in said.err
    (bag,) = college.bags(disks[0])
    judged(bag)
    stored = bag / "data" / "volumes" / signature.name
    assert stored.read_bytes() == signature.read_bytes()
    premis = (bag / "metadata" / "premis.xml").read_text("utf-8")
    assert f"data/volumes/{signature.name}" in premis and "application/pkcs7-signature" in premis
    assert SIGNER in premis
    assert f"открепленная подпись: {signature.name}" in college.well("find", "ИС-21").out
    assert f'"{signature.name}"' in college.well("find", "ИС-21", "--json").out
    assert college.deposit().code == 0
    # What is rebuilt from the medium knows it too.
    shutil.rmtree(college.root / "data")
    college.well("register", "rebuild", disks[0], disks[1])
    assert f"открепленная подпись: {signature.name}" in college.well("find", "ИС-21").out


def test_a_signature_of_other_bytes_keeps_its_volume_out(college: College, key: Path) -> None:
    disks = college.disks()
    college.binders()
    other = college.root / "other.pdf"
    other.write_bytes(b"%PDF another")
    sign(other, key).rename((college.root / VOLUME).with_suffix(".sig"))
    said = college.deposit()
    assert (said.code, "не подходит к Журнал ИС-21 2025-26.pdf" in said.err) == (3, True), said
    assert not college.bags(disks[0])


def test_how_a_signature_is_written_and_called(tmp_path: Path, key: Path) -> None:
    document = tmp_path / "Том.pdf"
    document.write_bytes(b"%PDF-1.7 signed outside")
    der = sign(document, key)
    (tmp_path / "Том.SIG").write_bytes(base64.encodebytes(der.read_bytes()))
    pem = sign(document, key, ".sgn", "PEM")
    (tmp_path / "Другой.sig").write_bytes(der.read_bytes())
    near = signatures_beside(document)
    assert {path.name for path in near} == {"Том.SIG", "Том.pdf.p7s", "Том.pdf.sgn"}
    assert {compare(document, path).state for path in near} == {SignatureState.FITS}
    assert compare(document, pem).signer.startswith(f"CN={SIGNER}")
    document.write_bytes(b"%PDF-1.7 changed since")
    assert {compare(document, path).state for path in near} == {SignatureState.DIFFERS}


def test_what_cannot_be_checked_is_said_to_be_unchecked(
    tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "Том.pdf"
    document.write_bytes(b"%PDF-1.7 signed outside")
    signature = sign(document, key)
    whole = signature.read_bytes()
    assert _SHA256 in whole
    for data, why in (
        (whole.replace(_SHA256, _STREEBOG), "ГОСТ"),  # the digest of GOST R 34.11-2012
        (
            b"-----BEGIN PGP SIGNATURE-----\n\niQEz!\n-----END PGP SIGNATURE-----\n",
            "не подпись в формате CMS",
        ),
        (b"\x30\x03\x02\x01\x05", "не подпись в формате CMS"),
        (b"", "не подпись в формате CMS"),
    ):
        signature.write_bytes(data)
        check = compare(document, signature)
        assert check.state is SignatureState.UNCHECKED and why in check.why, (data[:20], check)
    signature.write_bytes(whole)
    monkeypatch.setattr(signatures.shutil, "which", lambda _name: None)
    assert "нет OpenSSL" in compare(document, signature).why


def test_names_in_a_bag_are_lines() -> None:
    assert names_in("\ufeffЁлкин Пётр\n\n Абаев Иван \n".encode()) == ("Ёлкин Пётр", "Абаев Иван")
