"""Byte-level BPE, written from its description (Radford et al. 2019; Sennrich et al. 2016), for texts on standard input, a JSON string a line.

Words are cut by the published pattern, here with categories asked of unicodedata, because Python's re has none:
'(s|t|re|ve|m|ll|d) | ?letters+ | ?numbers+ | ?others+ | blanks not before a word | blanks
"""
import json
import sys
import unicodedata

file = json.load(open(sys.argv[1], encoding="utf-8"))
vocabulary = file["model"]["vocab"]
pairs = [tuple(merge.split(" ")) if isinstance(merge, str) else tuple(merge) for merge in file["model"]["merges"]]
ranks = {pair: rank for rank, pair in reversed(list(enumerate(pairs)))}
added = [(token["content"], token["id"], token["normalized"]) for token in file["added_tokens"]]

printable = list(range(ord("!"), ord("~") + 1)) + list(range(0xA1, 0xAD)) + list(range(0xAE, 0x100))
letters, more = {}, 0
for value in range(256):
    letters[value] = chr(value) if value in printable else chr(256 + more)
    more += value not in printable

BLANKS = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}


def kind(letter):
    if letter in BLANKS:
        return "blank"
    return {"L": "letter", "N": "number"}.get(unicodedata.category(letter)[0], "other")


def words(text):
    at = 0
    while at < len(text):
        ending = next((e for e in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d") if text.startswith(e, at)), None)
        if ending:
            yield ending
            at += len(ending)
            continue
        start = at + (text[at] == " " and at + 1 < len(text) and kind(text[at + 1]) != "blank")
        if kind(text[start]) != "blank":
            end = start
            while end < len(text) and kind(text[end]) == kind(text[start]):
                end += 1
            yield text[at:end]
            at = end
            continue
        end = at
        while end < len(text) and kind(text[end]) == "blank":
            end += 1
        if end < len(text) and end - at > 1:
            end -= 1  # the last one goes with what follows, or stands alone
        yield text[at:end]
        at = end


def merged(word):
    parts = [letters[value] for value in word.encode("utf-8")]
    while len(parts) > 1:
        best = min(range(len(parts) - 1), key=lambda i: (ranks.get((parts[i], parts[i + 1]), float("inf")), i))
        pair = (parts[best], parts[best + 1])
        if pair not in ranks:
            break
        joined, i = [], 0
        while i < len(parts):
            if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
                joined.append(parts[i] + parts[i + 1])
                i += 2
            else:
                joined.append(parts[i])
                i += 1
        parts = joined
    return [vocabulary[part] for part in parts]


def cut(text, tokens):
    """Added tokens from left to right, the longest first; what stands between them."""
    begun = at = 0
    while at < len(text):
        found = max((token for token in tokens if text.startswith(token[0], at)), key=lambda token: len(token[0]), default=None)
        if not found:
            at += 1
            continue
        if at > begun:
            yield text[begun:at], None
        yield found[0], found[1]
        begun = at = at + len(found[0])
    if begun < len(text):
        yield text[begun:], None


known = {}
for line in sys.stdin:
    ids = []
    for part, token in cut(json.loads(line), [token for token in added if not token[2]]):
        if token is not None:
            ids.append(token)
            continue
        for rest, inner in cut(part, [token for token in added if token[2]]):
            if inner is not None:
                ids.append(inner)
                continue
            for word in words(rest):
                if word not in known:
                    known[word] = merged(word)
                ids += known[word]
    print(json.dumps(ids))
