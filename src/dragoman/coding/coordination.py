"""Bare infinitives that the parser coordinated with the wrong verb.

"was due to visit Oslo, talk to the king who reigns and meet the premier": "meet" cannot belong to
"reigns", which is finite; it goes on with the infinitive before it.
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
