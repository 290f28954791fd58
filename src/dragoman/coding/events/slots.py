"""The arguments of a trigger word by slot: who acts, what is acted on, which prepositions follow.

A slot is named as in the frame lexicon: ``subj``, ``obj``, ``iobj``, ``comp``, ``poss``, ``mod``
or a preposition. The passive is undone here, and relative and participial clauses, shared
subjects and objects, and light verbs ("carried out an attack on") are read through, so that a
frame is written once for all constructions.
"""

from dragoman.coding.cast import Cast
from dragoman.coding.parsing import Parse
from dragoman.coding.trees import (
    child,
    is_passive,
    object_of,
    own_subject,
    prepositional,
    subject,
)

Slots = dict[str, list[int]]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_ADJUNCTS = frozenset({"after", "during", "in", "on", "at", "following", "before"})
_QUOTES = frozenset({'"', "``", "''"})
_NEAR = 4  # tokens from a comma to the head of the name behind it
_WH = frozenset({"who", "which", "that", "whom", "whose"})


def verb_slots(parse: Parse, verb: int) -> Slots:
    """The slots of a verb, active or passive."""
    slots: Slots = {}
    passive = is_passive(parse, verb) or _is_reported_passive(parse, verb)
    who = _addressee(parse, verb) if is_order(parse, verb) else _subject(parse, verb)
    pairs = prepositional(parse, verb)
    if passive:
        given = child(parse, verb, "dobj")
        # "was granted asylum": what is given stands behind, who gets it before.
        _put(slots, "obj" if given is None else "iobj", who)
        _put(slots, "obj", _classed_as(parse, verb, who))
        _put(slots, "obj", given)
        _put(slots, "obj", child(parse, verb, "oprd"))
        slots["subj"] = [at for prep, at in pairs if prep == "by"]
        pairs = [(prep, at) for prep, at in pairs if prep != "by"]
    else:
        _put(slots, "subj", who)
        _put(slots, "obj", _object(parse, verb))
    _put(slots, "obj" if passive else "subj", _listed_before(parse, verb, who))
    iobj = child(parse, verb, "dative")
    if iobj is not None and parse.pos[iobj] in _NOMINAL:
        _put(slots, "iobj", iobj)
    for prep, at in pairs:
        _put(slots, prep, at)
    if "to" in slots and "iobj" not in slots:
        slots["iobj"] = slots["to"]
    comps = [
        c
        for c in parse.children[verb]
        if parse.deps[c] in ("xcomp", "ccomp") and not (c < verb and _is_apart(parse, c, verb))
    ]
    # "called on Iran to stop": the parser may hang the infinitive on the verb as an adverbial.
    comps = comps or [
        c
        for c in parse.children[verb]
        if c > verb and parse.deps[c] == "advcl" and _is_infinitive(parse, c)
    ]
    slots["comp"] = comps
    for comp in comps:
        raised = child(parse, comp, "nsubj", "nsubjpass")
        mark = child(parse, comp, "mark")
        if mark is not None and parse.lower[mark] == "for" and _is_infinitive(parse, comp):
            if raised is not None and parse.deps[raised] == "nsubj":
                _put(slots, "for", raised)  # "called for Iran to stop"
            _put(slots, "for", comp)  # "called for sanctions to be eased"
            continue
        # "urged Iran to stop", "let Iran go": the parser hangs Iran on "stop" and "go".
        bare = parse.tags[comp] == "VB" and child(parse, comp, "aux", "mark") is None
        if raised is not None and not slots.get("obj") and (bare or _is_infinitive(parse, comp)):
            _put(slots, "obj", raised)
    for at in list(slots.get("obj", ())):
        for told in parse.children[at]:
            # "held the junta responsible": the parser takes what is said of the object for its own
            if told > at and parse.deps[told] == "amod" and parse.pos[told] == "ADJ":
                _put(slots, "as", told)
            called = parse.deps[told] == "appos" and parse.pos[told] == "NOUN"
            if called and "," not in parse.words[at:told][:_NEAR]:
                _put(slots, "as", told)  # "labelled the claim a farce"
        # A phrase behind the object may belong to either: "held talks with Iran".
        for prep, below in prepositional(parse, at):
            _put(slots, prep, below)
            if prep == "of":
                # "a second day of talks with the Taliban"
                for deeper, object_ in prepositional(parse, below):
                    if deeper not in slots:
                        _put(slots, deeper, object_)
    for _, at in pairs:
        # … or to the noun of a phrase before it: "pleaded with donors for money".
        for prep, below in prepositional(parse, at):
            if prep != "of" and prep not in slots:
                _put(slots, prep, below)
    if child(parse, verb, "expl") is not None:
        _put(slots, "there", child(parse, verb, "attr", "dobj"))
    named = child(parse, verb, "oprd")
    if named is not None and not passive:
        _put(slots, "as", named)
    for comp in comps:
        _read_small_clause(parse, comp, slots)
    if parse.lemmas[verb] == "be":
        _read_predicate(parse, verb, slots)
    for at in parse.children[verb]:
        if _is_not(parse, at):
            _put(slots, "neg", at)
    return slots


