"""Headlines Written Like This, and IN CAPITALS, made fit for the parser.

The parser takes a capital for a name, and reads "Iran Rejects US Offer" as four names. In a
paragraph set like a headline, the words known to be common ones are given small letters before
parsing. Only the parser sees this: length and offsets stay, and the report's text is untouched.
"""

import re

_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_LONGEST_HEADLINE = 40  # words; a longer paragraph in capitals is a letter or a decree
_SHORTEST_HEADLINE = 3
_CAPITAL_SHARE = 0.7  # of the words of four letters and more


def is_headline_case(text: str) -> bool:
    """True for a short paragraph in which nearly every longer word has a capital."""
    words = _WORD.findall(text)
    if not _SHORTEST_HEADLINE <= len(words) <= _LONGEST_HEADLINE:
        return False
    longer = [word for word in words if len(word) >= 4]
    capitals = sum(word[0].isupper() for word in longer)
    return len(longer) >= 2 and capitals >= _CAPITAL_SHARE * len(longer)


def sentence_case(text: str, common: frozenset[str]) -> str:
    """A headline with the common words in small letters, of the same length; other text as it is.

    ``common`` holds the words, in small letters, that are no names.
    """
    if not common or not is_headline_case(text):
        return text
    shouting = text.isupper()

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        small = word.lower()
        if len(small) != len(word):
            return word
        if small in common:
            return small
        return word[0] + small[1:] if shouting and len(word) > 3 else word

    return _WORD.sub(lowered, text)
