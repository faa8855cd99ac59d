"""GPT-2's splitting of a text before byte pairs are merged, and its spelling of bytes as characters. Python's `re` knows no letters or numbers by
Unicode category, so the classes are made from `unicodedata`."""

import functools
import re
import sys
import unicodedata

BLANKS = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # Unicode's White_Space; Python's \s knows four more


@functools.lru_cache(1)
def _splitter():
    letters, numbers = _class_of("L"), _class_of("N")
    return re.compile(
        f"'s|'t|'re|'ve|'m|'ll|'d| ?[{letters}]+| ?[{numbers}]+| ?[^{BLANKS}{letters}{numbers}]+|[{BLANKS}]+(?![^{BLANKS}])|[{BLANKS}]+")


def _class_of(category):
    """The characters whose category begins so, as ranges of a character class."""
    ranges, first = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code))[0] == category
        if inside and first is None:
            first = code
        elif not inside and first is not None:
            ranges.append(f"{_escaped(first)}-{_escaped(code - 1)}")
            first = None
    return "".join(ranges)


def _escaped(code):
    return f"\\U{code:08x}"


def split(text):
    """The pieces of a text, none lost: a word with the blank before it, a number, signs, blanks."""
    return _splitter().findall(text)


def _characters_of_bytes():
    """Every byte as a printable character: itself where it is one, else one from U+0100 on."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [b for b in range(256) if b not in set(plain)]
    return {**{b: chr(b) for b in plain}, **{b: chr(0x100 + n) for n, b in enumerate(others)}}


CHARACTER = _characters_of_bytes()
BYTE = {c: b for b, c in CHARACTER.items()}


def spelled(content):
    """Bytes as the vocabulary of a byte-level tokenizer writes them."""
    return "".join(CHARACTER[b] for b in content)


def unspelled(text):
    return bytes(BYTE[c] for c in text)
