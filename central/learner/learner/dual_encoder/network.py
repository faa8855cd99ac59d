"""
Two encoders into one space of vectors (CLIP, Radford et al. 2021), both of plain convolutions, so that all of both runs in integers.

    crop 96×96 ─ stem (4) ─ 3×3 … ─ 1×1 ─ mean over places ──────────┐
                                                                     ├─ cosine × scale
    tokens ─ embedding ─ 1-D convolutions over words ─ mean over words ┘
"""

import torch
from torch import nn
from torch.nn import functional

from learner.detector.network import ConvBlock

SIDE = 96
DIMENSIONS = 256


class WordBlock(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3):
        super().__init__(nn.Conv1d(inputs, outputs, kernel, 1, kernel // 2, bias=False), nn.BatchNorm1d(outputs), nn.ReLU(inplace=False))


class Residual(nn.Module):
    def __init__(self, block, channels, hidden):
        super().__init__()
        self.first = block(channels, hidden)
        self.second = block(hidden, channels)

    def forward(self, x):
        return x + self.second(self.first(x))


class ImageEncoder(nn.Module):
    """Pixels 0..1 [N, 3, 96, 96] → [N, 256]."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            ConvBlock(3, 32, 6, 4), Residual(ConvBlock, 32, 24), ConvBlock(32, 64, 3, 2), Residual(ConvBlock, 64, 48), ConvBlock(64, 128, 3, 2),
            Residual(ConvBlock, 128, 64), ConvBlock(128, 192), nn.Conv2d(192, DIMENSIONS, 1))

    def forward(self, picture):
        return self.body(picture).mean([2, 3])


class TextEncoder(nn.Module):
    """Token ids [N, 24] → [N, 256]."""

    def __init__(self, pieces, context, width=96):
        super().__init__()
        self.words = nn.Embedding(pieces, width)
        self.places = nn.Parameter(torch.zeros(context, width))
        self.body = nn.Sequential(WordBlock(width, 128), Residual(WordBlock, 128, 128), Residual(WordBlock, 128, 128), nn.Conv1d(128, DIMENSIONS, 1))
        nn.init.normal_(self.words.weight, std=0.3)
        nn.init.normal_(self.places, std=0.1)

    def forward(self, ids):
        spoken = (ids != 0).to(self.places.dtype)[:, None]
        y = self.body((self.words(ids) + self.places).transpose(1, 2))
        return (y * spoken).sum(2) / spoken.sum(2)


class Stretches(nn.Module):
    """
    A stretch of the vector for each part of what can be said, the same in pictures and texts, with a direction for every value of it. So a
    green truck is green as a green car is, and a truck as a red one is: what was never shown together is put together (training only).
    """

    SHARES = {"kind": 64, "colour": 64, "state": 32, "with": 32, "place": 32, "light": 32}
    SCALE = 12.0

    def __init__(self, values):
        super().__init__()
        self.directions = nn.ParameterList(nn.Parameter(torch.randn(values[part], share)) for part, share in self.SHARES.items())

    def forward(self, vectors):
        """Vectors [N, 256] → for each part logits of its values [N, values] and the stretch's share of the squared length [N]."""
        whole = vectors.square().sum(1).clamp(min=1e-9)
        return [
            (functional.normalize(stretch, dim=1) @ functional.normalize(directions, dim=1).t() * self.SCALE, stretch.square().sum(1) / whole)
            for stretch, directions in zip(vectors.split(list(self.SHARES.values()), 1), self.directions)
        ]


class DualEncoder(nn.Module):
    def __init__(self, pieces, context, values):
        super().__init__()
        self.image = ImageEncoder()
        self.text = TextEncoder(pieces, context)
        self.stretches = Stretches(values)
        self.log_scale = nn.Parameter(torch.tensor(2.7))
        self.bias = nn.Parameter(torch.tensor(-8.0))
