"""Two engines under one roof: atheris, which is led by the code that an input reaches, and
hypothesis, which knows nothing of it but is everywhere."""

import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

Check = Callable[[bytes], None]
CORPORA = Path(__file__).parent / "corpus"
_SLOW = 20  # seconds for one input
_MEMORY = 3_000  # megabytes
_LONGEST = 8_192  # bytes of one input


def engine() -> str:
    """The engine that is used: atheris where it is installed."""
    return "atheris" if find_spec("atheris") else "hypothesis"


def corpus(name: str) -> list[bytes]:
    """The inputs that a target begins with, in the order of their names."""
    return [path.read_bytes() for path in sorted((CORPORA / name).glob("*")) if path.is_file()]


def load(name: str) -> Check:
    """The ``check`` of a target."""
    check: Check = import_module(f"fuzz.targets.{name}").check
    return check


def fuzz(name: str, seconds: int, found: Path) -> None:
    """Fuzz a target for a time. Ends the process with another status than 0 where it broke; the
    input is then in the folder ``found``."""
    if engine() == "atheris":
        _with_atheris(name, seconds, found)
    else:
        _with_hypothesis(name, seconds, found)


def _with_atheris(name: str, seconds: int, found: Path) -> None:
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=["dragoman"]):
        check = load(name)
    flags = [
        f"-max_total_time={seconds}",
        f"-timeout={_SLOW}",
        f"-rss_limit_mb={_MEMORY}",
        f"-max_len={_LONGEST}",
        f"-artifact_prefix={found}/{name}-",
        f"-report_slow_units={_SLOW}",
    ]
    grown = found / f"{name}.corpus"  # what was learnt stays for the next run
    grown.mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *flags, str(grown), str(CORPORA / name)], check)
    atheris.Fuzz()


def _with_hypothesis(name: str, seconds: int, found: Path) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    # Not at the top: what is imported before atheris has begun is not led by what it reaches.
    from fuzz.inputs import Broken

    check, seeds = load(name), corpus(name) or [b""]
    end, count = time.monotonic() + seconds, 0
    change = st.tuples(st.integers(0, _LONGEST), st.integers(0, 64), st.binary(max_size=64))
    changed = st.builds(mutated, st.sampled_from(seeds), st.lists(change, max_size=8))
    inputs = st.binary(max_size=_LONGEST) | changed

    @settings(
        max_examples=500,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs)
    def once(data: bytes) -> None:
        nonlocal count
        if time.monotonic() > end:
            return
        count += 1
        begun = time.monotonic()
        try:
            check(data)
            if time.monotonic() - begun > _SLOW:
                raise Broken(f"one input took more than {_SLOW} seconds")
        except BaseException:
            (found / f"{name}-crash").write_bytes(data)
            raise

    while time.monotonic() < end:
        once()
    print(f"Done {count} runs in {seconds} second(s)", file=sys.stderr)


def mutated(seed: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """An input with changes: at each place so many bytes are replaced by others."""
    data = bytearray(seed)
    for at, length, put in changes:
        start = at % (len(data) + 1)
        data[start : start + length] = put
    return bytes(data[:_LONGEST])
