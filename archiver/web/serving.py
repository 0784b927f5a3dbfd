"""The server of the console: listens, tells its address, and stops in order."""

from __future__ import annotations

import contextlib
import os
import secrets
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server

from archiver.counter.reception import reception
from archiver.errors import OutputFailed, UsageError
from archiver.jobs.engine import Jobs
from archiver.jobs.keeper import GRACE
from archiver.jobs.place import Place as JobsPlace
from archiver.locale import _
from archiver.settings.tables import Settings
from archiver.web.address import listening_at
from archiver.web.console import Console, make_app
from archiver.wording.causes import cause

_THREADS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen; `certificate` and `key` are PEM files, both or none; whether to start a worker too."""

    host: str = "127.0.0.1"
    port: int = 8080
    certificate: Path | None = None
    key: Path | None = None
    worker: bool = True


def serve(
    settings: Settings, place: Place, tell: Callable[[str], None], *, config: Path | None = None
) -> None:
    """Serve the console until it is interrupted; `tell` gets the address, and that of the first sign-in.

    With `place.worker` somebody does its jobs meanwhile, by the settings file `config`. Raises UsageError for
    a place that is not safe or half a certificate, OutputFailed where it cannot listen, RegisterFailed.
    """
    if (place.certificate is None) != (place.key is None):
        raise UsageError(_("A certificate and its key go together."))
    encrypted, told = place.certificate is not None, settings.console.address
    listening_at(place.host, place.port, told, encrypted=encrypted)  # refused before anything is opened
    with contextlib.ExitStack() as stack:
        desk = stack.enter_context(reception(settings))
        jobs = stack.enter_context(Jobs(JobsPlace.beside(settings.archive)))
        server = _listening(place)
        stack.callback(server.stop)
        address = listening_at(place.host, server.bind_addr[1], told, encrypted=encrypted)
        word = "" if desk.people() else secrets.token_urlsafe(16)
        server.wsgi_app = make_app(Console(desk, address, word, jobs))
        if place.worker:
            stack.enter_context(_working(config))
        tell(_("The console is at {address}").format(address=address))
        if word:
            begins = _("Nobody is registered yet. The administrator begins here: {address}")
            tell(begins.format(address=f"{address}first/{word}"))
        elif not desk.staffed():
            tell(_("Nobody can sign in yet: no person of the register has a password."))
        server.serve()


def _listening(place: Place) -> Server:
    server = Server((place.host, place.port), _not_yet, numthreads=_THREADS, server_name="archiver")
    if place.certificate is not None:
        server.ssl_adapter = _encrypting(place)
    try:
        server.prepare()
    except OSError as error:
        raise OutputFailed(
            _("Nothing can listen at {host}, port {port}: {reason}.").format(
                host=place.host, port=place.port, reason=cause(error)
            )
        ) from error
    return server


@contextlib.contextmanager
def _working(config: Path | None) -> Iterator[None]:
    """A worker beside the server, in a process of its own: nothing long is done in the server's."""
    told = {} if config is None else {"ARCHIVER_CONFIG": str(config.absolute())}
    words = [sys.executable, "-m", "archiver", "jobs", "work"]
    worker = subprocess.Popen(  # noqa: S603 - the program itself
        words, stdin=subprocess.DEVNULL, start_new_session=True, env=os.environ | told
    )
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(GRACE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _not_yet(_environ: object, _start: object) -> list[bytes]:
    raise RuntimeError("the application is there before the first request")


def _encrypting(place: Place) -> BuiltinSSLAdapter:
    try:
        return BuiltinSSLAdapter(str(place.certificate), str(place.key))
    except OSError as error:
        foreign = isinstance(error, ssl.SSLError)  # its words are those of a library
        why = _("these are no PEM files that belong together") if foreign else cause(error)
        raise UsageError(
            _("The certificate or its key cannot be used: {reason}.").format(reason=why)
        ) from error