def _read_small_clause(parse: Parse, comp: int, slots: Slots) -> None:
    """ "called the move illegal", "labelled the claim a farce": what is said of the object stands
    behind it, and the parser makes a clause of the two."""
    if parse.pos[comp] not in ("NOUN", "ADJ", "PROPN"):
        return
    about, told = child(parse, comp, "nsubj"), child(parse, comp, "dobj")
    if about is not None and child(parse, comp, "cop", "aux", "mark") is None:
        _put(slots, "obj", about)
        _put(slots, "as", comp)
    elif told is not None and parse.pos[comp] != "ADJ":
        _put(slots, "obj", comp)
        _put(slots, "as", told)


def _read_predicate(parse: Parse, verb: int, slots: Slots) -> None:
    """What "be" says of its subject: "was [a breach] of the law", "is [an attempt] to deceive"."""
    told = child(parse, verb, "attr")
    if told is None:
        return
    _put(slots, "is", told)
    for prep, at in prepositional(parse, told):
        _put(slots, prep, at)
    if not slots["comp"]:
        slots["comp"] = [
            c
            for c in parse.children[told]
            if parse.deps[c] in ("acl", "relcl") and _is_infinitive(parse, c)
        ]


def _is_not(parse: Parse, token: int) -> bool:
    return parse.deps[token] == "neg" or (
        parse.deps[token] == "advmod" and parse.lower[token] == "never"
    )


def _is_apart(parse: Parse, clause: int, verb: int) -> bool:
    """True for a main clause before a semicolon, which the parser hangs on the verb of the next:
    "Chad closed its border; Mali condemned the move"."""
    return any(
        parse.words[c] == ";" and clause < c < verb
        for c in (*parse.children[verb], *parse.children[clause])
    )


def is_order(parse: Parse, verb: int) -> bool:
    """A bare verb that opens what somebody says: "Close the camps," she told the government."""
    if parse.tags[verb] != "VB" or parse.deps[verb] not in ("advcl", "ccomp"):
        return False
    if parse.heads[verb] < verb or verb == 0 or parse.words[verb - 1] not in _QUOTES:
        return False
    return child(parse, verb, "nsubj", "nsubjpass", "aux", "auxpass", "mark", "expl") is None


def _addressee(parse: Parse, order: int) -> int | None:
    return child(parse, parse.heads[order], "dobj", "dative")


def part_two_objects(parse: Parse, verb: int, slots: Slots) -> None:
    """ "handed Ukraine its missiles", "gave the junta a week": of two objects the first gets the
    second, which the parser may take for a term."""
    term = ("dobj", "npadvmod") if slots["comp"] else ("dobj",)
    both = [c for c in parse.children[verb] if parse.deps[c] in term]
    if len(both) != 2 or verb > both[0] or slots.get("obj") != both[:1]:
        return
    between = range(both[0] + 1, both[1])
    if len(between) <= _NEAR and not any(parse.pos[at] in ("PUNCT", "CCONJ") for at in between):
        slots["iobj"], slots["obj"] = both[:1], both[1:]


def _listed_before(parse: Parse, verb: int, who: int | None) -> int | None:
    """The first of two in a headline without "and": "Norway, Sudan agree to"."""
    if who is None or parse.heads[who] != verb:
        return None
    for at in parse.children[verb]:
        if at >= who:
            return None
        if parse.deps[at] == "npadvmod" and parse.pos[at] == "PROPN":
            follows = parse.words[at + 1] == "," and who - at <= _NEAR
            return at if follows else None
    return None


def _subject(parse: Parse, verb: int) -> int | None:
    """The subject, also of a participle before its clause that the parser took for a subject
    itself: "Calling the raid a crime, the minister said"."""
    if parse.deps[verb] == "csubj" and parse.tags[verb] == "VBG":
        head = parse.heads[verb]
        own = child(parse, head, "nsubj", "nsubjpass")
        if own is not None or parse.deps[head] == "conj":
            return own if own is not None else subject(parse, parse.heads[head])
    who = subject(parse, verb)
    if who is not None and parse.deps[who] == "csubj":
        own = child(parse, parse.heads[who], "nsubj", "nsubjpass")
        return who if own is None else own
    return who


def _object(parse: Parse, verb: int) -> int | None:
    at = object_of(parse, verb)
    if at is not None:
        return at
    if parse.deps[verb] == "relcl" and _is_object_gap(parse, verb):
        return parse.heads[verb]
    for sibling in parse.children[verb]:
        # "condemned and rejected the plan": the object stands behind the last verb.
        if parse.deps[sibling] == "conj" and sibling - verb <= 3:
            shared = child(parse, sibling, "dobj")
            if shared is not None:
                return shared
    return child(parse, verb, "attr") if parse.lemmas[verb] in ("become", "remain") else None


def _is_object_gap(parse: Parse, verb: int) -> bool:
    """A relative clause with a subject of its own and no object: "the plan [Iran rejected]"."""
    own = child(parse, verb, "nsubj")
    if own is None or parse.lower[own] in _WH:
        return False
    if any(parse.lower[c] in ("where", "when", "why") for c in parse.children[verb]):
        return False  # "in Oslo, [where he called on the king]"
    return child(parse, verb, "ccomp", "xcomp") is None


