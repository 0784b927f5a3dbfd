"""Why the module was not read, each in words of its own: the ends of a run with code 11."""

from __future__ import annotations

import re

from archiver.errors import ModuleFailed
from archiver.fetch.judged import Judged, Verdict
from archiver.fetch.line import LineFailed, NotTrusted, ProxyFailed, ProxyMisnamed, TooLarge
from archiver.fetch.module_address import Module
from archiver.intake.text import clean_text
from archiver.locale import _

_LOCKED = re.compile(r"lock|block|заблокир|блокир", re.IGNORECASE)
_CAPTCHA = re.compile(r"captcha|каптч|капч|я не робот|checking your browser|ddos", re.IGNORECASE)
_MANY = re.compile(
    r"session.{0,40}(limit|exceed|too many)|limit.{0,40}session|лимит|превышен|сесси", re.IGNORECASE
)
_SCHOOL = re.compile(r"netschool|сетевой город|/webapi/|NSSESSIONID", re.IGNORECASE)
_TOLD = 200


def of_line(error: LineFailed, module: Module) -> ModuleFailed:
    """No answer came at all."""
    if isinstance(error, NotTrusted):
        return ModuleFailed(
            _(
                "The certificate of {host} is not trusted ({reason}): somebody else may be answering, so "
                "nothing was sent. If the college has a filtering proxy, ask its administrator for the "
                "certificate of its authority and add --ca FILE."
            ).format(host=module.shown, reason=str(error) or _("no reason told"))
        )
    if isinstance(error, ProxyMisnamed):
        return ModuleFailed(
            _(
                "What the variables HTTPS_PROXY or ALL_PROXY name is no proxy that can be used. Write it "
                "like http://proxy.example.ru:3128 (no SOCKS; letters that are not Latin as %XX)."
            )
        )
    if isinstance(error, ProxyFailed):
        return ModuleFailed(
            _(
                "The proxy does not let through to {host}. It is named by the variables HTTPS_PROXY, "
                "HTTP_PROXY and NO_PROXY; ask its administrator."
            ).format(host=module.shown)
        )
    if isinstance(error, TooLarge):
        return ModuleFailed(
            _("{host} sends more than the module ever would; check the address.").format(host=module.shown)
        )
    return ModuleFailed(
        _(
            "{host} does not answer: {reason}. Check the line and the address. What was received is kept; "
            "the same command goes on."
        ).format(host=module.shown, reason=str(error))
    )


def of_login(judged: Judged, module: Module, secrets: tuple[str, ...]) -> ModuleFailed:
    """The module did not let the account in, or it is not the module."""
    text = f"{judged.told} {_text(judged)}"
    if _CAPTCHA.search(text):
        return ModuleFailed(
            _(
                "{host} asks who logs in to prove that it is a person (a captcha). Log in with the browser, "
                "save its cookies to a file and add --cookies FILE."
            ).format(host=module.shown)
        )
    if judged.verdict in (Verdict.STRANGE, Verdict.ELSEWHERE) or (not judged.told and _is_page(judged)):
        return of_stranger(judged, module)
    if _LOCKED.search(judged.told):
        return ModuleFailed(
            _(
                "The module has locked the account. Wait, or ask the administrator of the module to unlock "
                "it; further tries may lock it for longer.{told}"
            ).format(told=_said(judged.told, secrets))
        )
    if _MANY.search(judged.told) or judged.answer.status == 429:
        return ModuleFailed(
            _(
                "The module has no session left for this account. Log out where you are logged in, or wait "
                "half an hour, and repeat the command.{told}"
            ).format(told=_said(judged.told, secrets))
        )
    if judged.verdict is Verdict.BUSY:
        return too_busy(module)
    return ModuleFailed(
        _(
            "The module refused the account: login or password is wrong. Try them in the browser; several "
            "wrong tries may lock the account.{told}"
        ).format(told=_said(judged.told, secrets))
    )


def of_stranger(judged: Judged, module: Module) -> ModuleFailed:
    """Something else answers there."""
    text = _text(judged)
    if judged.host and judged.host != module.host:
        return ModuleFailed(
            _(
                "{host} sends one on to {other}, which was not followed: nothing is told to another server. "
                "Name the address of the module itself; if a filter of the college does it, ask its "
                "administrator."
            ).format(host=module.shown, other=judged.host)
        )
    if _SCHOOL.search(text) or _SCHOOL.search(" ".join(judged.answer.cookies_set)):
        return ModuleFailed(
            _(
                "{host} is the school part of ASU RSO: it answers otherwise. Name the address of the SPO "
                "module, for example https://spo.asurso.ru."
            ).format(host=module.shown)
        )
    if _CAPTCHA.search(text):
        return ModuleFailed(
            _(
                "{host} asks who logs in to prove that it is a person (a captcha). Log in with the browser, "
                "save its cookies to a file and add --cookies FILE."
            ).format(host=module.shown)
        )
    return ModuleFailed(
        _(
            "What answers at {host} is not the SPO module (it sent {what}). Open the address in the browser: "
            "it may be another product, or a page of a filter on the way."
        ).format(host=module.shown, what=_what(judged))
    )


def esia_only(module: Module) -> ModuleFailed:
    """The password is that of Gosuslugi: the program never asks for it."""
    return ModuleFailed(
        _(
            "One logs in to {host} through Gosuslugi only. The program never asks for that password: log in "
            "with the browser, save the cookies of {host} to a file (an extension «cookies.txt», Netscape "
            "format), close it to others (chmod 600) and add --cookies FILE."
        ).format(host=module.shown)
    )


def cookies_expired(module: Module) -> ModuleFailed:
    """The session of the browser has ended."""
    return ModuleFailed(
        _(
            "The session in the file of cookies is not valid at {host} (any more). Log in with the browser, "
            "save the cookies again and repeat the command: it goes on where it stopped."
        ).format(host=module.shown)
    )


def session_lost(module: Module) -> ModuleFailed:
    """Logged in, and yet nobody is logged in."""
    return ModuleFailed(
        _(
            "{host} lets the account in and forgets it at once. Perhaps it is logged in elsewhere at the "
            "same time; log out there and repeat the command: it goes on where it stopped."
        ).format(host=module.shown)
    )


def too_busy(module: Module) -> ModuleFailed:
    """The module asks for patience."""
    return ModuleFailed(
        _(
            "{host} is busy or out of order, also after waiting. What was received is kept; repeat the "
            "command later: it goes on where it stopped."
        ).format(host=module.shown)
    )


def nothing_to_see(module: Module) -> ModuleFailed:
    """The account is let in and sees no group."""
    return ModuleFailed(
        _(
            "The account sees no group of {host}. Take the account of a dispatcher, or ask the administrator "
            "of the module for the right to see the journals."
        ).format(host=module.shown)
    )


def _text(judged: Judged) -> str:
    return judged.answer.data[:20_000].decode("utf-8", "replace")


def _is_page(judged: Judged) -> bool:
    return judged.answer.data.lstrip()[:1] == b"<"


def _what(judged: Judged) -> str:
    status = judged.answer.status
    if _is_page(judged):
        return _("a page, code {status}").format(status=status)
    return _("code {status}").format(status=status)


def _said(told: str, secrets: tuple[str, ...]) -> str:
    """What the module said, at the end of a message; nothing where it repeats what it was sent."""
    text = clean_text(told)[0].strip()[:_TOLD]
    if not text or any(secret and secret in told for secret in secrets):
        return ""
    return " " + _("The module says: «{told}».").format(told=text)
