"""Who is source and who is target of an action: what its frame says of the slots, and what the
words around it suggest where the frame leaves a side open."""

from collections.abc import Callable

from dragoman.coding.cast import Cast
from dragoman.coding.events.actions import NOUNS, VERBS, Action
from dragoman.coding.events.matching import Match
from dragoman.coding.events.parties import Party, any_party, others_below, owners, union
from dragoman.coding.events.protests import about, aims, faced
from dragoman.coding.events.slots import Slots
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import subject
from dragoman.lexicon.frames import FrameBook, Role, RolePart

# Types whose nouns share the subject of the clause that they stand in as a phrase.
_WITH_SUBJECT = frozenset({"CONSULT", "COOPERATE"})
# Types in which everybody who takes part is a source.
_ALL_TAKE_PART = frozenset({"CONSULT", "ASSAULT"})
# What leads away from a predicate's own words, to background and to other events.
_ASIDE = frozenset({"relcl", "conj", "cc", "parataxis", "npadvmod", "nsubj", "nsubjpass", "mark"})

_VERB_SOURCE: tuple[str, ...] = ("subj",)
_VERB_TARGET: tuple[str, ...] = ("obj", "iobj", "to", "with", "against", "on", "at")
_NOUN_SOURCE: tuple[str, ...] = ("poss", "by", "subj", "from")
_NOUN_TARGET: tuple[str, ...] = ("against", "on", "to", "with", "of", "into", "at", "in", "for")


def _is_none(role: Role) -> bool:
    return any(part.slot == "none" for alternative in role for part in alternative)


def _who_did(action: Action) -> tuple[Party, ...]:
    """Who did what an action tells; of blame in somebody's own words that is who is blamed, and of
    a demand ("insists that Kenya leave") who is to meet it."""
    blamed = action.event == "ACCUSE" and all(party.start < 0 for party in action.source)
    asked = action.because.startswith("obligation")
    return action.target if blamed or asked else action.source


