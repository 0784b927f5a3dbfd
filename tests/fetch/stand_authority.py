"""A certificate authority of the tests' own, made when it is needed (the openssl program), kept nowhere."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
_LEAF = """\
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
subjectAltName={names}
"""


def has_openssl() -> bool:
    """Whether certificates can be made on this machine."""
    return shutil.which("openssl") is not None


@dataclass(frozen=True)
class Authority:
    """`certificate` is what one trusts (`--ca`); it vouches for servers of the loopback."""

    folder: Path
    name: str

    @property
    def certificate(self) -> Path:
        return self.folder / "authority.pem"

    @cached_property
    def vouched(self) -> ssl.SSLContext:
        """What a server of the loopback listens with."""
        return self.vouch()

    def vouch(self, names: str = "IP:127.0.0.1,DNS:localhost", days: int = 2) -> ssl.SSLContext:
        """What a server with a certificate for `names` listens with; `days` of 0 is one that has ended."""
        key, request, leaf = (self.folder / f"leaf.{end}" for end in ("key", "csr", "pem"))
        extensions = self.folder / "leaf.ext"
        extensions.write_text(_LEAF.format(names=names))
        _openssl("req", *_CURVE, "-keyout", key, "-out", request, "-subj", "/CN=module")
        signed = ("-CA", self.certificate, "-CAkey", self.folder / "authority.key", "-CAcreateserial")
        lasting = ("-days", str(days))
        _openssl("x509", "-req", "-in", request, *signed, "-out", leaf, *lasting, "-extfile", extensions)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(leaf, key)
        return context


def found(folder: Path, name: str = "Test authority") -> Authority:
    """A new authority in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Authority(folder, name)
    uses = ("-addext", "keyUsage=critical,keyCertSign,cRLSign")
    _openssl(
        *("req", "-x509", *_CURVE, "-days", "2", "-subj", f"/CN={name}"),
        *("-keyout", folder / "authority.key", "-out", made.certificate, *uses),
    )
    return made


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
