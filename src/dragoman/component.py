"""The spaCy component: ``nlp.add_pipe("dragoman")`` fills ``doc._.coding``.

It reads the parse that the pipeline before it has made, so it belongs at the end of an English
pipeline with a tagger, a parser, a lemmatizer and an entity recognizer.
"""

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from dragoman.coder import Coder


class DragomanComponent:
    """Codes each document that passes. The report's date, title and publisher may be set before
    as ``doc.user_data["dragoman"]``, a dictionary of fields of `Report`."""

    def __init__(self, coder: "Coder") -> None:
        self.coder = coder

    def __call__(self, doc: Doc) -> Doc:
        """Put the coding of ``doc`` on ``doc._.coding``."""
        from dragoman.coding.parsing import parse_of
        from dragoman.model import Report

        known = dict(doc.user_data.get("dragoman", {}))
        if "published" in known:
            known.setdefault("published_from", "given")
        report = Report(**{"id": "doc", **known, "text": doc.text})
        doc._.coding = self.coder.code_parse(report, parse_of(doc, self.coder.lexicon.spelling))
        return doc


@Language.factory(
    "dragoman",
    assigns=["doc._.coding"],
    requires=["token.tag", "token.dep", "token.lemma", "doc.ents"],
)
def make_component(nlp: Language, name: str) -> DragomanComponent:
    """The factory behind the name "dragoman"."""
    from dragoman.coder import Coder

    if not Doc.has_extension("coding"):
        Doc.set_extension("coding", default=None)
    return DragomanComponent(Coder(nlp))
