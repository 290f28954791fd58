"""One tree of errors. Every message says what is wrong, where, and what to do about it."""


class DragomanError(Exception):
    """The root of all errors that Dragoman raises on purpose."""


class InputError(DragomanError):
    """A report, table or option handed in by the user cannot be used as it is."""


class LanguageError(InputError):
    """A report is not in English."""


class LexiconError(DragomanError):
    """A lexicon file breaks its format. The message begins with file and line."""


class MissingPartError(DragomanError):
    """Something that this command needs is not installed."""


class RecordError(DragomanError):
    """A record cannot be opened, read or written."""
