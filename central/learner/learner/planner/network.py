"""A decoder of the LLaMA kind (Touvron et al. 2023), as llama.cpp loads it: RMS norms, rotary positions, SwiGLU, no biases, one table for reading and writing tokens."""

import math
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional

from learner.errors import LearnerError

BLOCK = 32  # weights are quantized in blocks of so many along a row


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    width: int = 160
    layers: int = 5
    heads: int = 5
    hidden: int = 448
    context: int = 256
    rope_base: float = 10000.0
    epsilon: float = 1e-5

    def __post_init__(self):
        wrong = [f"{name} {value}, expected a multiple of {BLOCK}" for name, value in (("width", self.width), ("hidden", self.hidden)) if value <= 0 or value % BLOCK]
        if self.heads <= 0 or self.width % (2 * self.heads):
            wrong.append(f"{self.heads} heads, expected a number that divides width {self.width} into even parts")
        wrong += [f"{name} {value}, expected 1 or more" for name, value in (("layers", self.layers), ("context", self.context)) if value < 1]
        if wrong:
            raise LearnerError("network: " + "; ".join(wrong))

    @property
    def head_width(self):
        return self.width // self.heads

    def as_settings(self):
        return asdict(self)


def rotations(shape, positions):
    """Turns [positions, head_width / 2] as complex numbers. Neighbouring numbers turn together, as llama.cpp has it: no weight changes its place on the way there."""
    half = torch.arange(shape.head_width // 2, device=positions.device, dtype=torch.float32)
    angles = positions.float()[..., None] * shape.rope_base ** (-2.0 * half / shape.head_width)
    return torch.polar(torch.ones_like(angles), angles)


def turned(x, turn):
    return torch.view_as_real(torch.view_as_complex(x.float().unflatten(-1, (-1, 2))) * turn).flatten(-2)


class RootMeanSquare(nn.Module):
    def __init__(self, width, epsilon):
        super().__init__()
        self.weight, self.epsilon = nn.Parameter(torch.ones(width)), epsilon

    def forward(self, x):
        size = torch.rsqrt(x.square().mean(-1, keepdim=True, dtype=torch.float32) + self.epsilon)
        return x * size.to(x.dtype) * self.weight


class Layer(nn.Module):
    def __init__(self, shape, dropout):
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.attention_norm, self.feed_norm = (RootMeanSquare(shape.width, shape.epsilon) for _ in range(2))
        self.attention_in = nn.Linear(shape.width, 3 * shape.width, bias=False)  # query, key, value
        self.attention_out = nn.Linear(shape.width, shape.width, bias=False)
        self.feed_in = nn.Linear(shape.width, 2 * shape.hidden, bias=False)  # gate, up
        self.feed_out = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x, turn, hidden_from):
        x = x + functional.dropout(self._attention(self.attention_norm(x), turn, hidden_from), self.dropout, self.training)
        gate, up = self.feed_in(self.feed_norm(x)).chunk(2, -1)
        return x + functional.dropout(self.feed_out(functional.silu(gate) * up), self.dropout, self.training)

    def _attention(self, x, turn, hidden_from):
        heads = self.attention_in(x).unflatten(-1, (3, self.shape.heads, -1))  # [count, length, 3, heads, width]
        query, key = turned(heads[:, :, :2], turn).to(x.dtype).permute(2, 0, 3, 1, 4)
        weights = (query @ key.transpose(-1, -2) + hidden_from).softmax(-1)
        return self.attention_out((weights @ heads[:, :, 2].transpose(1, 2)).transpose(1, 2).flatten(2))


class Planner(nn.Module):
    def __init__(self, shape, dropout=0.0):
        super().__init__()
        self.shape = shape
        self.tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.norm = RootMeanSquare(shape.width, shape.epsilon)
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                spread = 0.02 / math.sqrt(2 * shape.layers) if "_out" in name else 0.02
                nn.init.normal_(weight, std=spread)

    def forward(self, ids, positions=None, wanted=None):
        """ids [count, length] → a score for every token after each, [count, length, vocabulary]; after those `wanted` [count, length] alone,
        [how many, vocabulary]. What stands behind the end of a shorter text changes nothing before it."""
        length = ids.shape[1]
        positions = torch.arange(length, device=ids.device) if positions is None else positions
        turn = rotations(self.shape, positions)[..., None, None, :]
        turn = torch.cat((turn / math.sqrt(self.shape.head_width), turn), -3)  # of queries, which shrink, and of keys
        x = self.tokens(ids)
        hidden_from = torch.full((length, length), -1e4, device=ids.device, dtype=x.dtype).triu(1)
        for layer in self.layers:
            x = layer(x, turn, hidden_from)
        return functional.linear(self.norm(x if wanted is None else x[wanted]), self.tokens.weight)
