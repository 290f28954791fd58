"""From trigger words to actions: frames matched, complements composed, statuses worked out.

An action is an event before it has time and place. The outer word of a construction decides the
type and the inner one the mode and often the target: "urged Iran to release" is a REQUEST with
mode yield, "refused to meet" a REJECT with mode meet. What is asked, refused or threatened is
told by the outer action and is no event of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.coding.cast import Cast
from dragoman.coding.events.matching import Match, Matcher
from dragoman.coding.events.parties import Party, any_party, others_below, owners, union
from dragoman.coding.events.slots import Slots, adjective_slots, noun_slots, verb_slots
from dragoman.coding.events.status import (
    is_imperative,
    is_negated,
    is_purpose,
    is_question,
    modality,
)
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import conjuncts, subject
from dragoman.lexicon.frames import Frame, FrameBook, Role, RolePart
from dragoman.model import Status

_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "PROPN"})

VERBAL = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "ACCUSE", "SUPPORT", "CONCEDE"})
COOPERATIVE = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "AGREE"})
YIELDING = frozenset({"RETREAT", "CONCEDE"})
FORCEFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})

# Types whose mode says what is asked, refused or threatened.
_COMPOSED = frozenset({"REQUEST", "REJECT", "THREATEN"})

# Types whose nouns share the subject of the clause that they stand in as a phrase.
_WITH_SUBJECT = frozenset({"CONSULT", "COOPERATE"})
_SENTENCING = frozenset({"SANCTION", "COERCE"})
# Types in which everybody who takes part is a source.
_ALL_TAKE_PART = frozenset({"CONSULT", "ASSAULT"})
_RECIPROCAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})

# What leads away from a predicate's own words, to background and to other events.
_ASIDE = frozenset({"relcl", "conj", "cc", "parataxis", "npadvmod", "nsubj", "nsubjpass", "mark"})

# What it is to agree, promise or be ready to do something of a type.
_AGREED = {
    "RETREAT": "CONCEDE",
    "CONCEDE": "CONCEDE",
    "REJECT": "REJECT",
    "ASSAULT": "THREATEN",
    "COERCE": "THREATEN",
    "SANCTION": "THREATEN",
}

_VERB_SOURCE: tuple[str, ...] = ("subj",)
_VERB_TARGET: tuple[str, ...] = ("obj", "iobj", "to", "with", "against", "on", "at")
_NOUN_SOURCE: tuple[str, ...] = ("poss", "by", "subj", "from")
_NOUN_TARGET: tuple[str, ...] = ("against", "on", "to", "with", "of", "into", "at", "in", "for")
_ADVICE = frozenset({"should", "ought"})  # says what is right, hardly what is demanded
_MAX_DEPTH = 6  # operators inside operators: "refused to agree to stop supplying"


def _is_none(role: Role) -> bool:
    return any(part.slot == "none" for alternative in role for part in alternative)


def _is_spoken(frame: Frame) -> bool:
    """True for a frame whose source is the speaker of its words."""
    return any(part.slot == "speaker" for alternative in frame.source for part in alternative)


@dataclass(frozen=True, slots=True)
class Action:
    """One reading of one trigger: an event without time and place."""

    event: str
    mode: str
    cameo: str
    token: int  # the trigger's head
    cue: tuple[int, ...]
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    status: Status
    context: tuple[str, ...]
    because: str
    nominal: bool
    certain: float  # 0 to 1: how directly the words say it
    covers: frozenset[int]  # tokens whose own events this action tells


class Interpreter:
    """Reads the actions of one report. Answers are remembered by token, so that a word is read
    once however many constructions ask for it."""

    def __init__(
        self, parse: Parse, cast: Cast, book: FrameBook, speaker: Callable[[int], str | None]
    ) -> None:
        self.parse, self.cast, self.book, self.speaker = parse, cast, book, speaker
        self.matcher = Matcher(parse, cast, book, self.is_action)
        self.transparent = self.matcher.transparent
        self.planned = book.classes.get("announced", frozenset())
        self._read: dict[int, list[Action]] = {}
        self._open: set[int] = set()  # tokens being read, against circles
        self._slots: dict[int, Slots] = {}

    # -- reading one token ---------------------------------------------
    def actions(self, token: int) -> list[Action]:
        """The actions that the word at ``token`` carries, the word's own frame composed with
        those below it. Empty for a word that carries none."""
        if token not in self._read:
            if token in self._open or len(self._open) > _MAX_DEPTH:
                return []
            self._open.add(token)
            self._read[token] = self._interpret(token, self.slots(token))
            self._open.discard(token)
        return self._read[token]

    def sides_of(self, token: int) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Whom a word's own arguments name: who does it, and whom it is done to."""
        slots = self.slots(token)
        source = self._first(_VERB_SOURCE, slots, doer=True)
        known = {party.actor for party in source}
        target = [party for party in self._first(_VERB_TARGET, slots) if party.actor not in known]
        return tuple(source), tuple(target)

    def is_action(self, token: int) -> bool:
        """True if the word has a frame that fits and is no look-alike."""
        if not self.frames_at(token)[0]:
            return False
        return bool(self.actions(token))

    def slots(self, token: int) -> Slots:
        """The slots of a token, by its part of speech."""
        if token not in self._slots:
            if self.parse.pos[token] in _VERBS:
                slots = verb_slots(self.parse, token)
            elif self.parse.pos[token] == "ADJ":
                slots = adjective_slots(self.parse, token)
            else:
                slots = noun_slots(self.parse, token, self.cast)
            self._slots[token] = slots
        return self._slots[token]

    def frames_at(self, token: int) -> tuple[list[Frame], str]:
        """The frames whose trigger the word may be, the ones that say most first."""
        book, pos = self.book, self.parse.pos[token]
        lemma, lower = self.parse.lemmas[token], self.parse.lower[token]
        if pos in _VERBS:
            found = book.verbs.get(lemma, [])
            if not found and self.parse.tags[token] in ("VBN", "VBG"):
                return book.adjectives.get(lower, []), "a"
            return found, "v"
        if pos == "ADJ":
            return book.adjectives.get(lower) or book.adjectives.get(lemma, []), "a"
        found = book.nouns.get(lemma, [])
        if lower != lemma and lower in book.nouns:
            found = sorted([*found, *book.nouns[lower]], key=lambda frame: -frame.weight)
        if pos not in _NOUNS:
            found = [frame for frame in found if len(frame.words) > 1]
        return found, "n"

    def _interpret(self, token: int, slots: Slots) -> list[Action]:
        frames, _ = self.frames_at(token)
        match = self.matcher.best(token, frames, slots) if frames else None
        if match is None:
            return self._demanded(token, slots)
        if match.frame.event == "none":
            return []
        if match.frame.event.startswith("="):
            return self._operate(token, match, slots)
        action = self._finish(self._build(token, match, slots))
        if _is_spoken(match.frame) and not self._blames(action):
            return []
        return [action]

    def _demanded(self, token: int, slots: Slots) -> list[Action]:
        """ "X said that Y must V" with a verb that the lexicon does not know: X asks it of Y."""
        if self.parse.pos[token] not in _VERBS or modality(self.parse, token) != "obligation":
            return []
        if any(self.parse.lower[c] in _ADVICE for c in self.parse.children[token]):
            return []
        speaker = self.speaker(token)
        asked = union(*(self._meant(at) for at in slots.get("subj", ())))
        if speaker is None or not asked or any(party.actor == speaker for party in asked):
            return []
        mode, cameo = self.book.composed("REQUEST", "", "")
        return [
            Action(
                event="REQUEST",
                mode=mode,
                cameo=cameo,
                token=token,
                cue=(token,),
                source=(Party(speaker, -1, -1),),
                target=tuple(asked),
                status="actual",
                context=(),
                because="obligation of an unknown verb",
                nominal=False,
                certain=0.7,
                covers=frozenset(self._content(token)),
            )
        ]

    def _blames(self, action: Action) -> bool:
        """Words of blame are an act of whoever says them about somebody else."""
        return bool(action.source) and bool(action.target) and action.status == "actual"

    # -- operators: hand the inner action on -----------------------------
    def _operate(self, token: int, match: Match, slots: Slots) -> list[Action]:
        inner = match.inner
        if inner is None:
            inner = next(iter(slots.get("comp") or slots.get("obj") or ()), None)
        if inner is None:
            return []
        if self.parse.pos[inner] in _VERBS:
            # "scheduled to visit Oslo and meet the king": all that is scheduled.
            below = [action for at in conjuncts(self.parse, inner) for action in self.actions(at)]
        else:
            below = self._nominal_below(inner, match, slots)
        operator = match.frame.event[1:]
        handed = []
        for action in below:
            changed = self._operated(action, operator)
            handed.append(
                replace(
                    changed,
                    cue=tuple(sorted({*match.trigger, *action.cue})),
                    covers=action.covers | {token, *match.trigger},
                    because=f"{match.frame.name} > {action.because}",
                    nominal=action.nominal and match.frame.pos == "n",
                )
            )
        outer = self._outer_status(token)
        told = [self._with_outer(action, outer) for action in handed]
        return [
            self._spoken_for(self._intended(action)) if action.status == "planned" else action
            for action in told
        ]

    def _nominal_below(self, noun: int, match: Match, slots: Slots) -> list[Action]:
        """The action of a noun that a support verb carries: the verb's subject acts (or, where
        the frame says so, undergoes), and phrases behind the verb count as the noun's own."""
        merged = {slot: list(tokens) for slot, tokens in self.slots(noun).items()}
        undergoes = match.frame.target and match.frame.target[0][0].slot == "subj"
        for slot, tokens in slots.items():
            if slot == "subj":
                name = "against" if undergoes else "subj"
                merged[name] = [*tokens, *merged.get(name, [])]
            elif slot not in ("obj", "comp", "iobj"):
                own = merged.setdefault(slot, [])
                own.extend(t for t in tokens if t not in own and t != noun)
        found = [*self._interpret(noun, merged)]
        for other in self.parse.children[noun]:
            if self.parse.deps[other] == "conj" and self.parse.pos[other] in _NOUNS:
                found.extend(self._interpret(other, {**merged, **self.slots(other)}))
        return found

    def _operated(self, action: Action, operator: str) -> Action:
        if action.status == "negated" and operator in ("same", "planned"):
            return self._declined(action)  # "decided not to send"
        if operator == "same":
            # "lined up to meet": an operator's infinitive tells no purpose
            aimed = action.status == "hypothetical" and is_purpose(self.parse, action.token)
            return replace(action, status="actual") if aimed else action
        if operator == "negated" and action.status == "planned":
            return replace(action, status="negated")
        changed = replace(action, status=operator)  # type: ignore[arg-type]
        return self._intended(changed) if operator == "planned" else changed

    # -- building one action -------------------------------------------
    def _build(self, token: int, match: Match, slots: Slots) -> Action:
        frame = match.frame
        inner = self._inner(match, slots, token) or self._behind_nouns(match)
        nominal = frame.pos == "n"
        source, target = self._parties(token, match, slots, inner)
        event, mode, cameo = frame.event, frame.mode, frame.cameo
        if mode == "*" or (not mode and inner and event in _COMPOSED):
            event, mode, cameo = self._composed(frame, inner)
        actors = {party.actor for party in source}
        return Action(
            event=event,
            mode=mode,
            cameo=cameo,
            token=token,
            cue=tuple(sorted({*match.trigger, *match.fillers[:2]})),
            source=tuple(source),
            target=tuple(party for party in target if party.actor not in actors),
            status=self._outer_status(token),
            context=frame.context,
            because=frame.name,
            nominal=nominal,
            certain=1.0 if inner or frame.mode != "*" else 0.8,
            covers=self._covered(token, match, slots),
        )

    def _parties(
        self, token: int, match: Match, slots: Slots, inner: list[Action]
    ) -> tuple[list[Party], list[Party]]:
        """Source and target as the frame says, then as the words around it suggest."""
        frame, nominal = match.frame, match.frame.pos == "n"
        source = self._role(frame.source, slots, inner, match, doer=True)
        if not source and not frame.source:
            source = self._first(_NOUN_SOURCE if nominal else _VERB_SOURCE, slots, doer=True)
        if nominal and frame.event in _WITH_SUBJECT:
            # "after talks with Iran, the minister said": the minister took part.
            beside = [p for at in slots.get("beside", ()) for p in self._meant(at)]
            source = union(beside, source) if len(source) < 2 else source
        target = self._role(frame.target, slots, inner, match)
        if nominal and frame.mode == "visit" and len(source) > 1 and not target:
            source, target = self._visit(token, source)
        mutual = any(len(alternative) > 1 for alternative in frame.source)
        if mutual and not target and frame.event not in _ALL_TAKE_PART:
            # "signed a treaty with": who is told as acting is the source.
            source, target = self._split(source, slots)
        if mutual and (len(source) > 1 or target or frame.event in _ALL_TAKE_PART):
            return source, target
        if not target and not frame.target:
            target = self._first(_NOUN_TARGET if nominal else _VERB_TARGET, slots)
        if not target and not _is_none(frame.target):
            target = union(*(list(action.target) for action in inner))
            if not target and not nominal:
                target = self._anybody_else(token, source)
        return source, target

    def _visit(self, noun: int, parties: list[Party]) -> tuple[list[Party], list[Party]]:
        """Of two parties of a visit the one right before the noun is visited: "Modi's UK visit"."""
        before = {c for c in self.parse.children[noun] if self.parse.deps[c] != "poss" and c < noun}
        hosts = [p for p in parties if any(p.start <= c < p.end for c in before)]
        guests = [party for party in parties if party not in hosts]
        return (guests, hosts) if guests else (parties, [])

    def _split(self, parties: list[Party], slots: Slots) -> tuple[list[Party], list[Party]]:
        """The subject's parties and the others."""
        doers = {p.actor for at in slots.get("subj", ()) for p in self._meant(at)}
        first = [party for party in parties if party.actor in doers]
        if not first:
            return parties, []
        return first, [party for party in parties if party.actor not in doers]

    def _inner(self, match: Match, slots: Slots, token: int) -> list[Action]:
        """The actions of the complement, where the frame has one."""
        at = match.inner
        if at is None:
            return []
        if at == token:
            return []
        found = list(self.actions(at))
        if not found and self.parse.pos[at] in ("AUX", "VERB"):
            for below in self.parse.children[at]:
                if self.parse.deps[below] in ("acomp", "attr", "xcomp", "dobj", "oprd"):
                    found.extend(self.actions(below))
        return found

    def _behind_nouns(self, match: Match) -> list[Action]:
        """What a proposal, request or demand is about: "rejected the request to hold talks"."""
        if match.frame.event not in _COMPOSED:
            return []
        for noun in match.fillers:
            if self.parse.pos[noun] not in _NOUNS:
                continue
            slots = self.slots(noun)
            for slot in ("comp", "for", "of"):
                for at in slots.get(slot, ()):
                    found = self.actions(at) if at not in self._open else []
                    if found:
                        return found
        return []

    def _composed(self, frame: Frame, inner: list[Action]) -> tuple[str, str, str]:
        """Type, mode and CAMEO code of an outer frame over its inner action. Who agrees or is
        ready to yield concedes, to do harm threatens, to refuse rejects."""
        first = inner[0] if inner else None
        event = frame.event
        if first is None:
            return event, *self.book.composed(event, "", "")
        if event == "AGREE":
            event = _AGREED.get(first.event, event)
        mode, cameo = self.book.composed(event, first.event, first.mode)
        if event == frame.event:
            cameo = cameo or frame.cameo
        return event, mode, cameo

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
                found.append(self._behind(at))
            else:
                found.append(self._meant(at, doer))
        return union(*found)

    def _inner_part(self, step: str, inner: list[Action], match: Match) -> list[Party]:
        if step == "target":
            return union(*(list(action.target) for action in inner))
        parties = union(*(list(action.source) for action in inner))
        if parties or match.inner is None or self.parse.pos[match.inner] not in _VERBS:
            return parties
        who = subject(self.parse, match.inner)
        return self._meant(who) if who is not None else []

    def _first(self, order: tuple[str, ...], slots: Slots, doer: bool = False) -> list[Party]:
        for slot in order:
            found = union(*(self._meant(at, doer) for at in slots.get(slot, ())))
            if found:
                return found
        return []

    def _anybody_else(self, token: int, source: list[Party]) -> list[Party]:
        """The nearest other actor that the predicate's own words lead to."""
        return others_below(self.parse, self.cast, token, source, _ASIDE)

    def _meant(self, token: int, doer: bool = False) -> list[Party]:
        """Whom the filler of a slot means; of an action, who does it. With ``doer`` only who can
        have done something."""
        found = any_party(self.parse, self.cast, token, self.transparent, doer)
        if found or self.parse.pos[token] not in (_NOUNS | _VERBS):
            return found
        return self._doer(token)

    def _behind(self, token: int) -> list[Party]:
        return owners(self.parse, self.cast, token, self.transparent) or self._doer(token)

    def _doer(self, token: int) -> list[Party]:
        if token in self._open:
            return []
        for action in self.actions(token):
            if action.source:
                return list(action.source)
        return []

    def _covered(self, token: int, match: Match, slots: Slots) -> frozenset[int]:
        """What this action tells: its trigger, what met its conditions, and, of a verbal act,
        everything in its complement but the relative clauses there."""
        covered = {token, *match.trigger, *match.fillers}
        # "the raid killed": the raid is told by the verb.
        covered.update(
            at
            for at in slots.get("subj", ())
            if self.parse.pos[at] in _NOUNS
            and any(action.event == match.frame.event for action in self.actions(at))
        )
        if match.frame.event in _SENTENCING:
            # "jailed for attacking": the charge is told by the verdict
            for prep in ("for", "of"):
                for at in slots.get(prep, ()):
                    if self.parse.pos[at] in _VERBS:
                        covered |= self._content(at)
        if match.frame.event in VERBAL:
            tops = list(slots.get("comp", ()))
            if match.inner is not None:
                tops.append(match.inner)
            tops.extend(match.fillers)
            if match.frame.pos != "n":
                tops.extend(slots.get("obj", ()))
                for prep in ("for", "against", "over", "about", "to", "from", "of", "with", "at"):
                    tops.extend(slots.get(prep, ()))
            for top in tops:
                covered |= self._content(top)
        return frozenset(covered)

    def _content(self, top: int) -> set[int]:
        found, stack = set(), [top]
        while stack:
            at = stack.pop()
            found.add(at)
            stack.extend(
                c for c in self.parse.children[at] if self.parse.deps[c] not in ("relcl", "advcl")
            )
        return found

    # -- status ----------------------------------------------------------
    def _outer_status(self, token: int) -> Status:
        """The status that a word's own negation and auxiliaries give."""
        parse = self.parse
        verb = token
        if parse.pos[token] not in _VERBS:
            verb = parse.heads[token]
            if parse.deps[token] not in ("acomp", "attr", "oprd") or parse.pos[verb] not in _VERBS:
                verb = token
        if verb == token and parse.pos[token] in _NOUNS and self._is_announced(token):
            return "planned"
        if is_negated(parse, token) or (verb != token and is_negated(parse, verb)):
            return "negated"
        how = modality(parse, verb)
        if is_purpose(parse, verb):
            return "hypothetical"
        if how in ("future", "would"):
            return "planned"
        if how in ("possible", "conditional", "obligation"):
            return "hypothetical"
        if is_question(parse, token):
            return "hypothetical"
        return "actual"

    def _is_announced(self, noun: int) -> bool:
        """ "the forthcoming visit", "planned talks"."""
        return any(
            self.parse.lower[c] in self.planned
            for c in self.parse.children[noun]
            if self.parse.deps[c] in ("amod", "compound")
        )

    @staticmethod
    def _with_outer(action: Action, outer: Status) -> Action:
        if outer == "actual" or action.status in ("negated", "historical"):
            return action
        return replace(action, status=outer)

    # -- what the speaker's modality makes of an action -----------------------
    def _finish(self, action: Action) -> Action:
        """A plan to cooperate is AGREE, to yield CONCEDE, to do harm THREATEN; a refusal in the
        future tense is REJECT; what somebody must do is a REQUEST by who says so."""
        token = action.token
        verb = token
        action = self._exercised(action)
        if self.parse.pos[verb] not in _VERBS:
            return self._hosted(action) if action.mode == "visit" else action
        how = modality(self.parse, verb)
        if action.event != "REQUEST" and (how == "obligation" or is_imperative(self.parse, verb)):
            return self._required(action)
        if action.status == "planned":
            return self._spoken_for(self._intended(action))
        if action.status == "negated" and how in ("future", "would"):
            return self._spoken_for(self._declined(action))
        if action.status == "negated" and how == "possible" and self.speaker(token) is not None:
            return self._declined(action)  # "we cannot accept the terms"
        return action

    def _exercised(self, action: Action) -> Action:
        """An exercise of one state is MOBILIZE, of several together COOPERATE."""
        exercises = self.book.classes.get("exercises", frozenset())
        if action.event != "MOBILIZE" or not any(
            self.parse.lemmas[at] in exercises or self.parse.lower[at] in exercises
            for at in action.cue
        ):
            return action
        parties = (*action.source, *action.target)
        if len({self.cast.actors[party.actor].country for party in parties} - {None}) < 2:
            return action
        standard = self.book.standard("COOPERATE", "")
        return replace(action, event="COOPERATE", mode="", cameo=standard.cameo)

    def _hosted(self, action: Action) -> Action:
        """A visit that names no host is to the nearest other country of its sentence."""
        if action.target or not action.source:
            return action
        own = {self.cast.actors[party.actor].country for party in action.source}
        first, last = self.parse.sentences[self.parse.sentence_of[action.token]]
        nearest = sorted(range(first, last), key=lambda at: abs(at - action.token))
        for at in nearest:
            mention = self.cast.by_head.get(at)
            if mention is None or len(mention.actors) != 1 or mention.kind == "pronoun":
                continue
            actor = self.cast.actors[mention.actors[0]]
            if actor.country is not None and actor.country not in own:
                party = Party(actor.id, mention.start, mention.end)
                return replace(action, target=(party,), certain=0.8)
        return action

    def _spoken_for(self, action: Action) -> Action:
        """A plan or refusal that names nobody is the speaker's own ("there will be no truce"); a
        meeting with one named side is with the speaker ("the talks with Iran will go on")."""
        speaker = self.speaker(action.token)
        lacking = not action.source or (len(action.source) == 1 and not action.target)
        if speaker is None or not lacking or any(p.actor == speaker for p in action.source):
            return action
        if action.source and action.event not in _RECIPROCAL:
            return action
        return replace(action, source=(Party(speaker, -1, -1), *action.source))

    def _required(self, action: Action) -> Action:
        """ "X said that Y must V": X asks it of Y."""
        speaker = self.speaker(action.token)
        if speaker is None or any(party.actor == speaker for party in action.source):
            return action
        mode, cameo = self.book.composed("REQUEST", action.event, action.mode)
        return replace(
            action,
            event="REQUEST",
            mode=mode,
            cameo=cameo,
            source=(Party(speaker, -1, -1),),
            target=self._sides(action)[0],
            status="actual",
            because=f"obligation > {action.because}",
        )

    def _intended(self, action: Action) -> Action:
        if action.event in COOPERATIVE and action.event != "AGREE":
            mode, cameo = self.book.composed("AGREE", action.event, action.mode)
            return replace(action, event="AGREE", mode=mode, cameo=cameo or "030")
        if action.event in FORCEFUL:
            mode, cameo = self.book.composed("THREATEN", action.event, action.mode)
            return replace(
                action, event="THREATEN", mode=mode, cameo=cameo or "130", status="actual"
            )
        if action.event == "RETREAT":
            mode, cameo = self.book.composed("CONCEDE", action.event, action.mode)
            return replace(action, event="CONCEDE", mode=mode, cameo=cameo or "080")
        return action

    def _declined(self, action: Action) -> Action:
        if action.event in COOPERATIVE | YIELDING:
            mode, cameo = self.book.composed("REJECT", action.event, action.mode)
            source, target = self._sides(action)
            return replace(
                action,
                event="REJECT",
                mode=mode,
                cameo=cameo or "120",
                source=source,
                target=target,
                status="actual",
                because=f"declined > {action.because}",
            )
        return action

    def _sides(self, action: Action) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Source and target; of a mutual action the subject against the others."""
        if action.target or len(action.source) < 2:
            return action.source, action.target
        source, target = self._split(list(action.source), self.slots(action.token))
        return tuple(source), tuple(target)
