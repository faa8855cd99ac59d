"""Examples as batches of tokens: drawn by weight, sorted by length so that little is filled up, told apart what is read and what is written."""

import random
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

import torch

from learner.errors import LearnerError
from learner.planner.examples import Example
from learner.planner.madeup import CHOICES, Pieces, pieces_of, with_made_up_tools, with_made_up_words
from learner.planner.tokenizer import ASK, END, PAD, PLAN

POOL = 16  # batches are drawn so many at a time, and sorted by length
OVERHEARD = 0.5  # of the examples, where any is
NAMES = "abcdefghijklmnopqstuvwxyz"  # of the results of a plan's lines; no "r", with which `return` begins


class Row(NamedTuple):
    ids: list[int]
    weights: list[float]  # how much the loss of each counts
    positions: list[int]
    read: list[int]  # what stands before the next: the ids, but for what is forgotten


@dataclass
class Batch:
    ids: torch.Tensor  # [count, length]
    read: torch.Tensor  # [count, length]
    weights: torch.Tensor  # [count, length - 1]: of the loss of the token behind each
    positions: torch.Tensor  # [count, length]

    def to(self, device):
        return Batch(*(tensor.to(device) for tensor in (self.ids, self.read, self.weights, self.positions)))


@dataclass(frozen=True)
class Source:
    """Examples that make up a share of every batch."""

    examples: list[Example]
    share: float
    documented: float = 1.0  # what an example with documentation in its prompt counts for

    def __post_init__(self):
        if self.documented < 0:
            raise LearnerError(f"--documented {self.documented}: expected a weight from 0")

    def weights(self):
        return [e.weight * (self.documented if "<tool>" in e.prompt else 1) for e in self.examples]


@dataclass(frozen=True)
class Changes:
    """What is done to an example when it is drawn, so that the model copies instead of knowing by heart."""

    spell: float = 0.1  # share of words written byte by byte, in question and plan alike: unseen words come in such parts
    rename: float = 0.15  # share of plans whose names begin later in the alphabet: long plans use names that short ones do not
    gaps: float = 0.1  # share of examples whose positions jump once or twice: long plans have distances that short ones do not
    made_up: float = 0.0  # share of examples with words that nobody knows, in question and plan alike; of those with documented tools three times as many, in both again
    known: float = 0.5  # of those words: the share that other plans have
    forget: float = 0.0  # share of a plan's tools that are read as another one afterwards: what comes next is in the question, not in which tools go together
    overhear: float = 0.0  # share of a question's words, of those that the plan does not have, that are read as nothing, in half of the examples: each of the others then says what it says by itself
    prompt: float = 0.1  # share of examples whose question is learnt too, as language

    def __post_init__(self):
        wrong = [f"{name} {share}" for name, share in vars(self).items() if not 0 <= share <= 1]
        if wrong:
            raise LearnerError(f"{', '.join(wrong)}: expected shares from 0 to 1")


UNCHANGED = Changes(spell=0, rename=0, gaps=0, prompt=0)


def fitting(tokenizer, source, context):
    """The source without examples that are longer than the context: cut off, they would teach plans without an end."""
    kept = [e for e in source.examples if len(tokenizer.prompt(e.prompt)) + len(tokenizer.plan(e.plan or "")) < context]
    if len(kept) < len(source.examples):
        print(f"{len(source.examples) - len(kept)} of {len(source.examples)} examples are left out: longer than the context of {context} tokens (--context)", flush=True)
    return replace(source, examples=kept)


class Batches:
    """The batches of step after step: the same for the same seed and step, whoever asks."""

    def __init__(self, tokenizer, sources, size, seed, context, changes):
        self._tokenizer, self._size, self._seed, self._context, self._changes = tokenizer, size, seed, context, changes
        self._sources = [s for s in sources if s.examples and s.share > 0 and any(weight > 0 for weight in s.weights())]
        if not self._sources:
            raise LearnerError("there is nothing to learn from: no example has a weight above 0")
        self._weights = [s.weights() for s in self._sources]
        self._words = sorted({text for s in self._sources for e in s.examples if e.plan for text in e.plan.split('"')[1::2] if text.isascii() and text.isalpha() and text not in CHOICES})
        self._pieces = pieces_of((tokenizer.bytes_of(token) for token in range(len(tokenizer))), [e.prompt for s in self._sources for e in s.examples])
        self._pool, self._number = [], -1

    def at(self, step):
        number, place = divmod(step, POOL)
        if number != self._number:
            self._pool, self._number = self._drawn(number), number
        return self._pool[place]

    def _drawn(self, number):
        chance = random.Random(f"{self._seed}/{number}")
        counts = chance.choices(range(len(self._sources)), [s.share for s in self._sources], k=POOL * self._size)
        drawn = []
        for n, source in enumerate(self._sources):
            drawn += chance.choices(source.examples, self._weights[n], k=counts.count(n))
        rows = sorted((coded(self._tokenizer, example, self._changes, chance, self._context, self._words, self._pieces) for example in drawn), key=lambda row: len(row.ids))
        pool = [rows[a : a + self._size] for a in range(0, len(rows), self._size)]
        chance.shuffle(pool)
        return pool


