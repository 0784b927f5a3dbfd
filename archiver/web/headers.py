"""What every answer tells the browser not to do."""

from __future__ import annotations

from flask import Response

PAGE = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)
"""For pages: nothing from elsewhere, and no script but the console's own files."""

DOCUMENT = "default-src 'none'; frame-ancestors 'self'"
"""For a PDF and whatever else is shown in a frame or saved; `sandbox` would blank it in Chromium."""


def armoured(answer: Response, *, encrypted: bool) -> Response:
    """The answer with the headers it lacks. Pages with names are in no cache but that of the page shown."""
    page = answer.mimetype == "text/html"
    told = {
        "Content-Security-Policy": PAGE if page else DOCUMENT,
        "Referrer-Policy": "same-origin",  # no-referrer would send «Origin: null» with our own forms
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-store",
    }
    if encrypted:
        told["Strict-Transport-Security"] = "max-age=31536000"
    for name, value in told.items():
        answer.headers.setdefault(name, value)
    return answer
