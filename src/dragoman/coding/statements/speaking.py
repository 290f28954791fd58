"""Who is meant by a speaker as written, and when it was said.

Pronouns and texts ("it added", "the statement said") are read in the light of who spoke before.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.coding import trees
from dragoman.coding.cast import Cast, Mention
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution
from dragoman.coding.statements.media import medium_noun, medium_of, named_medium
from dragoman.coding.statements.speakers import issuer_of
from dragoman.coding.times.attach import offset_of, time_of
from dragoman.coding.times.expression import DatedExpression
from dragoman.lexicon.cues import CueWords
from dragoman.model import Moment

_PERSONAL = {"he": "male", "she": "female"}
_ANSWERS = frozenset({"a", "answer"})
_THIRD_PERSON = frozenset({"he", "she", "it", "they"})
_GENDERS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
# A pronoun goes on with a speaker, and a statement with a time, at most so many sentences on.
_SENTENCES_ON = 2
_MENTIONS_BACK = 200  # among which an earlier pronoun may tell who is a man and who a woman


def actor_at(parse: Parse, cast: Cast, head: int) -> str | None:
    """The actor meant by the phrase around a head noun or pronoun, None if it is none."""
    if parse.tags[head] in ("WP", "WDT") and parse.deps[parse.heads[head]] == "relcl":
        head = parse.heads[parse.heads[head]]
    mention = cast.by_head.get(head) or _around(cast, head)
    return mention.actors[0] if mention is not None and mention.actors else None


def _around(cast: Cast, token: int) -> Mention | None:
    """The smallest mention that holds a token; mentions are in text order."""
    at = bisect_right(cast.mentions, token, key=lambda mention: mention.start)
    for mention in reversed(cast.mentions[max(0, at - 3) : at]):
        if mention.end > token:
            return mention
    return None


def resolve_speakers(
    parse: Parse, cast: Cast, found: Sequence[Attribution], words: CueWords
) -> list[str | None]:
    """The actor behind each speaker as written, in the order of ``found``."""
    genders = _genders(parse, cast)
    speakers: list[str | None] = [None] * len(found)
    latest: tuple[str, Attribution] | None = None
    by_medium: dict[str, str] = {}
    interviewed = _interviewed(cast, found)
    for number in sorted(range(len(found)), key=lambda n: found[n].anchor):
        item = found[number]
        if item.speaker is None:
            continue
        speaker = actor_at(parse, cast, item.speaker)
        if item.pattern == "transcript" and parse.lower[item.speaker] in _ANSWERS:
            speaker = interviewed
        medium = named_medium(parse, item.speaker, words)
        if medium is not None:
            speaker = _issuer(parse, cast, item.speaker, words) or by_medium.get(medium) or speaker
        elif latest is not None and _goes_on(parse, cast, item, latest, speaker, genders):
            speaker = latest[0]
        speakers[number] = speaker
        if speaker is None:
            continue
        latest = (speaker, item)
        channel = medium or medium_of(parse, item, words)
        if channel is not None:
            by_medium[channel] = speaker
    return speakers


def _interviewed(cast: Cast, found: Sequence[Attribution]) -> str | None:
    """Who gives the answers of an interview printed as "Q:" and "A:": the person whom the words
    before the first label speak of most; None where two are spoken of alike."""
    first = min((item.anchor for item in found if item.pattern == "transcript"), default=0)
    told = Counter(
        actor
        for mention in cast.mentions
        if mention.head < first
        for actor in mention.actors
        if cast.actors[actor].kind == "person"
    )
    best = told.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


def _issuer(parse: Parse, cast: Cast, noun: int, words: CueWords) -> str | None:
    """Whose text it is: "the Kremlin statement", "the duke's letter", "a statement issued by the
    embassy"."""
    for child in parse.children[noun]:
        if parse.deps[child] in ("compound", "poss", "nmod", "amod"):
            mention = cast.by_head.get(child)
            if mention is not None and mention.actors:
                return mention.actors[0]
    owner = issuer_of(parse, noun, words)
    return None if owner is None else actor_at(parse, cast, owner)


def _goes_on(
    parse: Parse,
    cast: Cast,
    item: Attribution,
    latest: tuple[str, Attribution],
    speaker: str | None,
    genders: dict[str, str],
) -> bool:
    """True if a pronoun means who spoke last rather than the actor that the cast found for it:
    whoever was only talked about in the latest statement is not taken up as the next speaker."""
    pronoun = "" if item.speaker is None else parse.lower[item.speaker]
    if pronoun not in _THIRD_PERSON:
        return False
    known = cast.actors.get(latest[0])
    begins = min(item.anchor, item.content[0][0])
    after = parse.sentence_of[begins] - parse.sentence_of[latest[1].anchor]
    if known is None or after > _SENTENCES_ON:
        return False
    if pronoun in _PERSONAL:
        if known.kind != "person" or genders.get(latest[0], pronoun) not in (
            pronoun, _PERSONAL[pronoun],
        ):  # fmt: skip
            return False
    elif known.kind == "person":
        return False
    if speaker is None or speaker == latest[0]:
        return True
    last = _mention_before(cast, speaker, item.speaker or 0)
    if last is None or _just_spoke(parse, cast, item, latest[1], speaker, last):
        return True
    if any(start <= last < end for start, end in latest[1].content):
        return True
    return any(start <= last < end for start, end in item.content)


