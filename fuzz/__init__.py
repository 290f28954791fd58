"""Fuzzing: hostile inputs for everything that reads what others wrote.

``make fuzz`` runs all targets for a while; ``python -m fuzz NAME`` runs one. A target is a module
of ``fuzz.targets`` with a function ``check(data: bytes) -> None`` that hands its input to the
program and raises where the program does what it must not; ``corpus/NAME`` holds the inputs that
it begins with. docs/reliability.md tells what was found.
"""
