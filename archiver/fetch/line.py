"""The line to the module: one request, one answer, over a connection whose other end has proved who it is.

requests does the talking: it keeps cookies as browsers do, knows proxies and keeps the connection. What it
would take from its surroundings without being told is taken away: certificates cannot be left unchecked (no
argument and no variable says so), `.netrc` gives no passwords, redirections are not followed, and an answer
has a largest size, packed or not.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import certifi
import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.utils import get_environ_proxies

from archiver import __version__
from archiver.disk.plain_files import read_plain
from archiver.errors import UsageError
from archiver.fetch.deadline import Deadline
from archiver.fetch.module_address import Module
from archiver.locale import _
from archiver.wording.causes import cause

LARGEST = 64 << 20
"""Bytes of an answer, unpacked; a page of the module has some hundred thousand."""
TIMEOUTS = (15.0, 90.0)
"""Seconds to reach the module, and without a byte of an answer: results sheets are worked out when asked."""
LONGEST = 600.0
"""Seconds in which an answer must have come whole."""
_PIECE = 1 << 16
_FINAL = 200
_LARGEST_CA = 8 << 20


class LineFailed(Exception):
    """No answer came. Its text names no address and holds nothing that was sent."""


class Unreachable(LineFailed):
    """Nothing was heard: no such name, nobody there, time was up, or the line broke."""


class Broken(Unreachable):
    """The module was reached, and its answer did not come, or not whole: this answer may be the trouble."""


class NotTrusted(LineFailed):
    """Who answers could not prove to be the module."""


class ProxyFailed(LineFailed):
    """The proxy on the way did not let it through."""


class ProxyMisnamed(ProxyFailed):
    """What the variables name is no proxy that could be asked."""


class TooLarge(LineFailed):
    """The answer is larger than any of the module can be."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came: headers by their names in small letters, of which `set-cookie` are names alone."""

    status: int
    headers: Mapping[str, str]
    data: bytes
    cookies_set: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The media type, «application/json»."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()


