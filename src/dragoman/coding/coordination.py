"""Words that the parser coordinated with the wrong one.

"was due to visit Oslo, talk to the king who reigns and meet the premier": "meet" cannot belong to
"reigns", which is finite; it goes on with the infinitive before it. "Envoy Jane Roe and Chadian
officials met": the name is no word beside "officials", but joined to them. "In a call with his
counterpart, Ann Moe, Jane Roe said": the second name is that of who speaks.
"""

from dragoman.coding.headlines import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_LOOSE = frozenset({"conj", "dep"})
_LOOK_BACK = 40  # tokens
_PREDICATES = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_HIGHEST = 8  # steps up the tree from a name to the verb behind it


def mend_infinitives(tree: Tree, start: int, end: int) -> None:
    """Hang bare infinitives of tokens ``[start, end)`` that stand under a finite verb on the last
    infinitive or verb with an auxiliary before them."""
    helped = {
        tree.heads[t] for t in range(start, end) if tree.deps[t] == "aux" and tree.heads[t] > t
    }
    for token in range(start, end):
        if tree.tags[token] != "VB" or tree.deps[token] not in _LOOSE or token in helped:
            continue
        head = tree.heads[token]
        if head >= token or tree.tags[head] not in _FINITE or head in helped:
            continue
        for before in range(token - 1, max(start, token - _LOOK_BACK) - 1, -1):
            if tree.tags[before] == "VB" and before in helped:
                tree.heads[token], tree.deps[token] = before, "conj"
                break


def mend_names(tree: Tree, start: int, end: int) -> None:
    """Join names of several words in tokens ``[start, end)`` that the parser took for a part of the
    noun behind "and": "[Envoy Jane Roe] and [Chadian officials]"."""
    deps, heads, tags = tree.deps, tree.heads, tree.tags
    for conjunction in range(start + 2, end - 2):
        if deps[conjunction] != "cc":
            continue
        name, other, noun = conjunction - 1, conjunction + 1, conjunction + 2
        taken = heads[name] == noun and deps[name] in ("nmod", "compound") and tags[name] == "NNP"
        full = heads[name - 1] == name and deps[name - 1] == "compound"
        joined = heads[conjunction] == heads[other] == name and tags[other] == "JJ"
        if taken and full and joined and deps[other] == "conj":
            heads[name], deps[name] = heads[noun], deps[noun]
            heads[noun], deps[noun] = name, "conj"
            heads[other], deps[other] = noun, "amod"


def mend_subjects(tree: Tree, start: int, end: int) -> None:
    """Make the name right before a finite verb of tokens ``[start, end)`` its subject, where the
    parser took it for another name of whoever the phrase before it names: "In a call with his
    counterpart, Ann Moe, [Jane Roe] said"."""
    deps, heads, tags = tree.deps, tree.heads, tree.tags
    served = {heads[t] for t in range(start, end) if deps[t] in _SUBJECTS}
    for verb in range(start + 3, end):
        name = verb - 1
        if tags[verb] not in _PREDICATES or verb in served or deps[name] != "appos":
            continue
        first = name
        while first > start and heads[first - 1] == name and deps[first - 1] == "compound":
            first -= 1
        named = tags[name] == "NNP" and tree.words[first - 1] == ","
        if named and _is_fronted(tree, name, verb):
            heads[name], deps[name] = verb, "nsubj"


def _is_fronted(tree: Tree, name: int, verb: int) -> bool:
    """True if ``name`` stands in a phrase with a preposition that hangs on the verb behind it."""
    at = name
    for _ in range(_HIGHEST):
        above = tree.heads[at]
        if above == verb:
            return tree.deps[at] == "prep"
        if above == at or above > verb:
            return False
        at = above
    return False
