"""``dragoman users …``: who may use the workbench beyond this machine, and tokens for programs."""

import sys

import typer

from dragoman.cli.recorded import RecordOption, open_record, print_table, reviewer
from dragoman.errors import InputError

app = typer.Typer(
    help="Accounts of the workbench (reader, reviewer, admin) and tokens for programs.",
    no_args_is_help=True,
)

_Name = typer.Argument(..., metavar="NAME", help="The name to log in with.")
_Role = typer.Option("reader", "--role", help="reader, reviewer or admin.")


@app.command()
def add(name: str = _Name, role: str = _Role, record: str = RecordOption) -> None:
    """Add an account. The password is asked for, or read from standard input."""
    from dragoman.workbench.security.accounts import add_account, checked_name, checked_role

    checked_name(name)
    checked_role(role)
    with open_record(record, create=True) as kept:
        add_account(kept.engine, name, role, _password())
    print(f"added {name} as {role}")


@app.command("list")
def list_all(record: str = RecordOption) -> None:
    """List the accounts."""
    from dragoman.workbench.security.accounts import list_accounts

    with open_record(record, read_only=False) as kept:
        found = list_accounts(kept.engine)
    if not found:
        print("there are no accounts")
        return
    print_table(["name", "role", "since"], [[item.name, item.role, item.made] for item in found])


@app.command()
def remove(name: str = _Name, record: str = RecordOption) -> None:
    """Remove an account; who is logged in with it is logged out."""
    from dragoman.workbench.security.accounts import remove_account

    with open_record(record, read_only=False) as kept:
        remove_account(kept.engine, name)
    print(f"removed {name}")


@app.command()
def role(
    name: str = _Name,
    role: str = typer.Argument(..., metavar="ROLE", help="reader, reviewer or admin."),
    record: str = RecordOption,
) -> None:
    """Give an account another role."""
    from dragoman.workbench.security.accounts import change_role

    with open_record(record, read_only=False) as kept:
        change_role(kept.engine, name, role)
    print(f"{name} is now {role}")


@app.command()
def password(name: str = _Name, record: str = RecordOption) -> None:
    """Give an account another password; its logins end."""
    from dragoman.workbench.security.accounts import change_password

    with open_record(record, read_only=False) as kept:
        change_password(kept.engine, name, _password())
    print(f"{name} has another password")


@app.command()
def token(
    name: str = typer.Argument(..., metavar="NAME", help="What the token is for."),
    role: str = _Role,
    record: str = RecordOption,
) -> None:
    """Make a token for a program and print it, this once."""
    from dragoman.workbench.security.tokens import make_token

    with open_record(record, read_only=False) as kept:
        made = make_token(kept.engine, name, role, reviewer() or "the command line")
    print(made)


@app.command()
def tokens(record: str = RecordOption) -> None:
    """List the tokens: what they are for, not the tokens."""
    from dragoman.workbench.security.tokens import list_tokens

    with open_record(record, read_only=False) as kept:
        found = list_tokens(kept.engine)
    if not found:
        print("there are no tokens")
        return
    rows = [
        [str(item.id), item.name, item.role, item.made, item.used or "never", item.revoked or ""]
        for item in found
    ]
    print_table(["number", "name", "role", "made", "used", "revoked"], rows)


@app.command()
def revoke(
    number: int = typer.Argument(..., help="The number of a token."), record: str = RecordOption
) -> None:
    """End a token."""
    from dragoman.workbench.security.tokens import revoke_token

    with open_record(record, read_only=False) as kept:
        revoke_token(kept.engine, number)
    print(f"token {number} is revoked")


def _password() -> str:
    """A new password: asked for twice on a terminal, or the first line of standard input. Never an
    argument, which every user of the machine could read."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("Password: ")
    if getpass("Once more: ") != first:
        raise InputError("the two passwords differ; try again")
    return first