def _is_infinitive(parse: Parse, verb: int) -> bool:
    """ "to stop", "to be stopped"."""
    return parse.tags[verb] in ("VB", "VBN") and any(
        parse.tags[c] == "TO" for c in parse.children[verb] if c < verb
    )


def _is_reported_passive(parse: Parse, verb: int) -> bool:
    """A participle that completes a verb of report: "is presumed killed by", "was found shot"."""
    if parse.tags[verb] != "VBN" or parse.deps[verb] not in ("xcomp", "oprd"):
        return False
    return not any(
        parse.deps[c] in ("aux", "auxpass", "nsubj", "dobj") for c in parse.children[verb]
    )


def _classed_as(parse: Parse, verb: int, noun: int | None) -> int | None:
    """Whom "is" counts among those that undergo it: "she was one of the nine people acquitted",
    "he is a general who was jailed"."""
    if noun is None or parse.heads[verb] != noun or parse.deps[verb] not in ("acl", "relcl"):
        return None
    at = noun
    for _ in range(2):
        if parse.deps[at] == "pobj" and parse.lower[parse.heads[at]] in ("of", "among"):
            at = parse.heads[parse.heads[at]]
    if at != noun and parse.pos[at] in ("AUX", "VERB") and parse.lemmas[at] == "be":
        return own_subject(parse, at)
    if parse.deps[at] == "attr" and parse.lemmas[parse.heads[at]] == "be":
        return own_subject(parse, parse.heads[at])
    return None


def noun_slots(parse: Parse, noun: int, cast: Cast) -> Slots:
    """The slots of an action noun: possessors, actors before it, prepositional phrases, and what
    a participle or relative clause on it says ("the attack carried out by X")."""
    slots: Slots = {}
    for at in parse.children[noun]:
        label = parse.deps[at]
        if label == "poss":
            _put(slots, "poss", at)
        elif label in ("compound", "amod", "nmod") and parse.deps[at] != "punct":
            _put(slots, "poss" if at in cast.by_head else "mod", at)
            for deeper in parse.children[at]:
                if deeper in cast.by_head and parse.deps[deeper] in ("compound", "amod", "nmod"):
                    _put(slots, "poss", deeper)
    for prep, at in prepositional(parse, noun):
        _put(slots, prep, at)
    for at in parse.children[noun]:
        if parse.deps[at] in ("advcl", "ccomp") and _is_infinitive(parse, at):
            _put(slots, "comp", at)  # "the call for troops to leave"
            mark = child(parse, at, "mark")
            if mark is not None:
                _put(slots, parse.lower[mark], at)
        if parse.deps[at] in ("acl", "relcl") and parse.pos[at] == "VERB":
            if parse.tags[at] == "TO" or _is_infinitive(parse, at):
                _put(slots, "comp", at)
                continue
            if parse.deps[at] == "acl" and child(parse, at, "mark") is not None:
                _put(slots, "comp", at)
                continue
            for prep, below in prepositional(parse, at):
                _put(slots, prep, below)
    if "of" in slots:
        slots["obj"] = list(slots["of"])
    if parse.deps[noun] == "dobj" and parse.lemmas[parse.heads[noun]] == "have":
        _put(slots, "subj", subject(parse, parse.heads[noun]))  # "has no plans to"
    _put(slots, "beside", _beside(parse, noun))
    return slots


def _beside(parse: Parse, noun: int) -> int | None:
    """The subject of the clause that a phrase belongs to: "after talks in Oslo, she said"."""
    prep = parse.heads[noun]
    if parse.deps[noun] != "pobj" or parse.lower[prep] not in _ADJUNCTS:
        return None
    verb = parse.heads[prep]
    if parse.pos[verb] not in ("VERB", "AUX") or is_passive(parse, verb):
        return None
    return subject(parse, verb)


def adjective_slots(parse: Parse, adjective: int) -> Slots:
    """The slots of an adjective: its noun or the subject of "be" as ``subj``, what follows it."""
    slots: Slots = {}
    head = parse.heads[adjective]
    if parse.deps[adjective] in ("acomp", "attr", "oprd", "xcomp", "conj", "ROOT"):
        verb = head if parse.pos[head] in ("AUX", "VERB") else adjective
        _put(slots, "subj", subject(parse, verb))
    elif parse.deps[adjective] == "ccomp" and parse.pos[head] == "VERB":
        _put(slots, "subj", subject(parse, head))  # "the premier says ready to talk"
    elif parse.deps[adjective] == "amod":
        _put(slots, "subj", head)
    for prep, at in prepositional(parse, adjective):
        _put(slots, prep, at)
    slots["comp"] = [c for c in parse.children[adjective] if parse.deps[c] in ("xcomp", "ccomp")]
    return slots


def _put(slots: Slots, slot: str, token: int | None) -> None:
    if token is not None and token not in slots.setdefault(slot, []):
        slots[slot].append(token)
