"""
Byte pair merges, learnt so that a word is written with the same tokens in a question and in a plan, where the model has to copy it:
a blank is never joined to the word behind it (" bicycle" is two tokens, the second the same as in "bicycle"), nor are writing systems joined
("赤い自転車は": what stands between kanji and kana is found again alone), nor digits, nor parts of two characters.
"""

import heapq
import unicodedata
from collections import Counter, defaultdict

from learner.planner.splitting import split

LEAST = 2  # a pair seen once is no word


def learn(texts, most):
    """At most so many merges, (left, right) as bytes, the most frequent first; the same for the same texts."""
    words = Counter(run.encode() for text in texts for piece in split(text) for run in runs(piece))
    parts = {word: [bytes([b]) for b in word] for word in words}
    counts, where = Counter(), defaultdict(set)
    for word in parts:
        _count(word, parts[word], words[word], counts, where)
    queue = [(-n, pair) for pair, n in counts.items()]
    heapq.heapify(queue)
    merges = []
    while queue and len(merges) < most:
        n, best = heapq.heappop(queue)
        if counts[best] != -n:
            continue  # has changed since; stands in the queue once more
        if -n < LEAST:
            break
        merges.append(best)
        touched = set()
        for word in where.pop(best):
            touched |= _count(word, parts[word], -words[word], counts, where)
            parts[word] = merged(parts[word], best)
            touched |= _count(word, parts[word], words[word], counts, where)
        for pair in touched:
            if counts[pair] >= LEAST:
                heapq.heappush(queue, (-counts[pair], pair))
    return merges


def _count(word, symbols, times, counts, where):
    """Adds a word's pairs, or with less than no times takes them away. Returns them."""
    pairs = {pair for pair in zip(symbols, symbols[1:]) if _joins(pair)}
    for pair in zip(symbols, symbols[1:]):
        if pair in pairs:
            counts[pair] += times
    if times > 0:
        for pair in pairs:
            where[pair].add(word)
    return pairs


def merged(symbols, pair):
    result, i = [], 0
    while i < len(symbols):
        if i + 1 < len(symbols) and (symbols[i], symbols[i + 1]) == pair:
            result.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            result.append(symbols[i])
            i += 1
    return result


def runs(piece):
    """A piece cut where another writing system, a digit, a blank or a sign begins."""
    result, before = [], None
    for character in piece:
        kind = _writing(character)
        if kind is not None and kind == before:
            result[-1] += character
        else:
            result.append(character)
        before = kind
    return result


def _writing(character):
    """None: joined to nothing."""
    if not unicodedata.category(character).startswith("L"):
        return None
    if character.isascii():
        return "latin"
    return unicodedata.name(character, "?").split()[0].split("-")[0]  # CJK, HIRAGANA, KATAKANA, CYRILLIC …


def _joins(pair):
    """Whole characters join whole ones; else only the bytes of one character join, from its first on."""
    joined = pair[0] + pair[1]
    first = joined[0]
    if first >= 0xF0:
        length = 4
    elif first >= 0xE0:
        length = 3
    elif first >= 0xC0:
        length = 2
    elif first < 0x80:
        length = 1
    else:
        return False
    if len(joined) <= length:
        return True
    try:
        pair[0].decode(), pair[1].decode()
    except UnicodeDecodeError:
        return False
    return True
