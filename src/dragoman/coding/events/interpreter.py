"""From trigger words to actions: frames matched, complements composed, statuses worked out.

An action is an event before it has time and place. The outer word of a construction decides the
type and the inner one the mode and often the target: "urged Iran to release" is a REQUEST with
mode yield, "refused to meet" a REJECT with mode meet. What is asked, refused or threatened is
told by the outer action and is no event of its own.
"""

from collections.abc import Callable
from dataclasses import replace

from dragoman.coding.cast import Cast
from dragoman.coding.events.actions import NOUNS, VERBS, Action
from dragoman.coding.events.arguments import Arguments
from dragoman.coding.events.coverage import content_of, covered
from dragoman.coding.events.intentions import Intentions
from dragoman.coding.events.matching import Match, Matcher
from dragoman.coding.events.parties import not_at_home, without_places
from dragoman.coding.events.roles import Roles
from dragoman.coding.events.slots import Slots, adjective_slots
from dragoman.coding.events.status import is_purpose, status_of
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import conjuncts
from dragoman.lexicon.frames import Frame, FrameBook
from dragoman.model import Status

# Types whose mode says what is asked, refused or threatened.
_COMPOSED = frozenset({"REQUEST", "REJECT", "THREATEN"})
# What it is to agree, promise or be ready to do something of a type.
_AGREED = {
    "RETREAT": "CONCEDE",
    "CONCEDE": "CONCEDE",
    "REJECT": "REJECT",
    "ASSAULT": "THREATEN",
    "COERCE": "THREATEN",
    "SANCTION": "THREATEN",
}
# What words of blame in the mouth of another make of a deed: "says that Y ignores its duty".
_OVERRULED = frozenset({"REJECT", "AID", "MOBILIZE", "none"})
_MAX_DEPTH = 6  # operators inside operators: "refused to agree to stop supplying"


def _outweighs(deed: Frame, blame: Frame) -> bool:
    """True if what was done is told by more of the words than the blame for it."""
    kept = deed.event not in _OVERRULED and not deed.event.startswith("=")
    return kept and deed.weight > blame.weight


