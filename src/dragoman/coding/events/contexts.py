"""The PLOVER contexts of an event: from its own words first, then from its sentence."""

from dragoman.coding.parsing import Parse
from dragoman.lexicon.frames import FrameBook

_MOST = 3  # contexts of one event


def contexts_of(
    parse: Parse, token: int, known: tuple[str, ...], book: FrameBook
) -> tuple[str, ...]:
    """``known`` contexts (those the frame implies) with those of the words below ``token``; if
    there are none of either, those of the whole sentence."""
    own = _of_tokens(parse, parse.subtree(token), book)
    if not own and not known:
        own = _of_tokens(parse, list(range(*parse.sentences[parse.sentence_of[token]])), book)
    return tuple(dict.fromkeys((*known, *own)))[:_MOST]


def _of_tokens(parse: Parse, tokens: list[int], book: FrameBook) -> list[str]:
    found: list[str] = []
    for at in tokens:
        lemma, lower = parse.lemmas[at], parse.lower[at]
        names = [lemma, lower]
        if at:
            names += [f"{parse.lower[at - 1]} {lemma}", f"{parse.lower[at - 1]} {lower}"]
        if at > 1:
            names.append(f"{parse.lower[at - 2]} {parse.lower[at - 1]} {lower}")
        found.extend(book.contexts[name] for name in names if name in book.contexts)
    return found
