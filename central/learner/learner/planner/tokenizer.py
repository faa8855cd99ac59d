"""Byte-level byte pair tokens with tokens of their own for tools, in the layout of Hugging Face's tokenizer.json."""

import functools
import json
import re

from learner.errors import LearnerError
from learner.planner.merges import learn, merged
from learner.planner.splitting import spelled, split, unspelled

SPECIAL = ("<pad>", "<end>", "<ask>", "<plan>", "<tool>")
PAD, END, ASK, PLAN, TOOL = range(len(SPECIAL))
PIECES = ("return ", ")\n", '")\n', ', "')  # of every plan


def tool_piece(name):
    return f" = {name}("


class Tokenizer:
    """Ids: the special tokens, then the added ones, the 256 bytes, the merges in their order."""

    def __init__(self, added, merges):
        self.added = tuple(added)
        self.merges = [(bytes(left), bytes(right)) for left, right in merges]
        first = len(SPECIAL) + len(self.added)
        self._known = {text: n for n, text in enumerate(SPECIAL + self.added)}
        # Two merges may come to the same bytes, which are one token then.
        self._ids = {content: first + n for n, content in enumerate(dict.fromkeys([*(bytes([b]) for b in range(256)), *(left + right for left, right in self.merges)]))}
        self._contents = [*(text.encode() for text in SPECIAL + self.added), *self._ids]
        self._bytes = first
        self._rank = {pair: n for n, pair in reversed(list(enumerate(self.merges)))}
        self._in_plans, self._in_prompts = _finder(self.added), _finder(SPECIAL + self.added)
        self._word = functools.lru_cache(100_000)(self._word_uncached)

    @classmethod
    def train(cls, texts, tools, most):
        """At most so many tokens, of these texts. Added tokens and special ones are cut out of them first."""
        added = [*(tool_piece(name) for name in sorted(tools)), *PIECES]
        room = most - len(SPECIAL) - len(added) - 256
        if room < 0:
            raise LearnerError(f"a vocabulary of {most} tokens: {most - room} are needed for bytes, tools and pieces of plans; give --vocabulary more")
        finder = _finder(SPECIAL + tuple(added))
        return cls(added, learn((part for text in texts for part in finder.split(text)[::2]), room))

    def __len__(self):
        return len(self._contents)

    @property
    def knows(self):
        """Names of the tools that have a token."""
        return [match[1] for match in (re.fullmatch(r" = (\w+)\(", text) for text in self.added) if match]

    @functools.cached_property
    def tools(self):
        """Their tokens."""
        return tuple(self._known[tool_piece(name)] for name in self.knows)

    def bytes_of(self, token):
        """What a token writes; nothing for a special one."""
        return b"" if token < len(SPECIAL) else self._contents[token]

    def prompt(self, text, spell=frozenset()):
        """Ids of a prompt, special tokens among them. Words in `spell` are written byte by byte."""
        return self._encode(text, self._in_prompts, spell)

    def plan(self, text, spell=frozenset()):
        """Ids of what a model writes: a special token's name is plain text there."""
        return self._encode(text, self._in_plans, spell)

    def decode(self, ids):
        return b"".join(self.bytes_of(i) for i in ids).decode(errors="replace")

    def _encode(self, text, finder, spell):
        ids = []
        for n, part in enumerate(finder.split(text)):
            if n % 2:
                ids.append(self._known[part])
                continue
            for piece in split(part):
                ids += [self._bytes + b for b in piece.encode()] if piece.lstrip(" ") in spell else self._word(piece)
        return ids

    def _word_uncached(self, word):
        symbols = [bytes([b]) for b in word.encode()]
        while len(symbols) > 1:
            best = min(zip(symbols, symbols[1:]), key=lambda pair: self._rank.get(pair, len(self.merges)))
            if best not in self._rank:
                break
            symbols = merged(symbols, best)
        return [self._ids[s] for s in symbols]

    def to_json(self):
        """tokenizer.json as a text. Every added token stands in the vocabulary too, so that whoever reads it keeps its number."""
        first = len(SPECIAL) + len(self.added)
        tokens = [
            {"id": n, "content": text, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": n < len(SPECIAL)}
            for n, text in enumerate(SPECIAL + self.added)]
        byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        vocabulary = {**self._known, **{spelled(content): first + n for n, content in enumerate(self._contents[first:])}}
        model = {
            "type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False,
            "byte_fallback": False, "ignore_merges": False, "vocab": vocabulary, "merges": self.merge_lines()}
        return json.dumps({
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": tokens, "normalizer": None, "pre_tokenizer": byte_level,
            "post_processor": None, "decoder": byte_level, "model": model}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text):
        """Reads what `to_json` wrote; another layout is refused."""
        try:
            content = json.loads(text)
            added = [t["content"] for t in content["added_tokens"]]
            merges = [tuple(unspelled(part) for part in line.split(" ")) for line in content["model"]["merges"]]
            tokenizer = cls(added[len(SPECIAL) :], merges)
            same = tokenizer.to_json() == text
        except (ValueError, KeyError, TypeError) as error:
            raise LearnerError(f"the tokenizer is damaged ({error!r}): take the one that the training wrote") from error
        if not same:
            raise LearnerError("the tokenizer is of another layout: take the one that the training wrote")
        return tokenizer

    def merge_lines(self):
        return [f"{spelled(left)} {spelled(right)}" for left, right in self.merges]

    def spelled_tokens(self):
        """Every token as GGUF lists it: special and added ones as they are, the others a character a byte."""
        first = len(SPECIAL) + len(self.added)
        return [*SPECIAL, *self.added, *(spelled(content) for content in self._contents[first:])]


def _finder(texts):
    """Splits at any of these, leftmost first, of those the longest; they stand at the odd places of the result."""
    return re.compile("(" + ("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) or "(?!)") + ")")