class Interpreter:
    """Reads the actions of one report. Answers are remembered by token, so that a word is read
    once however many constructions ask for it."""

    def __init__(
        self, parse: Parse, cast: Cast, book: FrameBook, speaker: Callable[[int], str | None]
    ) -> None:
        self.parse, self.cast, self.book, self.speaker = parse, cast, book, speaker
        self.arguments = Arguments(parse, cast, book, lambda token: bool(self.roles.meant(token)))
        self.matcher = Matcher(parse, cast, book, self.is_action)
        self.deeds = book.classes.get("deeds", frozenset())
        self.announced = book.classes.get("announced", frozenset())
        self.roles = Roles(parse, cast, book, speaker, self.actions, self._is_open, self.slots)
        self.intentions = Intentions(parse, cast, book, speaker, self.roles, self.slots)
        self._read: dict[int, list[Action]] = {}
        self._open: set[int] = set()  # tokens being read, against circles

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

    def _is_open(self, token: int) -> bool:
        return token in self._open

    def is_action(self, token: int) -> bool:
        """True if the word has a frame that fits and is no look-alike."""
        if not self.frames_at(token):
            return False
        return bool(self.actions(token))

    def slots(self, token: int) -> Slots:
        """The slots of a token, by its part of speech."""
        return self.arguments.slots(token)

    def frames_at(self, token: int) -> list[Frame]:
        """The frames whose trigger the word may be, the ones that say most first."""
        book, pos = self.book, self.parse.pos[token]
        lemma, lower = self.parse.lemmas[token], self.parse.lower[token]
        if pos in VERBS:
            found = book.verbs.get(lemma, [])
            if not found and self.parse.tags[token] in ("VBN", "VBG"):
                return book.adjectives.get(lower, [])
            return found
        if pos == "ADJ":
            return book.adjectives.get(lower) or book.adjectives.get(lemma, [])
        found = book.nouns.get(lemma, [])
        if lower != lemma and lower in book.nouns:
            found = sorted([*found, *book.nouns[lower]], key=lambda frame: -frame.weight)
        if pos not in NOUNS:
            found = [frame for frame in found if len(frame.words) > 1]
        return found

    def _interpret(self, token: int, slots: Slots) -> list[Action]:
        frames = self.frames_at(token)
        spoken = [frame for frame in frames if frame.spoken]
        if spoken:
            frames = [frame for frame in frames if not frame.spoken]
        match = self.matcher.best(token, frames, slots) if frames else None
        told = self._told_of_others(token, spoken, match, slots)
        if told is not None:
            return [told]
        if match is None and self.parse.deps[token] == "acomp" and self.parse.pos[token] in VERBS:
            # "is opposed to arms for", "is committed to talks": a participle as adjective
            slots = adjective_slots(self.parse, token)
            frames = self.book.adjectives.get(self.parse.lower[token], [])
            match = self.matcher.best(token, frames, slots)
        if match is None:
            return self.intentions.demanded(token, slots)
        if match.frame.event == "none":
            return []
        if match.frame.event.startswith("="):
            return self._operate(token, match, slots)
        action = self.intentions.finish(self._build(token, match, slots))
        if action.mode == "visit" and self._is_homecoming(action):
            return []
        return [action]

    def _is_homecoming(self, action: Action) -> bool:
        """Going to one's own country, "returned to Washington", is no visit."""
        hosts = [self.cast.actors[party.actor] for party in action.target]
        own = {self.cast.actors[party.actor].country for party in action.source}
        return bool(hosts) and all(
            host.kind in ("state", "place") and host.country in own for host in hosts
        )

    def _told_of_others(
        self, token: int, spoken: list[Frame], match: Match | None, slots: Slots
    ) -> Action | None:
        """What words of blame or menace do that somebody says about another: they are an act of
        who says them. None where no such words fit, or the deed itself (``match``) says more."""
        if not spoken or self.speaker(token) is None or self._only_tells_which(token):
            return None
        if self.parse.deps[token] == "amod" and self.actions(self.parse.heads[token]):
            return None  # "indiscriminate raids": told by the raids
        blame = self.matcher.best(token, spoken, slots)
        if blame is None:
            return None
        if match is not None and _outweighs(match.frame, blame.frame):
            return None
        action = self.intentions.finish(self._build(token, blame, slots))
        if action.event == "THREATEN":
            # "will pay a price" is a threat, "has paid a price" is none
            lasts = "on" in slots and self.parse.lemmas[token] == "be"
            menaces = action.status == "planned" or (lasts and action.status == "actual")
            return replace(action, status="actual") if menaces else None
        told = bool(action.source) and bool(action.target) and action.status == "actual"
        return action if told and action.event == "ACCUSE" else None

    def _only_tells_which(self, verb: int) -> bool:
        """A relative clause without a comma: "refugees [who break the law]" blames nobody."""
        parse = self.parse
        if parse.deps[verb] not in ("relcl", "acl"):
            return False
        first = min((verb, *parse.children[verb]))
        return first > 0 and parse.words[first] != "," and parse.words[first - 1] != ","

    # -- operators: hand the inner action on -----------------------------
    def _operate(self, token: int, match: Match, slots: Slots) -> list[Action]:
        inner = match.inner
        if inner is None:
            inner = next(iter(slots.get("comp") or slots.get("obj") or ()), None)
        if inner is None:
            return []
        if self.parse.pos[inner] in VERBS:
            # "scheduled to visit Oslo and meet the king": all that is scheduled.
            below = [action for at in conjuncts(self.parse, inner) for action in self.actions(at)]
        else:
            below = self._nominal_below(inner, match, slots)
        operator = match.frame.event[1:]
        outer = status_of(self.parse, token, self.announced)
        unwilling = outer == "negated" and operator == "planned"
        handed = []
        for action in self._begun(below, match, slots):
            if unwilling:  # "has no plans to recognise"
                changed = self.intentions.declined(replace(action, status="negated"))
            else:
                changed = self._operated(action, operator, inner)
            handed.append(
                replace(
                    changed,
                    cue=tuple(sorted({*match.trigger, *action.cue})),
                    covers=action.covers | {token, *match.trigger} | self._topic(action, slots),
                    because=f"{match.frame.name} > {action.because}",
                    nominal=action.nominal and match.frame.pos == "n",
                )
            )
        if unwilling:
            return handed
        told = [self._with_outer(action, outer) for action in handed]
        return [
            self.intentions.spoken_for(self.intentions.intended(action))
            if action.status == "planned"
            else action
            for action in told
        ]

    def _topic(self, action: Action, slots: Slots) -> set[int]:
        """What a protest is about is no second event: "began a strike to denounce the cuts"."""
        if action.event != "PROTEST":
            return set()
        return {at for top in slots.get("comp", ()) for at in content_of(self.parse, top)}

    def _begun(self, below: list[Action], match: Match, slots: Slots) -> list[Action]:
        """The actions, those that name nobody given to who plans, decides or announces them: "a
        decision by the court to free them", "announced that the truce had been prolonged"."""
        announces = any("clause" in need.values for need in match.frame.needs)
        if not (match.frame.pos == "n" or announces) or all(action.source for action in below):
            return below
        doers = tuple(self.roles.filled(match.frame.source, slots))
        return [action if action.source else replace(action, source=doers) for action in below]

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
            if self.parse.deps[other] == "conj" and self.parse.pos[other] in NOUNS:
                found.extend(self._interpret(other, {**merged, **self.slots(other)}))
        return found

    def _operated(self, action: Action, operator: str, complement: int) -> Action:
        if action.status == "negated" and operator in ("same", "planned"):
            return self.intentions.declined(action)  # "decided not to send"
        if operator == "same":
            # "lined up to meet": an operator's infinitive tells no purpose
            aimed = action.status == "hypothetical" and is_purpose(self.parse, action.token)
            direct = action.token in conjuncts(self.parse, complement)
            return replace(action, status="actual") if aimed and direct else action
        if operator == "negated" and action.status == "planned":
            return replace(action, status="negated")
        changed = replace(action, status=operator)  # type: ignore[arg-type]
        return self.intentions.intended(changed) if operator == "planned" else changed

    # -- building one action -------------------------------------------
    def _build(self, token: int, match: Match, slots: Slots) -> Action:
        frame = match.frame
        inner = self._inner(match, slots, token) or self._behind_nouns(match)
        nominal = frame.pos == "n"
        source, target = (
            without_places(self.cast, side)
            for side in self.roles.parties(token, match, slots, inner)
        )
        if frame.event == "MOBILIZE":
            target = not_at_home(self.cast, target, source)
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
            status=self._status(token, frame),
            context=frame.context,
            because=frame.name,
            nominal=nominal,
            certain=1.0 if inner or frame.mode != "*" else 0.8,
            covers=covered(self.parse, token, match, slots, self.actions),
        )

    def _status(self, token: int, frame: Frame) -> Status:
        """The status that the words around give; where the frame itself asks for a "not" ("has not
        kept its word"), the denial is what is told."""
        status = status_of(self.parse, token, self.announced)
        denied = any(need.slot == "neg" and not need.negated for need in frame.needs)
        return "actual" if denied and status == "negated" else status

    def _inner(self, match: Match, slots: Slots, token: int) -> list[Action]:
        """The actions of the complement, where the frame has one."""
        at = match.inner
        if at is None and match.frame.event in _COMPOSED:
            # "threatened to slap a tariff on": the word that the frame asks for is the action
            at = next((c for c in match.fillers if c in slots.get("comp", ())), None)
        if at is None or at == token or at in self._open:
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
            if self.parse.pos[noun] not in NOUNS:
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

    @staticmethod
    def _with_outer(action: Action, outer: Status) -> Action:
        if outer == "actual" or action.status in ("negated", "historical"):
            return action
        if outer == "negated" and action.event == "REJECT":
            return action  # "has no plans to": the refusal is not denied
        return replace(action, status=outer)