def coded(tokenizer, example, changes, chance, context, words=(), pieces=Pieces()):
    """`words`: of all plans, to put in the place of others; `pieces`: to make such up from. An example that would become longer than the context is taken as it is."""
    given = example
    if example.plan is not None and chance.random() < changes.made_up:
        example = Example(*with_made_up_words(example.prompt, example.plan, chance, words, changes.known, pieces))
    if example.plan is not None and "<tool>" in example.prompt and chance.random() < 3 * changes.made_up:
        example = Example(*with_made_up_tools(example.prompt, example.plan, chance, pieces))
    said = sorted(set(re.findall(r"[^\W\d_]+", example.prompt))) if changes.spell else ()
    spell = {w for w in said if chance.random() < changes.spell}
    ids = tokenizer.prompt(example.prompt, spell)
    weights = [float(example.plan is None or chance.random() < changes.prompt)] * len(ids)
    if example.plan is not None:
        plan = renamed(example.plan, chance.randrange(1, len(NAMES))) if chance.random() < changes.rename else example.plan
        written = [*tokenizer.plan(plan, spell), END]
        ids, weights = ids + written, weights + [1.0] * len(written)
    if len(ids) > context and (spell or example is not given):
        return coded(tokenizer, given, replace(UNCHANGED, prompt=changes.prompt), chance, context)
    ids, weights = ids[:context], weights[:context]
    read = [chance.choice(tokenizer.tools) if token in tokenizer.tools and chance.random() < changes.forget else token for token in ids] if changes.forget else ids
    if changes.overhear and example.plan is not None and chance.random() < OVERHEARD:
        read = overheard(read, written, changes.overhear, chance)
    return Row(ids, weights, jumping(len(ids), context, chance) if chance.random() < changes.gaps else list(range(len(ids))), read)


def overheard(read, written, share, chance):
    """Without so many of the question's tokens; those that the plan has too are to be copied, so they stay."""
    first, last = (read.index(token) for token in (ASK, PLAN))
    copied = set(written)
    return [PAD if first < at < last and token not in copied and chance.random() < share else token for at, token in enumerate(read)]


def jumping(length, context, chance):
    """Positions in ascending order within the context, with one gap or two."""
    positions, room = list(range(length)), context - length
    for start in sorted(chance.randrange(length) for _ in range(chance.randint(1, 2))):
        gap = chance.randint(0, room)
        room -= gap
        positions[start:] = [at + gap for at in positions[start:]]
    return positions


def batch_of(rows):
    """Filled up at the end, where nothing counts."""
    longest = max(len(row.ids) for row in rows)
    ids, read, positions = torch.full((len(rows), longest), PAD), torch.full((len(rows), longest), PAD), torch.zeros(len(rows), longest, dtype=torch.long)
    weights = torch.zeros(len(rows), longest)
    for n, row in enumerate(rows):
        length = len(row.ids)
        for tensor, values in ((ids, row.ids), (read, row.read), (weights, row.weights), (positions, row.positions)):
            tensor[n, :length] = torch.tensor(values)
    return Batch(ids, read, weights[:, 1:].contiguous(), positions)


def renamed(plan, shift):
    """The plan with names so many letters later; as it is where they would not do."""
    names = re.findall(r"^([a-z]) = ", plan, re.MULTILINE)
    if not names or any(NAMES.find(name) < 0 or NAMES.index(name) + shift >= len(NAMES) for name in names):
        return plan
    later = {name: NAMES[NAMES.index(name) + shift] for name in names}
    parts = plan.split('"')  # texts are at the odd places
    parts[::2] = [re.sub(r"\b[a-z]\b", lambda m: later.get(m[0], m[0]), part) for part in parts[::2]]
    return '"'.join(parts)
