"""What the workbench logs: one entry is what begins with a time, whatever is in it. A request can
put line ends into its path, and a text into what an exception says; neither makes an entry."""

import logging
import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class OneEntry(logging.Formatter):
    """An entry as a line with its time; what else belongs to it, as a traceback, is indented."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        """The entry, without what a terminal would obey."""
        return _OBEYED.sub("\ufffd", super().format(record)).replace("\n", "\n    ")


def keep_log(level: int = logging.WARNING) -> None:
    """Log to stderr, whoever logs."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneEntry())
    logging.basicConfig(level=level, handlers=[handler])