def _just_spoke(
    parse: Parse, cast: Cast, item: Attribution, before: Attribution, speaker: str, last: int
) -> bool:
    """True if "he" or "she" rather means the subject of the sentence before, who spoke there, than
    an actor last named further up of whom no earlier pronoun of this gender tells."""
    token, named = item.speaker or 0, before.speaker
    if named is None or named < last or parse.lower[token] not in _PERSONAL:
        return False
    if parse.pos[named] == "PRON" and parse.lower[named] != parse.lower[token]:
        return False
    if parse.sentence_of[token] - parse.sentence_of[named] != 1:
        return False
    at = bisect_left(cast.mentions, token, key=lambda mention: mention.start)
    told = {
        _GENDERS.get(parse.lower[mention.head])
        for mention in cast.mentions[max(0, at - _MENTIONS_BACK) : at]
        if speaker in mention.actors and mention.head < token and mention.kind == "pronoun"
    }
    return _PERSONAL.get(parse.lower[token]) not in told


def _mention_before(cast: Cast, actor: str, token: int) -> int | None:
    """The head of the actor's last mention before a token."""
    at = bisect_left(cast.mentions, token, key=lambda mention: mention.start)
    for mention in reversed(cast.mentions[max(0, at - 40) : at]):
        if actor in mention.actors:
            return mention.head
    return None


def _genders(parse: Parse, cast: Cast) -> dict[str, str]:
    """What the pronouns of the report say of each actor: the first one counts."""
    found: dict[str, str] = {}
    for mention in cast.mentions:
        gender = _GENDERS.get(parse.lower[mention.head]) if mention.kind == "pronoun" else None
        if gender is not None:
            for actor in mention.actors:
                found.setdefault(actor, gender)
    return found


def moments_of(
    parse: Parse,
    dated: Sequence[DatedExpression],
    found: Sequence[Attribution],
    speakers: Sequence[str | None],
    words: CueWords,
) -> list[Moment | None]:
    """When each statement was made; None where the report does not tell.

    The time of the cue, else of the text it was made in ("a statement issued on Monday"), else
    that of the speaker's statement just before in the same medium.
    """
    moments: list[Moment | None] = [None] * len(found)
    before: dict[tuple[str | None, str], tuple[Moment, int]] = {}
    for number in sorted(range(len(found)), key=lambda n: found[n].anchor):
        item = found[number]
        moment = _moment(parse, dated, item, item.anchor)
        if moment is None and item.speaker is not None and item.speaker > item.anchor:
            # "said the minister on Monday": the day hangs on the minister
            moment = _moment(parse, dated, item, item.speaker)
        noun = medium_noun(parse, item, words)
        if moment is None and noun is not None:
            issued = [c for c in parse.children[noun] if parse.deps[c] in ("acl", "relcl")]
            for token in (noun, *issued):
                moment = moment or _moment(parse, dated, item, token)
        if moment is None and dated:
            moment = _before_event(parse, dated, item.anchor)
        medium = medium_of(parse, item, words)
        sentence = parse.sentence_of[item.anchor]
        if medium is not None and speakers[number] is not None:
            key = (speakers[number], medium)
            if moment is None and key in before and sentence - before[key][1] <= _TEXTS_ON:
                moment = before[key][0]
            if moment is not None:
                before[key] = (moment, sentence)
        moments[number] = moment
    return moments


# A text that is quoted from goes on at most so many sentences.
_TEXTS_ON = 6


def _before_event(parse: Parse, dated: Sequence[DatedExpression], anchor: int) -> Moment | None:
    """The day of a cue that another event is dated by ("the visit comes a day after he said"),
    reckoned from that event's day, be it named with an earlier mention of the same noun."""
    head = parse.heads[anchor]
    while parse.pos[head] not in ("VERB", "AUX") and parse.heads[head] != head:
        head = parse.heads[head]
    offset = offset_of(parse, dated, head) if head != anchor else None
    if offset is None or offset.days is None or offset.anchor != anchor:
        return None
    event = time_of(parse, dated, head) or _dated_before(parse, dated, head)
    if event is None or event.time.start is None or event.time.start != event.time.end:
        return None
    day = (date.fromisoformat(event.time.start) - timedelta(days=offset.days)).isoformat()
    return Moment(value=day, start=day, end=day)


def _dated_before(
    parse: Parse, dated: Sequence[DatedExpression], verb: int
) -> DatedExpression | None:
    """The time that stands in the phrase of an earlier mention of what the verb's subject names."""
    subject = trees.child(parse, verb, "nsubj", "nsubjpass")
    if subject is None:
        return None
    for at in range(subject - 1, -1, -1):
        if parse.lemmas[at] != parse.lemmas[subject] or parse.pos[at] != "NOUN":
            continue
        found = time_of(parse, dated, at)
        if found is not None and found.start in parse.subtree(at):
            return found
    return None


def _moment(
    parse: Parse, dated: Sequence[DatedExpression], item: Attribution, token: int
) -> Moment | None:
    attached = time_of(parse, dated, token) if dated else None
    if attached is None or any(start <= attached.start < end for start, end in item.content):
        return None
    time = attached.time
    return Moment(value=time.value, start=time.start, end=time.end, span=time.span)
