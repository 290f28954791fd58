"""Logging in and out, one's own account, and for admins everybody's, with the tokens."""

from functools import partial
from typing import Annotated, Any
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from dragoman.errors import InputError
from dragoman.workbench.security.accounts import (
    SHORTEST,
    add_account,
    change_password,
    change_role,
    is_password,
    list_accounts,
    remove_account,
)
from dragoman.workbench.security.logins import key_of, log_in, log_out
from dragoman.workbench.security.tokens import list_tokens, make_token, revoke_token
from dragoman.workbench.security.visitor import ROLES
from dragoman.workbench.state import Asking, Workbench

_SHOWN = 200  # characters of a name that the form gives back
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@get("/login", opt={"open": True}, sync_to_thread=False)
def login_page(request: Asking, bench: Workbench, next: str = "/") -> Response[str]:
    """The form to log in."""
    return bench.page(request, "login.html", next=own_path(next), name="", words=None)


@post("/login", opt={"open": True}, status_code=303)
async def login(request: Asking, bench: Workbench, data: Form) -> Response[Any]:
    """Log in: a new session under a new cookie, whatever the browser came with."""
    name, password = data.get("name", "").strip(), data.get("password", "")
    back = own_path(data.get("next", "/"))
    address = request.client.host if request.client else ""
    wait = bench.limit.attempt(name, address)
    words, status = f"Too many attempts; try again in {int(wait // 60) + 1} minutes.", 429
    if not wait:
        engine = bench.record.engine
        if await run_sync(is_password, engine, name, password, limiter=bench.hashing):
            bench.limit.succeeded(name, address)
            before = _cookie(request, bench)
            _set_cookie(request, await run_sync(log_in, engine, name, before))
            return Redirect(back, status_code=303)
        words, status = "Name or password is wrong.", 403
    shown = bench.page(
        request, "login.html", status=status, next=back, name=name[:_SHOWN], words=words
    )
    if wait:
        shown.headers["Retry-After"] = str(int(wait) + 1)
    return shown


@post("/logout", opt={"open": True}, status_code=303, sync_to_thread=True)
def logout(request: Asking, bench: Workbench) -> Redirect:
    """End the session."""
    log_out(bench.record.engine, _cookie(request, bench) or "")
    _set_cookie(request, bench.csrf.fresh())
    return Redirect("/login" if bench.settings.needs_login else "/", status_code=303)


@get("/account", sync_to_thread=True)
def account(request: Asking, bench: Workbench) -> Response[str]:
    """One's own account."""
    return _account(request, bench)


@post("/account/password", opt={"role": "reader"}, status_code=200)
async def own_password(request: Asking, bench: Workbench, data: Form) -> Response[Any]:
    """Change one's own password; the other logins end."""
    visitor = bench.visitor(request)
    if visitor.how != "login":
        raise InputError("only who is logged in has a password to change")
    address = request.client.host if request.client else ""
    if bench.limit.attempt(visitor.name, address):
        return _account(request, bench, words="Too many attempts; try again later.", status=429)
    engine, old, new = bench.record.engine, data.get("old", ""), data.get("new", "")
    if not await run_sync(is_password, engine, visitor.name, old, limiter=bench.hashing):
        return _account(request, bench, words="The old password is wrong.", status=422)
    bench.limit.succeeded(visitor.name, address)
    keep = key_of(_cookie(request, bench) or "")
    try:
        change = partial(change_password, engine, visitor.name, new, keep)
        await run_sync(change, limiter=bench.hashing)
    except InputError as fault:
        return _account(request, bench, words=str(fault), status=422)
    return _account(request, bench, done="The password is changed.")


@get("/accounts", opt={"role": "admin"}, sync_to_thread=True)
def accounts(request: Asking, bench: Workbench) -> Response[str]:
    """Everybody's accounts, and the tokens."""
    return _accounts(request, bench)


@post("/accounts", opt={"role": "admin"}, status_code=303, sync_to_thread=True)
def change_accounts(request: Asking, bench: Workbench, data: Form) -> Response[Any]:
    """Add an account, remove one, or change its role or password."""
    engine, name, what = bench.record.engine, data.get("name", ""), data.get("do", "")
    try:
        if what == "add":
            add_account(engine, name, data.get("role", ""), data.get("password", ""))
        elif what == "remove":
            remove_account(engine, name)
        elif what == "role":
            change_role(engine, name, data.get("role", ""))
        elif what == "password":
            change_password(engine, name, data.get("password", ""))
        else:
            raise InputError("nothing was asked for")
    except InputError as fault:
        return _accounts(request, bench, words=str(fault), status=422)
    return Redirect("/accounts", status_code=303)


@post("/tokens", opt={"role": "admin"}, status_code=200, sync_to_thread=True)
def add_token(request: Asking, bench: Workbench, data: Form) -> Response[str]:
    """Make a token and show it, this once."""
    name, role = data.get("name", ""), data.get("role", "")
    try:
        token = make_token(bench.record.engine, name, role, bench.visitor(request).name)
    except InputError as fault:
        return _accounts(request, bench, words=str(fault), status=422)
    return _accounts(request, bench, token=token)


@post("/tokens/{number:int}/revoke", opt={"role": "admin"}, status_code=303, sync_to_thread=True)
def end_token(bench: Workbench, number: int) -> Redirect:
    """Revoke a token."""
    revoke_token(bench.record.engine, number)
    return Redirect("/accounts", status_code=303)


def own_path(where: str) -> str:
    """A path of this workbench; the first page for anything that could lead elsewhere."""
    try:
        parts = urlsplit(where)
    except ValueError:  # brackets that hold no address
        return "/"
    plain = where.isprintable() and "\\" not in where and not where.startswith("//")
    return where if plain and where.startswith("/") and not parts.netloc else "/"


def _account(
    request: Asking,
    bench: Workbench,
    *,
    words: str | None = None,
    done: str | None = None,
    status: int = 200,
) -> Response[str]:
    shown = {"words": words, "done": done, "shortest": SHORTEST}
    return bench.page(request, "account.html", status=status, **shown)


def _accounts(
    request: Asking,
    bench: Workbench,
    *,
    words: str | None = None,
    token: str | None = None,
    status: int = 200,
) -> Response[str]:
    engine = bench.record.engine
    answer = bench.page(
        request,
        "accounts.html",
        status=status,
        accounts=list_accounts(engine),
        tokens=list_tokens(engine),
        roles=ROLES,
        shortest=SHORTEST,
        words=words,
        token=token,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _cookie(request: Asking, bench: Workbench) -> str | None:
    return request.cookies.get(bench.csrf.cookie)


def _set_cookie(request: Asking, value: str) -> None:
    request.scope["state"]["new_cookie"] = value


routes = [
    login_page,
    login,
    logout,
    account,
    own_password,
    accounts,
    change_accounts,
    add_token,
    end_token,
]
