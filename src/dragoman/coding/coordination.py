"""Words that the parser coordinated with the wrong one.

"was due to visit Oslo, talk to the king who reigns and meet the premier": "meet" cannot belong to
"reigns", which is finite; it goes on with the infinitive before it. "Envoy Jane Roe and Chadian
officials met": the name is no word beside "officials", but joined to them.
"""

from dragoman.coding.headlines import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_LOOSE = frozenset({"conj", "dep"})
_LOOK_BACK = 40  # tokens


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
