"""Which way a date without a year, or a weekday, looks from the day of the report."""

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import Expression, above_preposition, governor_of
from dragoman.lexicon.times import TimeWords

PAST, OPEN, FUTURE = -1, 0, 1
_LINKS = ("ADP", "ADV", "SCONJ")
PRESENT = 2  # looks forward with weekdays ("begins Monday"), says nothing with months
# How far up the tree the words that decide may stand.
_REACH = 8


class Tenses:
    """Asks a parse for directions, and remembers the tense of each verb: a verb with thousands of
    dates below it is looked at once."""

    def __init__(self, parse: Parse, words: TimeWords) -> None:
        self.parse = parse
        self.turns = words.directions
        self.asking = words.asking
        self.known: dict[int, int] = {}

    def direction_of(self, found: Expression) -> int:
        """PAST, PRESENT, FUTURE, or OPEN where neither the tense nor a governing word says.

        Climbs from the expression to the verb of its clause; a word of directions.csv on the way
        ("by Friday", "the meeting scheduled for Friday") decides first, then what is asked for
        ("called for a strike on Friday"), then the verb's tense.
        """
        parse = self.parse
        inside = range(found.start, found.end)
        possessed = parse.lower[found.end : found.end + 1] == ["'s"]
        at, below = governor_of(parse, found.start, found.end), None
        for _ in range(_REACH):
            if at not in inside:
                if possessed and parse.pos[at] in ("NOUN", "PROPN"):
                    return self._by_noun(at)
                turn = self.turns.get(parse.lemmas[at])
                if turn is not None and _turns(parse, at):
                    return turn
                if below is not None and self._is_asked_for(at, below):
                    return FUTURE
                if parse.pos[at] in ("VERB", "AUX"):
                    return self.tense_of(at)
            if parse.heads[at] == at:
                break
            above = parse.heads[at] if at != found.start - 1 else None
            below, at = at, above_preposition(parse, at, found.end) if above is None else above
        return OPEN

    def _is_asked_for(self, link: int, noun: int) -> bool:
        """True at the "for" between a word of asking and the noun that the date hangs on."""
        parse = self.parse
        return (
            parse.lower[link] == "for"
            and parse.pos[noun] in ("NOUN", "PROPN")
            and parse.lemmas[parse.heads[link]] in self.asking
        )

    def _by_noun(self, noun: int) -> int:
        """ "Friday's vote will", "ahead of Friday's vote" are to come; "after Friday's vote" is
        past, and so is what a sentence merely mentions."""
        parse, head = self.parse, self.parse.heads[noun]
        if parse.deps[noun] in ("nsubj", "nsubjpass") and parse.pos[head] in ("VERB", "AUX"):
            return self.tense_of(head)
        if parse.lower[head] == "of":  # "ahead of"
            head = parse.heads[head]
        return self.turns.get(parse.lemmas[head], OPEN) if parse.pos[head] in _LINKS else OPEN

    def tense_of(self, verb: int) -> int:
        """PAST, PRESENT, FUTURE or OPEN for the verb of a clause, its auxiliaries counted in.

        An infinitive takes the way of what governs it, forward for verbs of planning.
        """
        if verb not in self.known:
            self.known[verb] = self._tense_of(verb)
        return self.known[verb]

    def _tense_of(self, verb: int) -> int:
        parse = self.parse
        for _ in range(_REACH):
            turn = self._own_tense(verb)
            if turn is not None:
                return turn
            if parse.heads[verb] == verb:
                return OPEN
            verb = parse.heads[verb]
            if parse.pos[verb] not in ("VERB", "AUX"):
                return OPEN
        return OPEN

    def _own_tense(self, verb: int) -> int | None:
        """The tense that a verb and its auxiliaries show; None for one that shares another's."""
        parse = self.parse
        aux = [c for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
        tag, tags = parse.tags[verb], [parse.tags[c] for c in aux]
        perfect = any(parse.lemmas[c] == "have" for c in aux)
        if not perfect and any(self.turns.get(parse.lemmas[c], 0) > 0 for c in aux):
            return FUTURE
        if perfect:
            return PAST
        if "VBD" in tags:
            going = parse.lemmas[verb] == "go" and _has_infinitive(parse, verb)
            return FUTURE if going else PAST
        if tag == "VBD":
            return PAST
        if tag in ("VBZ", "VBP") or "VBZ" in tags or "VBP" in tags:
            return PRESENT
        if tag == "VB" and any(parse.lower[c] == "to" for c in aux):
            return self._infinitive(verb)
        if tag == "VBN" and parse.deps[verb] in ("acl", "amod", "advcl", "ROOT"):
            return PAST
        return None

    def _infinitive(self, verb: int) -> int | None:
        """ "set to resume Monday" and "urged them to resume Monday" look forward; "came to meet him
        Monday" is as its verb."""
        parse, head = self.parse, self.parse.heads[verb]
        if head == verb or parse.deps[verb] in ("acl", "relcl"):
            return FUTURE
        if self.turns.get(parse.lemmas[head], 0) > 0 or parse.lemmas[head] == "be":
            return PAST if any(parse.lower[c] == "had" for c in parse.children[head]) else FUTURE
        if parse.lemmas[head] in self.asking:
            return FUTURE
        return None if parse.pos[head] in ("VERB", "AUX") else FUTURE


def _turns(parse: Parse, at: int) -> bool:
    """A verb of planning turns what hangs on it only as a participle, infinitive or noun:
    "is scheduled for Friday", but "they scheduled talks on Friday" is past."""
    if parse.pos[at] != "VERB":
        return True
    return parse.tags[at] == "VBN" and not any(
        parse.lower[c] in ("had", "'d") for c in parse.children[at] if parse.deps[c] == "aux"
    )


def _has_infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] == "xcomp" for c in parse.children[verb])
