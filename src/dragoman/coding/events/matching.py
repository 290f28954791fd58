"""Which frame fits a trigger in its sentence: the one whose conditions say most and all hold."""

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.coding.cast import Cast
from dragoman.coding.events.parties import direct
from dragoman.coding.events.slots import Slots
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import conjuncts, prepositional
from dragoman.lexicon.frames import Frame, FrameBook, Need

_PARTICLES = frozenset({"prt", "advmod", "prep", "acomp", "oprd", "npadvmod", "amod", "advcl"})
_PART = frozenset({"of"})
_COUNTED = frozenset({"of", "in", "worth"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fits, the tokens of its trigger, and the complement that a condition asked
    to be an action or clause (None where none was asked)."""

    frame: Frame
    trigger: tuple[int, ...]
    inner: int | None
    fillers: tuple[int, ...]  # tokens that met a condition on a word or class


class Matcher:
    """Tries the frames of one report's triggers. ``is_action`` tells whether a token carries an
    event itself; it is handed in because that question leads back to the interpreter."""

    def __init__(
        self, parse: Parse, cast: Cast, book: FrameBook, is_action: Callable[[int], bool]
    ) -> None:
        self.parse, self.cast, self.book, self.is_action = parse, cast, book, is_action
        self.transparent = book.classes.get("transparent", frozenset())
        self.currencies = book.classes.get("currencies", frozenset())
        self._joined: dict[int, list[int]] = {}  # the conjuncts of each filler asked for

    def best(self, token: int, frames: list[Frame], slots: Slots) -> Match | None:
        """The first frame, in order of weight, of which trigger and conditions hold."""
        near: dict[str, set[str]] = {}  # by the part of speech of a frame
        for frame in frames:
            if len(frame.words) > 1:
                if frame.pos not in near:
                    near[frame.pos] = self._near(token, frame.pos)
                if not self._may_stand(frame, near[frame.pos]):
                    continue
            trigger = self._trigger(token, frame)
            if trigger is None:
                continue
            inner: int | None = None
            fillers: list[int] = []
            for need in frame.needs:
                if need.slot not in slots and need.slot != "comp":  # nothing stands there
                    if need.negated:
                        continue
                    break
                met, filler, kind = self._meets(need, slots, trigger)
                if not met:
                    break
                if kind == "inner" and inner is None:
                    inner = filler
                elif kind == "word" and filler is not None:
                    fillers.append(filler)
            else:
                return Match(frame, trigger, inner, tuple(fillers))
        return None

    def unmet(self, token: int, frame: Frame, slots: Slots) -> str | None:
        """Why a frame does not fit: the words of its trigger or the first condition that fails.
        None for a frame that fits."""
        trigger = self._trigger(token, frame)
        if trigger is None:
            return " ".join(frame.words)
        for need in frame.needs:
            if not self._meets(need, slots, trigger)[0]:
                return need.text
        return None

    # -- the trigger's own words ---------------------------------------
    def _near(self, token: int, pos: str) -> set[str]:
        """The words, as they stand and by lemma, that a trigger's second word can be: "take" has a
        hundred frames of several words, and hardly ever one of them behind it."""
        parse = self.parse
        found = {parse.lower[c] for c in parse.children[token]}
        beside = token + 1 if pos == "v" else token - 1
        if pos != "v":
            found.update(parse.lemmas[c] for c in parse.children[token])
        if 0 <= beside < len(parse):
            found |= {parse.lower[beside], parse.lemmas[beside]}
        return found

    def _may_stand(self, frame: Frame, near: set[str]) -> bool:
        """False where the trigger's word beside the main one is nowhere near."""
        if frame.pos == "v":
            return frame.words[1] in near or "-" in frame.words
        return frame.words[-2] in near

    def _trigger(self, token: int, frame: Frame) -> tuple[int, ...] | None:
        if len(frame.words) == 1:
            return (token,)
        if frame.pos == "v":
            return self._verb_trigger(token, frame.words[1:])
        return self._noun_trigger(token, frame.words[:-1])

    def _verb_trigger(self, token: int, rest: tuple[str, ...]) -> tuple[int, ...] | None:
        """The verb's other words stand right behind it, or hang on it as particles."""
        parse = self.parse
        found = [token]
        below = [c for c in parse.children[token] if parse.deps[c] in _PARTICLES]
        for step, word in enumerate(rest, start=1):
            ahead = token + step
            if ahead < len(parse) and word in (parse.lower[ahead], parse.lemmas[ahead]):
                found.append(ahead)
                continue
            before = token - len(rest) + step - 1
            if "-" in rest and before >= 0 and parse.lower[before] == word:
                found.append(before)
                continue
            hanging = [c for c in below if parse.lower[c] == word and c not in found]
            if not hanging:
                return None
            found.append(hanging[0])
        return tuple(found)

    def _noun_trigger(self, token: int, before: tuple[str, ...]) -> tuple[int, ...] | None:
        """The words before the head noun stand right before it, or modify it."""
        parse = self.parse
        first = token - len(before)
        if first >= 0 and all(
            word in (parse.lower[first + i], parse.lemmas[first + i])
            for i, word in enumerate(before)
        ):
            return (*range(first, token), token)
        found = []
        for word in before:
            modifier = next(
                (c for c in parse.children[token]
                 if c < token and word in (parse.lower[c], parse.lemmas[c])),
                None,
            )  # fmt: skip
            if modifier is None:
                return None
            found.append(modifier)
        return (*found, token)

    # -- conditions ----------------------------------------------------
    def _meets(
        self, need: Need, slots: Slots, trigger: tuple[int, ...]
    ) -> tuple[bool, int | None, str]:
        """Whether a condition holds, by which filler, and what the filler is (see `_value`)."""
        fillers = slots.get(need.slot, [])
        if need.slot == "comp" and not fillers:
            fillers = slots.get("obj", [])
        if need.negated and need.slot == "subj" and "any" in need.values:
            fillers = [at for at in fillers if not self._is_nobody_known(at)]
        for filler in fillers:
            if filler in trigger and need.slot not in ("mod", "poss"):
                continue
            joined = self._joined.get(filler)
            if joined is None:
                joined = self._joined[filler] = conjuncts(self.parse, filler)
            for at in joined:
                kind = self._value(need, at)
                if kind:
                    return not need.negated, at, kind
        return need.negated, None, ""

    def _is_nobody_known(self, token: int) -> bool:
        """True for a "they" that means nobody whom the report names: somebody, whoever it is."""
        if self.parse.lower[token] != "they":
            return False
        return not direct(self.parse, self.cast, token, self.transparent)

    def _value(self, need: Need, token: int) -> str:
        """ "word", "inner" or "other" if the filler has one of the values, "" if it has none."""
        if need.words and self.has_word(token, need.words):
            return "word"
        values = need.values
        if not values:
            return ""
        if "any" in values:
            return "other"
        clause = self.clause_kind(token)
        if clause in values:
            return "inner"
        if "action" in values and self.is_action(token):
            return "inner"
        if values & {"actor", "person", "state"} and clause == "":
            parties = direct(self.parse, self.cast, token, self.transparent)
            if "actor" in values:
                return "other" if parties else ""
            actors = [self.cast.actors[party.actor] for party in parties]
            # A city stands for its state where a state is wanted: "arrived in Doha".
            kinds = {
                "state" if actor.kind == "place" and actor.country else actor.kind
                for actor in actors
            }
            return "other" if kinds & values else ""
        return ""

    def has_word(self, token: int, words: frozenset[str]) -> bool:
        """True if the noun, or what a transparent noun counts ("a round of talks"), is a word."""
        parse = self.parse
        lemma, lower = parse.lemmas[token], parse.lower[token]
        if lemma in words or lower in words:
            return True
        if parse.tags[token] == "NNPS" and lower[-1:] == "s" and lower[:-1] in words:
            return True  # "Jihadists attacked": a capital hides the plural from the lemmatizer
        if token and (
            f"{parse.lower[token - 1]} {lemma}" in words
            or f"{parse.lower[token - 1]} {lower}" in words
        ):
            return True
        if (
            token > 1
            and parse.lower[token - 1] == "-"
            and (f"{parse.lower[token - 2]}-{lemma}" in words)
        ):
            return True
        if lemma in self.transparent or lemma in self.currencies:
            # "a round of talks", "$50 million in aid"
            amount = parse.pos[token] == "NUM" or lemma in self.currencies
            through = _COUNTED if amount else _PART
            return any(
                self.has_word(at, words)
                for prep, at in prepositional(parse, token)
                if prep in through and parse.lemmas[at] not in self.transparent
            )
        return False

    def clause_kind(self, token: int) -> str:
        """ "inf", "ing" or "clause" for a verb, "" for anything else."""
        parse = self.parse
        if parse.pos[token] not in ("VERB", "AUX"):
            return ""
        tag = parse.tags[token]
        if tag == "VBG" and not any(parse.deps[c] == "aux" for c in parse.children[token]):
            return "ing"
        if tag in ("VB", "VBN") and any(
            parse.tags[c] == "TO" for c in parse.children[token] if c < token
        ):
            return "inf"
        return "clause"
