"""The headers of every answer: what a page may load, and who may show or read it."""

from collections.abc import Mapping

# Nothing but what comes from our own host; no inline script or style; no frame around it.
_BASE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# The chart runtime compiles expressions: only pages that hold a chart let it.
_KINDS: Mapping[str, Mapping[str, str]] = {
    "page": _BASE,
    "chart": {**_BASE, "script-src": "'self' 'unsafe-eval'"},
}

FIXED: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    # Not no-referrer: with that, browsers send the forms of our own pages with "Origin: null".
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


def content_security_policy(kind: str = "page") -> bytes:
    """The policy of a kind of page: ``page`` or ``chart``."""
    return "; ".join(f"{name} {value}" for name, value in _KINDS[kind].items()).encode()
