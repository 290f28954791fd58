"""What the speaker's modality makes of an action: plans, refusals, demands.

A plan to cooperate is AGREE, to yield CONCEDE, to do harm THREATEN; a refusal in the future tense
is REJECT; what somebody must do is a REQUEST by whoever says so.
"""

from collections.abc import Callable
from dataclasses import replace

from dragoman.coding.cast import Cast
from dragoman.coding.events.actions import VERBS, Action
from dragoman.coding.events.coverage import content_of
from dragoman.coding.events.parties import Party, union
from dragoman.coding.events.roles import Roles
from dragoman.coding.events.slots import Slots
from dragoman.coding.events.status import is_imperative, modality
from dragoman.coding.parsing import Parse
from dragoman.lexicon.frames import FrameBook

_COOPERATIVE = frozenset({"CONSULT", "COOPERATE", "AID", "SUPPORT", "AGREE"})
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_FORCEFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})
# Types that take two: a single side that is named meets the speaker.
_RECIPROCAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_ADVICE = frozenset({"should", "ought"})  # says what is right, hardly what is demanded


class Intentions:
    """Works out what an action is, given how it is said and by whom."""

    def __init__(
        self,
        parse: Parse,
        cast: Cast,
        book: FrameBook,
        speaker: Callable[[int], str | None],
        roles: Roles,
        slots: Callable[[int], Slots],
    ) -> None:
        self.parse, self.cast, self.book = parse, cast, book
        self.speaker, self.roles, self.slots = speaker, roles, slots

    def finish(self, action: Action) -> Action:
        """A plan to cooperate is AGREE, to yield CONCEDE, to do harm THREATEN; a refusal in the
        future tense is REJECT; what somebody must do is a REQUEST by who says so."""
        token = action.token
        verb = token
        action = self._exercised(action)
        if action.status == "negated" and self._is_verbless(token):
            return self.spoken_for(self.declined(action))
        if self.parse.pos[verb] not in VERBS:
            return self._hosted(action) if action.mode == "visit" else action
        how = modality(self.parse, verb)
        if action.event != "REQUEST" and (how == "obligation" or is_imperative(self.parse, verb)):
            return self._required(action)
        if action.status == "planned":
            return self.spoken_for(self.intended(action))
        if action.status == "negated" and how in ("future", "would"):
            return self.spoken_for(self.declined(action))
        if action.status == "negated" and action.event == "AGREE" and self._offers_nothing(token):
            return self.declined(action)
        if action.event in _FORCEFUL and how == "possible" and self._is_warned_of(action):
            return self.intended(action)  # "warned that it could expel them"
        if action.status == "negated" and how == "possible" and self.speaker(token) is not None:
            return self.declined(action)  # "we cannot accept the terms"
        return action

    def _is_warned_of(self, action: Action) -> bool:
        """True for what somebody warns or hints that he himself may do."""
        above = self.parse.heads[action.token]
        if (
            self.parse.deps[action.token] != "ccomp"
            or action.status != "hypothetical"
            or self.parse.lemmas[above] not in self.book.classes.get("warnverbs", frozenset())
        ):
            return False
        warners = {
            p.actor for at in self.slots(above).get("subj", ()) for p in self.roles.meant(at)
        }
        return any(party.actor in warners for party in action.source)

    def _is_verbless(self, noun: int) -> bool:
        """ "No talks with rebels: Kabul", "Khan: no talks": a headline without a verb, in which
        somebody says no."""
        parse = self.parse
        if self.speaker(noun) is None or not any(
            parse.lower[c] == "no" for c in parse.children[noun]
        ):
            return False
        first, last = parse.sentences[parse.sentence_of[noun]]
        return all(parse.pos[at] not in VERBS for at in range(first, last))

    def _offers_nothing(self, verb: int) -> bool:
        """ "has shown no willingness to free them": unwilling."""
        return any(
            self.parse.deps[c] == "dobj" and self.parse.lower[below] == "no"
            for c in self.parse.children[verb]
            for below in self.parse.children[c]
        )

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
        lands = {self.cast.actors[party.actor].country for party in action.source} - {None}
        target = () if len(lands) > 1 else action.target  # "near Baku" tells where they are held
        return replace(action, event="COOPERATE", mode="", cameo=standard.cameo, target=target)

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

    def spoken_for(self, action: Action) -> Action:
        """A plan or refusal that names nobody is the speaker's own ("there will be no truce"); a
        meeting with one named side is with the speaker ("the talks with Iran will go on")."""
        speaker = self.speaker(action.token)
        lacking = not action.source or (len(action.source) == 1 and not action.target)
        if speaker is None or not lacking or any(p.actor == speaker for p in action.source):
            return action
        if action.source and action.event not in _RECIPROCAL:
            return action
        if self.cast.actors[speaker].country is None:
            return action  # "sources said" names no side
        return replace(action, source=(Party(speaker, -1, -1), *action.source))

    def demanded(self, token: int, slots: Slots) -> list[Action]:
        """ "X said that Y must V" with a verb that the lexicon does not know: X asks it of Y."""
        if self.parse.pos[token] not in VERBS or modality(self.parse, token) != "obligation":
            return []
        if any(self.parse.lower[c] in _ADVICE for c in self.parse.children[token]):
            return []
        speaker = self.speaker(token)
        asked = union(*(self.roles.meant(at) for at in slots.get("subj", ())))
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
                covers=frozenset(content_of(self.parse, token)),
            )
        ]

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

    def intended(self, action: Action) -> Action:
        """What a planned action is now: consent, concession or threat."""
        if action.event in _COOPERATIVE and action.event != "AGREE":
            mode, cameo = self.book.composed("AGREE", action.event, action.mode)
            return replace(action, event="AGREE", mode=mode, cameo=cameo or "030")
        if action.event in _FORCEFUL:
            mode, cameo = self.book.composed("THREATEN", action.event, action.mode)
            return replace(
                action, event="THREATEN", mode=mode, cameo=cameo or "130", status="actual"
            )
        if action.event == "RETREAT":
            mode, cameo = self.book.composed("CONCEDE", action.event, action.mode)
            return replace(action, event="CONCEDE", mode=mode, cameo=cameo or "080")
        return action

    def declined(self, action: Action) -> Action:
        """What it is not to be willing to help, meet or yield: a refusal."""
        if action.event in _COOPERATIVE | _YIELDING:
            mode, cameo = self.book.composed("REJECT", action.event, action.mode)
            source, target = self._sides(self._of_speaker(action))
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

    def _of_speaker(self, action: Action) -> Action:
        """A meeting or deal that is refused with its only party: who says so refuses it ("said
        that there would be no talks with the rebels")."""
        speaker = self.speaker(action.token)
        if action.event not in _RECIPROCAL or action.target or len(action.source) != 1:
            return action
        only = action.source[0].actor
        doers = self.slots(action.token).get("subj", ())
        if speaker in (None, only) or any(
            p.actor == only for at in doers for p in self.roles.meant(at)
        ):
            return action
        return replace(action, source=(Party(str(speaker), -1, -1),), target=action.source)

    def _sides(self, action: Action) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Source and target; of a mutual action the subject against the others."""
        if action.target or len(action.source) < 2:
            return action.source, action.target
        source, target = self.roles.split(list(action.source), self.slots(action.token))
        return tuple(source), tuple(target)