class Roles:
    """Finds the parties of one report's actions. ``actions`` reads the actions of a token and
    ``is_open`` says whether it is being read just now; both lead back to the interpreter."""

    def __init__(
        self,
        parse: Parse,
        cast: Cast,
        book: FrameBook,
        speaker: Callable[[int], str | None],
        actions: Callable[[int], list[Action]],
        is_open: Callable[[int], bool],
        slots: Callable[[int], Slots],
    ) -> None:
        self.parse, self.cast = parse, cast
        self.transparent = book.classes.get("transparent", frozenset())
        self.utterances = book.classes.get("utterances", frozenset())
        self.speaker, self.actions, self.is_open, self.slots = speaker, actions, is_open, slots

    def sides_of(self, slots: Slots) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Whom a word's own arguments name: who does it, and whom it is done to."""
        source = self._first(_VERB_SOURCE, slots, doer=True)
        known = {party.actor for party in source}
        target = [party for party in self._first(_VERB_TARGET, slots) if party.actor not in known]
        return tuple(source), tuple(target)

    def parties(
        self, token: int, match: Match, slots: Slots, inner: list[Action]
    ) -> tuple[list[Party], list[Party]]:
        """Source and target as the frame says, then as the words around it suggest."""
        frame, nominal = match.frame, match.frame.pos == "n"
        source = self._role(frame.source, slots, inner, match, doer=True)
        if not source and not frame.source:
            source = self._first(_NOUN_SOURCE if nominal else _VERB_SOURCE, slots, doer=True)
        if nominal and frame.event in _WITH_SUBJECT:
            # "after talks with Iran, the minister said": the minister took part.
            beside = [p for at in slots.get("beside", ()) for p in self.meant(at)]
            source = union(beside, source) if len(source) < 2 else source
        target = self._role(frame.target, slots, inner, match)
        if nominal and frame.mode == "visit" and len(source) > 1 and not target:
            source, target = self._visit(token, source)
        mutual = any(len(alternative) > 1 for alternative in frame.source)
        if mutual and not target and frame.event not in _ALL_TAKE_PART:
            # "signed a treaty with": who is told as acting is the source.
            source, target = self.split(source, slots)
        if mutual and (len(source) > 1 or target or frame.event in _ALL_TAKE_PART):
            return source, target
        if not target and not frame.target:
            target = self._first(_NOUN_TARGET if nominal else _VERB_TARGET, slots)
        if not target and frame.event == "PROTEST":
            target = self._protested_to(token, slots, source)
        if not target and not _is_none(frame.target):
            target = union(*(list(action.target) for action in inner))
            if not target and not nominal:
                target = self._anybody_else(token, source)
        return source, target

    def _protested_to(self, token: int, slots: Slots, source: list[Party]) -> list[Party]:
        """Whom a protest turns against: of whom it asks, whom it blames, before whose door it
        stands, whose decision it is about."""
        known = {party.actor for party in source}
        wanted = [at for at in aims(self.parse, token, slots) if not self.is_open(at)]
        groups = [[p for a in self.actions(at) for p in a.target] for at in wanted]
        groups += [self.meant(o) for at in wanted for o in self.slots(at).get("obj", ())]
        groups += [self.meant(o, True) for at in wanted for o in about(self.slots(at))]
        groups += [self._at_home(at) for at in faced(self.parse, slots)]
        groups += [owners(self.parse, self.cast, at, self.transparent) for at in about(slots)]
        for group in groups:
            found = [party for party in group if party.actor not in known]
            if any(self.cast.actors[party.actor].country for party in found):
                return union(found)
        return []

    def _at_home(self, door: int) -> list[Party]:
        """Who is at home in a building: "the embassy of Peru", not the town that it is in."""
        return [
            party
            for party in any_party(self.parse, self.cast, door, self.transparent, True)
            if self.cast.actors[party.actor].kind not in ("place", "state")
            or not party.start <= door < party.end
        ]

    def _visit(self, noun: int, parties: list[Party]) -> tuple[list[Party], list[Party]]:
        """Of two parties of a visit the one right before the noun is visited: "Modi's UK visit"."""
        before = {c for c in self.parse.children[noun] if self.parse.deps[c] != "poss" and c < noun}
        hosts = [p for p in parties if any(p.start <= c < p.end for c in before)]
        guests = [party for party in parties if party not in hosts]
        return (guests, hosts) if guests else (parties, [])

    def split(self, parties: list[Party], slots: Slots) -> tuple[list[Party], list[Party]]:
        """The subject's parties and the others."""
        doers = {p.actor for at in slots.get("subj", ()) for p in self.meant(at)}
        first = [party for party in parties if party.actor in doers]
        if not first:
            return parties, []
        return first, [party for party in parties if party.actor not in doers]

    def filled(self, role: Role, slots: Slots) -> list[Party]:
        """Whom a role of slots alone names."""
        for alternative in role:
            found = [
                p
                for part in alternative
                for at in slots.get(part.slot, ())
                for p in self.meant(at, True)
            ]
            if found:
                return union(found)
        return []

    def _role(
        self,
        role: Role,
        slots: Slots,
        inner: list[Action],
        match: Match,
        doer: bool = False,
    ) -> list[Party]:
        for alternative in role:
            parties = union(*(self._part(part, slots, inner, match, doer) for part in alternative))
            if parties:
                return parties
        return []

    def _part(
        self, part: RolePart, slots: Slots, inner: list[Action], match: Match, doer: bool
    ) -> list[Party]:
        if part.slot == "none":
            return []
        if part.slot == "speaker":
            speaker = self.speaker(match.trigger[0])
            return [] if speaker is None else [Party(speaker, -1, -1)]
        if part.step in ("subj", "target"):
            return self._inner_part(part.step, inner, match)
        found: list[list[Party]] = []
        for at in slots.get(part.slot, ()):
            if part.step == "owner":
                found.append(self._behind(at, doer))
            else:
                found.append(self.meant(at, doer))
        return union(*found)

    def _inner_part(self, step: str, inner: list[Action], match: Match) -> list[Party]:
        if step == "target":
            return union(*(list(action.target) for action in inner))
        parties = union(*(list(_who_did(action)) for action in inner))
        if parties or match.inner is None or self.parse.pos[match.inner] not in VERBS:
            return parties
        who = subject(self.parse, match.inner)
        return self.meant(who) if who is not None else []

    def _first(self, order: tuple[str, ...], slots: Slots, doer: bool = False) -> list[Party]:
        for slot in order:
            found = union(*(self.meant(at, doer) for at in slots.get(slot, ())))
            if found:
                return found
        return []

    def _anybody_else(self, token: int, source: list[Party]) -> list[Party]:
        """The nearest other actor that the predicate's own words lead to."""
        return others_below(self.parse, self.cast, token, source, _ASIDE)

    def meant(self, token: int, doer: bool = False) -> list[Party]:
        """Whom the filler of a slot means; of an action, who does it. With ``doer`` only who can
        have done something."""
        found = any_party(self.parse, self.cast, token, self.transparent, doer)
        if not found and doer and self.parse.lemmas[token] in self.utterances:
            return self._author(token)
        if found or self.parse.pos[token] not in (NOUNS | VERBS):
            return found
        return self._doer(token)

    def _author(self, utterance: int) -> list[Party]:
        """ "said in a statement that praised both sides", "issued a statement that praised": who
        issued it."""
        issuers = list(self.slots(utterance).get("beside", ()))
        if self.parse.deps[utterance] == "dobj":
            who = subject(self.parse, self.parse.heads[utterance])
            issuers += [] if who is None else [who]
        found = [party for at in issuers for party in self.meant(at)]
        speaker = self.speaker(utterance)
        return found if found or speaker is None else [Party(speaker, -1, -1)]

    def _behind(self, token: int, doer: bool) -> list[Party]:
        found = owners(self.parse, self.cast, token, self.transparent)
        if not found and doer and self.parse.lemmas[token] in self.utterances:
            return self._author(token)
        return found or self._doer(token)

    def _doer(self, token: int) -> list[Party]:
        if self.is_open(token):
            return []
        for action in self.actions(token):
            if action.source:
                return list(action.source)
        return []
