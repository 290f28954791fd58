"""The slots of a word, corrected by what the lexicon and the cast know: particles, verbs of giving,
purposes, and infinitives that a noun's owner is to do."""

from collections.abc import Callable

from dragoman.coding.cast import Cast
from dragoman.coding.events.actions import VERBS
from dragoman.coding.events.slots import (
    Slots,
    adjective_slots,
    noun_slots,
    part_two_objects,
    verb_slots,
)
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import child, is_passive, prepositional, subject
from dragoman.lexicon.frames import FrameBook

# Nouns whose infinitive their owner is to do.
_RESOLVES = frozenset(
    {"=planned", "=same", "=hypothetical", "=negated", "AGREE", "REJECT", "THREATEN"}
)


class Arguments:
    """Finds the slots of one report's words and remembers them. ``is_party`` tells whether a token
    means an actor; that question leads back to the interpreter."""

    def __init__(
        self, parse: Parse, cast: Cast, book: FrameBook, is_party: Callable[[int], bool]
    ) -> None:
        self.parse, self.cast, self.book, self.is_party = parse, cast, book, is_party
        self.purposeful = book.classes.get("purposeful", frozenset())
        self._slots: dict[int, Slots] = {}

    def slots(self, token: int) -> Slots:
        """The slots of a token, by its part of speech."""
        if token not in self._slots:
            if self.parse.pos[token] in VERBS:
                slots = verb_slots(self.parse, token)
                self._tell_purpose(token, slots)
                self._read_particle(token, slots)
                if not slots.get("subj") and self.parse.deps[token] == "acl":
                    slots["subj"] = self._resolved_by(self.parse.heads[token], token)
                if self.parse.lemmas[token] in self.book.giving:
                    part_two_objects(self.parse, token, slots)
                    self._part_receiver(token, slots)
            elif self.parse.pos[token] == "ADJ":
                slots = adjective_slots(self.parse, token)
            else:
                slots = noun_slots(self.parse, token, self.cast)
                if not slots.get("subj") and (who := self._done_by(token)) is not None:
                    slots["subj"] = [who]
            self._slots[token] = slots
        return self._slots[token]

    def _part_receiver(self, verb: int, slots: Slots) -> None:
        """ "sold Moldova electricity": a state's name right behind a verb of giving is who gets the
        thing, though the parser takes it for a part of the thing's name."""
        at = verb + 1
        if slots.get("iobj") or at >= len(self.parse) or self.parse.tags[at] != "NNP":
            return
        mention = self.cast.by_head.get(at)
        thing = self.parse.heads[at]
        if mention is None or mention.kind != "name" or slots.get("obj") != [thing]:
            return
        if self.parse.pos[thing] != "NOUN" or self.parse.deps[at] not in ("compound", "nmod"):
            return
        if all(self.cast.actors[a].kind == "state" for a in mention.actors):
            slots["iobj"] = [at]

    def _done_by(self, noun: int) -> int | None:
        """Who does what a noun says, told by the verb that it is the object of: "held drills"."""
        verb = self.parse.heads[noun]
        if self.parse.deps[noun] != "dobj" or self.parse.lemmas[verb] not in self.book.supporting:
            return None
        return None if is_passive(self.parse, verb) else subject(self.parse, verb)

    def _tell_purpose(self, verb: int, slots: Slots) -> None:
        """ "telephoned Sharif to press him", "began a strike to protest": who telephones presses,
        though the parser hangs the infinitive on the verb like that of "urged Sharif to go"."""
        head = self.parse.heads[verb]
        if self.parse.deps[verb] != "xcomp" or is_passive(self.parse, head):
            return
        thing = child(self.parse, head, "dobj")
        tool = (
            thing is not None
            and self.parse.pos[thing] == "NOUN"
            and slots.get("subj") == [thing]
            and not self.is_party(thing)
        )
        if tool or self.parse.lemmas[head] in self.purposeful:
            who = subject(self.parse, head)
            if who is not None:
                slots["subj"] = [who]
            for at in slots.get("obj", ()):
                if thing is not None and self.parse.pos[at] == "PRON" and not tool:
                    slots["obj"] = [thing]  # "him": not the one who presses

    def _resolved_by(self, noun: int, verb: int) -> list[int]:
        """Who is to do what a plan, offer, threat or refusal is about: whose it is ("the plan of
        Greece to recognise"), or who has or makes it ("made an attempt to recognise")."""
        parse = self.parse
        if parse.tags[verb] != "VB" or not any(
            frame.event in _RESOLVES for frame in self.book.nouns.get(parse.lemmas[noun], ())
        ):
            return []
        for at in parse.children[noun]:
            if parse.deps[at] == "poss" or (at < noun and at in self.cast.by_head):
                return [at]
        owner = [at for prep, at in prepositional(parse, noun) if prep == "by"]
        above = parse.heads[noun]
        if owner or child(parse, above, "dative") is not None:
            return owner
        if parse.deps[noun] == "pobj" and parse.lower[above] in ("in", "with"):
            above = parse.heads[above]
        elif parse.deps[noun] != "dobj":
            return []
        if parse.pos[above] not in VERBS or is_passive(parse, above):
            return []
        who = subject(parse, above)
        return [] if who is None or not self.is_party(who) else [who]

    def _read_particle(self, verb: int, slots: Slots) -> None:
        """ "let in aid convoys": the object of a particle that the parser took for a preposition
        is the verb's, where the lexicon has the two as one trigger."""
        if slots.get("obj"):
            return
        for at in self.parse.children[verb]:
            if self.parse.deps[at] in ("prep", "prt") and at == verb + 1:
                word = self.parse.lower[at]
                frames = self.book.verbs.get(self.parse.lemmas[verb], ())
                if any(len(frame.words) > 1 and frame.words[1] == word for frame in frames):
                    below = child(self.parse, at, "pobj")
                    if below is not None:
                        slots["obj"] = [below]
                return