class Line:
    """A connection to a module, used by one run at a time; closed at the end of its `with` block."""

    def __init__(self, module: Module, ca: Path | None = None, cookies: CookieJar | None = None) -> None:
        self.module = module
        self._session = _Session()
        self._session.trust_env = False  # no .netrc, no certificates by a variable
        if module.secure:  # plain speech is for this computer alone: a proxy would hear the password
            self._session.proxies.update(get_environ_proxies(module.origin, no_proxy=None))
        context, self._deadline = trusted(ca), Deadline()
        context.sslsocket_class = self._deadline.sockets()
        checked = _Checked(context)
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, checked)
        self._session.headers.clear()
        self._session.headers.update(
            {
                "User-Agent": f"college-archiver/{__version__}",
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
                "Accept-Language": "ru",
            }
        )
        if cookies is not None:
            self._session.cookies.update(cookies)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    @property
    def cookies(self) -> RequestsCookieJar:
        """What the module has us show with each request."""
        return self._session.cookies

    def send(
        self,
        method: str,
        place: str,
        body: dict[str, str | bool] | None = None,
        timeouts: tuple[float, float] = TIMEOUTS,
        longest: float = LONGEST,
    ) -> Answered:
        """The answer of a place below `services/`, whatever it is; raises LineFailed.

        Callers are the session (`Deed`) and the asking of an `Address`, nobody else.
        """
        self._deadline.within(longest)
        # No error may carry on what was sent: urllib3 names the whole address, requests the request.
        try:
            with self._session.request(
                method,
                self.module.url(place),
                json=body,
                timeout=timeouts,
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code < _FINAL:
                    raise _Forerunner
                names = tuple(dict.fromkeys(cookie.name for cookie in response.cookies))
                headers = {name.casefold(): value for name, value in response.headers.items()}
                headers.pop("set-cookie", None)
                return Answered(response.status_code, headers, _whole(response), names)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise _failed(error) from None


def trusted(ca: Path | None) -> ssl.SSLContext:
    """Whom to believe: this computer's authorities, Mozilla's, and those of `ca`; raises UsageError."""
    context = ssl.create_default_context()
    context.keylog_filename = None  # type: ignore[assignment] # the line's keys go nowhere (SSLKEYLOGFILE)
    context.load_verify_locations(certifi.where())
    if ca is not None:
        try:
            context.load_verify_locations(cadata=read_plain(ca, _LARGEST_CA).decode("ascii", "ignore"))
        except (ssl.SSLError, ValueError) as error:
            raise UsageError(
                _("{file} holds no certificates; give a file in PEM (-----BEGIN CERTIFICATE-----).").format(
                    file=ca
                )
            ) from error
        except OSError as error:
            raise UsageError(
                _("{path} cannot be read: {reason}. Check the rights to it.").format(
                    path=ca, reason=cause(error)
                )
            ) from error
    return context


class _Session(requests.Session):
    """A session that does not even look where it is sent on to: to tell, the library takes the whole body in,
    however large.
    """

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002
        return None


class _Checked(HTTPAdapter):
    """Connections whose certificates are always checked, by one context; never by what a call says."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        named.setdefault("ssl_context", self._context)
        if proxy.casefold().startswith("https"):
            named.setdefault("proxy_ssl_context", self._context)
        return super().proxy_manager_for(proxy, **named)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ARG002
        conn.cert_reqs = "CERT_REQUIRED"

    def send(self, request: requests.PreparedRequest, *given: Any, **named: Any) -> requests.Response:
        named["verify"] = True
        return super().send(request, *given, **named)


def _whole(response: requests.Response) -> bytes:
    """The body unpacked, a piece at a time, and no more of it than an answer can have."""
    data = bytearray()
    for piece in response.raw.stream(_PIECE, decode_content=True):
        data += piece
        if len(data) > LARGEST:
            raise _Oversized
    return bytes(data)


class _Oversized(OSError):
    """There is more than may be."""


class _Forerunner(OSError):
    """A 1xx answer (Early Hints) runs ahead of the real one, which the library would take for that to the
    next request: the line is given up with both, before one page is kept as another.
    """


_REACHED = (
    _Forerunner,
    ValueError,  # a size of a piece that is no number, and the like
    requests.ReadTimeout,
    requests.exceptions.ChunkedEncodingError,
    urllib3.exceptions.ProtocolError,
    urllib3.exceptions.ReadTimeoutError,
    urllib3.exceptions.DecodeError,
    ConnectionResetError,
)
_NOT_REACHED = (requests.ConnectTimeout, urllib3.exceptions.NewConnectionError)
_MISNAMED = (
    requests.exceptions.InvalidProxyURL,
    requests.exceptions.InvalidSchema,  # socks5://, for which there is no library
    urllib3.exceptions.LocationValueError,
    urllib3.exceptions.URLSchemeUnknown,
    UnicodeEncodeError,  # login and password of a proxy go into a header
)
"""The module's own address has been looked through before (`module_at`): such errors are of the proxy's."""
_PROXY = (requests.exceptions.ProxyError, urllib3.exceptions.ProxyError)


def _failed(error: BaseException) -> LineFailed:
    chain = list(_chain(error))
    if any(isinstance(one, _Oversized) for one in chain):
        return TooLarge()
    untrusted = next((one for one in chain if isinstance(one, ssl.SSLCertVerificationError)), None)
    if untrusted is not None:
        return NotTrusted(untrusted.verify_message or "")
    if any(isinstance(one, ssl.CertificateError) for one in chain):
        return NotTrusted("")
    if any(isinstance(one, _MISNAMED) for one in chain):
        return ProxyMisnamed()
    if any(isinstance(one, _PROXY) for one in chain):
        return ProxyFailed()
    reached = any(isinstance(one, _REACHED) for one in chain) and not any(
        isinstance(one, _NOT_REACHED) for one in chain
    )
    return (Broken if reached else Unreachable)(_reason(chain))


def _chain(error: BaseException | None) -> Any:
    """The error, what it came of, and what it was given as a reason."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]


def _reason(chain: list[BaseException]) -> str:
    """Why nothing was heard, in the user's language."""
    kinds = {type(one).__name__ for one in chain}
    if any(isinstance(one, ConnectionRefusedError) for one in chain):
        return _("nobody takes the connection")
    if kinds & {"NameResolutionError", "gaierror"}:
        return _("the name of the server is not known")
    if any(
        isinstance(one, (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError)) for one in chain
    ):
        return _("nothing came, and the waiting was given up")
    if any(isinstance(one, ssl.SSLError) for one in chain):
        return _("no secure connection came about")
    return _("the connection was lost")
