"""The parse with what the rules for place names ask of it: labels, neighbours, persons' names."""

from collections import Counter
from dataclasses import dataclass, field

from dragoman.coding.parsing import Parse
from dragoman.coding.places.records import Found, Lookup

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
TOWN = 5000  # inhabitants of a town that has a department, a college or a hospital


@dataclass(slots=True)
class Scene:
    """A parse as the place stage sees it. ``label`` and ``extent`` tell each token's entity."""

    parse: Parse
    lookup: Lookup
    label: list[str] = field(default_factory=list)
    extent: list[tuple[int, int]] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)  # words of persons' full names
    alone: Counter[str] = field(default_factory=Counter)  # one-word persons
    placed: Counter[str] = field(default_factory=Counter)  # one-word places where a place stands

    def text(self, start: int, end: int) -> str:
        """The words of tokens, with one space where the text has any."""
        parse, parts = self.parse, [self.parse.words[start]]
        for at in range(start + 1, end):
            parts.append(" " if parse.starts[at] > parse.ends[at - 1] else "")
            parts.append(parse.words[at])
        return "".join(parts)

    def first(self, at: int) -> int:
        """The first token of the sentence that a token stands in."""
        return self.parse.sentences[self.parse.sentence_of[at]][0]

    def last(self, at: int) -> int:
        """The end of the sentence that a token stands in."""
        return self.parse.sentences[self.parse.sentence_of[at]][1]

    def before(self, at: int) -> str:
        """The word before a token, an article skipped, in small letters; "" at the beginning."""
        first, at = self.first(at), at - 1
        if at >= first and self.parse.lower[at] == "the":
            at -= 1
        return self.parse.lower[at] if at >= first else ""

    def stands_as_place(self, match: Found) -> bool:
        """True where the words around a name tell that it is a place's: "in Salem", "Ann Roe, 31,
        of Salem", "a Salem man", "R-Salem"."""
        at, words = match.start, self.lookup.gazetteer.words
        before = self.before(at)
        after = self.after(match.end)
        if before in words.at or after in words.local or after in words.settlement:
            return True
        if before == "of" and at - 2 >= self.first(at):
            ahead = self.parse.lower[at - 2]
            return ahead == "," or ahead in words.settlement or self.label[at - 2] == "PERSON"
        return before == "-" and at >= 2 and self.parse.words[at - 2] in ("R", "D", "I")

    def after(self, at: int) -> str:
        """The word at a token, "" behind the sentence's end (``at`` is a match's end)."""
        return self.parse.words[at] if at < self.last(at - 1) else ""

    def in_dateline(self, start: int, end: int) -> bool:
        """True for capitals that open a paragraph, up to a dash or bracket: "KABUL (Reuters) -"."""
        words, opens = self.parse.words, self.first(start)
        # Asked first: of a long text in capitals each place would look at all words before it.
        if start - opens > 4 or not all(w.isupper() for w in words[start:end] if w[0].isalpha()):
            return False
        if not all(w.isupper() for w in words[opens:end] if w[0].isalpha() and len(w) > 2):
            return False
        ahead = words[end : end + 8]
        return ahead[:1] == [":"] or any(w[0] in "-(\u2014" for w in ahead)

    def is_person(self, name: str) -> bool:
        """True for a word that the report uses as a person's name more than as a place's."""
        word = name.lower()
        if word in self.persons:
            return True
        return self.alone[word] > self.placed[word]


def make_scene(parse: Parse, lookup: Lookup) -> Scene:
    """Read off the entities what is a person's name and what stands where places stand."""
    scene = Scene(parse, lookup, [""] * len(parse), [(i, i + 1) for i in range(len(parse))])
    words = lookup.gazetteer.words
    for start, end, label in parse.entities:
        for at in range(start, end):
            scene.label[at] = label
            scene.extent[at] = (start + (parse.lower[start] == "the"), end)
        if label == "PERSON" and end - start > 1:
            scene.persons.update(w for w in parse.lower[start:end] if w.isalpha())
        elif end - start == 1 and label == "PERSON":
            scene.alone[parse.lower[start]] += 1
        if end - start == 1 and (label in PLACE_LABELS or scene.before(start) in words.at):
            scene.placed[parse.lower[start]] += 1 + (scene.before(start) in words.at)
    return scene


def goes_on(scene: Scene, match: Found) -> bool:
    """True where more capitalised words follow, so that the match is a part of a longer name."""
    word = scene.after(match.end)
    return bool(word) and word[0].isupper() and scene.parse.pos[match.end] == "PROPN"


def trim(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """An entity without articles, possessive marks and what else is no part of a name."""
    words = scene.parse.words
    while start < end and (not words[start][0].isupper() or words[start] == "The"):
        if words[start][0].isdigit():
            break
        start += 1
    while end > start and not words[end - 1][0].isalnum():
        end -= 1
    return start, end
