"""Quotations and their cues: finding who speaks in each, and going on quoting."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dragoman.coding import trees
from dragoman.coding.parsing import Parse
from dragoman.coding.statements.attribution import Attribution, Range, merge, tidy
from dragoman.coding.statements.extents import cue_group
from dragoman.coding.statements.quotes import Quote
from dragoman.coding.statements.snapping import inside_quote, is_direct, spoken_only, touching
from dragoman.coding.statements.speakers import mention, noun_among, speaker_of, subject_of
from dragoman.lexicon.cues import CueWords, VerbCue

# A quotation's cue stands at most this many tokens away from its marks.
_REACH_AFTER = 25
_REACH_BEFORE = 15
_MOST_PARAGRAPHS = 12  # of one quotation before its cue
_SENTENCE_ENDS = frozenset({".", "?", "!"})
_MARKS = frozenset({'"', "''", "``", "'", "`"})


class QuoteTracer:
    """Finds the speaker of each utterance in quotation marks, going through the report once."""

    def __init__(
        self, parse: Parse, quotes: Sequence[Quote], found: list[Attribution], words: CueWords
    ) -> None:
        self.parse = parse
        self.quotes = quotes
        self.words = words
        self.result = list(found)
        self.by_anchor = {item.anchor: number for number, item in enumerate(found)}
        self.covered = bytearray(len(parse) + 1)
        for item in found:
            if inside_quote(quotes, item.anchor) and item.pattern != "transcript":
                continue  # what is said within a quotation does not tell whose quotation it is
            for start, end in item.content:
                self.covered[start:end] = b"\1" * (end - start)

    def run(self) -> list[Attribution]:
        """All attributions, those of quotations that no syntax tied to a cue among them."""
        order = sorted(range(len(self.result)), key=self._place)
        latest: int | None = None
        waiting = 0
        for number, quote in enumerate(self.quotes):
            while waiting < len(order) and self._place(order[waiting]) < quote.start:
                if self._speaks_now(order[waiting], latest):
                    latest = order[waiting]
                waiting += 1
            length = quote.end - quote.start
            if 2 * sum(self.covered[quote.start : quote.end]) >= length:
                continue
            if quote.utterance or self._set_off(quote):
                latest = self._assign(number, quote, latest)
        self._block_quotations()
        return self.result

    def _block_quotations(self) -> None:
        """Paragraphs that a cue and a colon at the end of the paragraph before announce, without
        quotation marks: 'The ministry said:' and then its words."""
        parse = self.parse
        for (begin, end), (first, last) in pairwise(parse.paragraphs):
            if parse.lower[end - 1] != ":" or any(self.covered[first:last]):
                continue
            if parse.lower[first] in _MARKS or self._quoted(first, last):
                continue
            for verb in range(end - 2, max(begin, end - 1 - _REACH_BEFORE) - 1, -1):
                if parse.pos[verb] != "VERB":
                    continue
                if self._quotes(verb) and verb not in self.by_anchor:
                    found = self._by_verb(verb, tidy(parse, first, last) or (first, last))
                    if found.speaker is not None:
                        self.result.append(replace(found, pattern="block"))
                break

    def _quoted(self, first: int, last: int) -> bool:
        return bool(touching(self.quotes, first, last))

    def _speaks_now(self, number: int, latest: int | None) -> bool:
        """True if what follows in quotation marks may go on with this attribution: speech, and
        none told about a speaker just quoted ('"...," said Roe, who has argued that ...')."""
        item = self.result[number]
        if item.cue_class not in ("speech", "writing") or inside_quote(self.quotes, item.anchor):
            return False
        if latest is None or not is_direct(self.result[latest].content, self.quotes):
            return True
        sentence_of = self.parse.sentence_of
        return sentence_of[item.anchor] != sentence_of[self.result[latest].anchor]

    def _set_off(self, quote: Quote) -> bool:
        """True for a short quotation that a colon or comma sets off: 'she said: "No."'."""
        marks = (":",) if quote.end - quote.start <= 3 else (":", ",")
        before = self.parse.lower[quote.start - 1] if quote.start else ""
        last = self.parse.lower[quote.end - 2] if quote.closed else ""
        return before in marks and (last in _SENTENCE_ENDS or last == ",")

    def _place(self, number: int) -> int:
        item = self.result[number]
        return max(item.anchor, item.content[0][0])

    def _assign(self, number: int, quote: Quote, latest: int | None) -> int | None:
        """Attribute one quotation; returns the number of the attribution that now speaks."""
        span = (quote.start, quote.end)
        cue = self._cue_after(number) or self._cue_before(number)
        if cue is None and not quote.closed:
            cue = self._cue_at_end(number, latest)
        if cue is not None:
            known = self.by_anchor.get(cue)
            if known is not None:
                old = self.result[known]
                told = spoken_only(cue, merge([*old.content, span]), self.quotes)
                self.result[known] = replace(old, content=told)
                return known
            self.result.append(self._by_verb(cue, span))
            self.by_anchor[cue] = len(self.result) - 1
            return len(self.result) - 1
        if latest is None or not self._goes_on(quote, self.result[latest]):
            return latest
        before = self.result[latest]
        same = self._paragraph(quote.start) == self._paragraph(before.content[-1][0])
        if same and is_direct(before.content, self.quotes):
            self.result[latest] = replace(before, content=merge([*before.content, span]))
            return latest
        if before.speaker is None:
            return latest
        self.result.append(
            replace(
                before, anchor=quote.start, cue=(quote.start, quote.start),
                group=(quote.start, quote.start), content=(span,), pattern="continued",
            )
        )  # fmt: skip
        return len(self.result) - 1

    def _paragraph(self, token: int) -> int:
        return bisect_right(self.parse.paragraphs, token, key=lambda span: span[0]) - 1

    def _goes_on(self, quote: Quote, before: Attribution) -> bool:
        """A quotation that makes a sentence of its own goes on with the speech before it, in the
        same paragraph or, where it begins one, the next."""
        here = self._paragraph(quote.start)
        there = self._paragraph(max(before.anchor, before.content[-1][0]))
        first = self.parse.paragraphs[here][0]
        before_mark = self.parse.lower[quote.start - 1] if quote.start else ""
        starts = quote.start == first or before_mark in _MARKS or before_mark[-1:] in _SENTENCE_ENDS
        if here == there:
            return starts
        return here == there + 1 and quote.start == first

    def _cue_after(self, number: int) -> int | None:
        """The verb of '"...," she said' or '"...," said she'."""
        parse, quote = self.parse, self.quotes[number]
        inner = quote.end - 2 if quote.closed else quote.end - 1
        if not quote.closed or (inner > 0 and parse.lower[inner] == "."):
            return None
        stop = min(self._paragraph_end(quote.end), quote.end + _REACH_AFTER)
        if number + 1 < len(self.quotes):
            stop = min(stop, self.quotes[number + 1].start)
        at = quote.end
        if at < stop and parse.lower[at] == ",":
            at += 1
        while at < stop and parse.lower[at] not in _SENTENCE_ENDS and parse.lower[at] != ",":
            if parse.pos[at] == "VERB":
                return at if self._quotes(at) and self._free(at) else None
            if parse.lower[at] in ("and", "but", "that", "which"):
                return None
            at += 1
        return self._past_apposition(at, stop)

    def _cue_at_end(self, number: int, latest: int | None) -> int | None:
        """The cue in the last paragraph of a quotation over several ('"A. [...] "B," she said');
        None where the words only go on with who speaks already."""
        quotes = self.quotes
        goes_on = latest is not None and self._goes_on(quotes[number], self.result[latest])
        if goes_on and self._paragraph_start(number) != quotes[number].start:
            return None
        last = number
        while (
            last + 1 < min(len(quotes), number + _MOST_PARAGRAPHS)
            and not quotes[last].closed
            and quotes[last + 1].start == self._paragraph_start(last + 1)
            and self._paragraph(quotes[last + 1].start) == self._paragraph(quotes[last].start) + 1
        ):
            last += 1
        cue = self._cue_after(last) if last > number else None
        if cue is None or not goes_on:
            return cue
        speaker = speaker_of(self.parse, cue, {}, self.words)
        return None if speaker is None or self.parse.pos[speaker] == "PRON" else cue

    def _paragraph_start(self, number: int) -> int:
        return self.parse.paragraphs[self._paragraph(self.quotes[number].start)][0]

    def _past_apposition(self, at: int, stop: int) -> int | None:
        """The verb after a subject with an apposition: '"...," Ann Roe, the mayor, said'."""
        parse = self.parse
        for verb in range(at, stop):
            if parse.lower[verb] in _SENTENCE_ENDS:
                return None
            if parse.pos[verb] == "VERB" and self._quotes(verb) and self._free(verb):
                return verb
        return None

    def _cue_before(self, number: int) -> int | None:
        """The verb of 'she said, "..."' or 'she was blunt: "..."'."""
        parse, quote = self.parse, self.quotes[number]
        paragraph = self._paragraph(quote.start)
        first = parse.paragraphs[paragraph][0]
        if quote.start == first:  # its cue may end the paragraph before: 'He wrote:'
            if paragraph == 0 or parse.lower[first - 1] != ":":
                return None
            first = parse.paragraphs[paragraph - 1][0]
        stop = max(first, quote.start - _REACH_BEFORE)
        if number:
            stop = max(stop, self.quotes[number - 1].end)
        mark = parse.lower[quote.start - 1]
        other: int | None = None  # a verb that is no cue but has a subject: 'she was blunt: "..."'
        for verb in range(quote.start - 1, stop - 1, -1):
            if parse.lower[verb] in _SENTENCE_ENDS:
                break
            if parse.pos[verb] not in ("VERB", "AUX"):
                continue
            if self._quotes(verb) and (mark in (",", ":", "that") or verb >= quote.start - 3):
                return verb
            if mark != ":":
                return None
            if other is None and subject_of(parse, verb, self.words) is not None:
                other = verb
        return other

    def _paragraph_end(self, token: int) -> int:
        if token >= len(self.parse):
            return len(self.parse)
        return self.parse.paragraphs[self._paragraph(token)][1]

    def _cue_of(self, verb: int) -> VerbCue | None:
        for cue in self.words.verb_cues(self.parse.lemmas[verb], self.parse.lower[verb]):
            if "quote" not in cue.patterns:
                continue
            after = self.parse.lower[verb + 1 : verb + 1 + len(cue.particles)]
            if tuple(after) == cue.particles:
                return cue
        return None

    def _quotes(self, verb: int) -> bool:
        return self._cue_of(verb) is not None

    def _free(self, verb: int) -> bool:
        """False if the verb has its content after it already ('"A." She said that ...')."""
        known = self.by_anchor.get(verb)
        return known is None or self.result[known].content[0][0] < verb

    def _by_verb(self, verb: int, span: Range) -> Attribution:
        parse, cue = self.parse, self._cue_of(verb)
        speaker = speaker_of(parse, verb, cue.patterns if cue else {}, self.words)
        if speaker is not None and span[0] <= speaker < span[1]:
            speaker = None
        if speaker is None and not trees.is_passive(parse, verb):
            speaker = self._name_beside(verb, span)
        return Attribution(
            anchor=verb,
            cue=(verb, verb + 1),
            group=cue_group(parse, verb, verb),
            content=(span,),
            speaker=speaker,
            speaker_range=None if speaker is None else mention(parse, speaker),
            cue_class=cue.patterns["quote"] if cue else "speech",
            pattern="quote",
            medium=cue.medium if cue else None,
        )

    def _name_beside(self, verb: int, span: Range) -> int | None:
        """The noun nearest to a cue whose subject the parser lost: between quotation and verb, or
        right behind the verb."""
        parse = self.parse
        behind = range(verb + 1, min(verb + 5, len(parse)))
        between = range(span[1], verb) if span[1] < verb else behind
        return noun_among(parse, between)
