"""«Задания»: long work, how far it is, what became of it; the same after a reload and for everybody."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archiver.errors import UsageError
from archiver.jobs.desk import Desk
from archiver.jobs.kinds import KINDS
from archiver.jobs.standing import Standing
from archiver.permissions import Permission
from archiver.web import failures
from archiver.web.console import console
from archiver.web.screens import Open, Visitor, screen

_PAGE = 50


@screen("/jobs/", Permission.ARCHIVE_LOOK)
def everything(visitor: Visitor) -> ResponseReturnValue:
    """The jobs asked for last, a page at a time."""
    page = max(request.args.get("page", 1, type=int), 1)
    desk = _desk(visitor)
    found = desk.latest(_PAGE + 1, (page - 1) * _PAGE)
    return render_template(
        "jobs.html",
        jobs=found[:_PAGE],
        page=page,
        more=len(found) > _PAGE,
        worker=desk.worker_is_there(),
        now=console().reception.now(),
    )


@screen("/jobs/<number>", Permission.ARCHIVE_LOOK)
def one(visitor: Visitor, number: str) -> ResponseReturnValue:
    """A job: how far, what it has told, what there is to do."""
    return _shown(visitor, number, "job.html")


@screen("/jobs/<number>/now", Permission.ARCHIVE_LOOK)
def now(visitor: Visitor, number: str) -> ResponseReturnValue:
    """The part of that page that changes, asked for again while the job is open."""
    return _shown(visitor, number, "job_now.html")


@screen("/jobs/<number>/stop", Open.TO_STAFF, methods=("POST",))
def stop(visitor: Visitor, number: str) -> ResponseReturnValue:
    """Stop a job; whoever may do it may stop it."""
    try:
        _desk(visitor).stop(number)
    except UsageError:
        return failures.nothing_here()
    return redirect(url_for("jobs.one", number=number), 303)


@screen("/jobs/<number>/again", Open.TO_STAFF, methods=("POST",))
def again(visitor: Visitor, number: str) -> ResponseReturnValue:
    """Ask for the same once more."""
    try:
        new = _desk(visitor).retry(number)
    except UsageError:
        return failures.nothing_here()
    return redirect(url_for("jobs.one", number=new), 303)


def _shown(visitor: Visitor, number: str, page: str) -> ResponseReturnValue:
    desk = _desk(visitor)
    try:
        standing = desk.look(number)
    except UsageError:
        return failures.nothing_here()
    return render_template(
        page,
        job=standing,
        worker=desk.worker_is_there(),
        may=_may(visitor, standing),
        now=console().reception.now(),
    )


def _may(visitor: Visitor, standing: Standing) -> bool:
    kind = KINDS.get(standing.order.kind)
    return kind is not None and visitor.may(kind.permission)


def _desk(visitor: Visitor) -> Desk:
    return Desk(visitor.session, console().jobs)
