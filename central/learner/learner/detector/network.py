"""
The street detector's network: dense 3×3 convolutions with ReLU (what integer kernels fuse), strides 8, 16 and 32, one prediction a cell.

    picture ─ stem (4) ─ c3 ─ r3 ─ r3b ──┐ (8): small things are seen here alone, so it is the deepest
                         └ c4 ─ r4 ──┐   │ (16)
                               └ c5 ─ r5 (32) ─ context
                         top-down sums: 32 → 16 → 8, a 3×3 each, then class logits and box distances (1×1)

The stem goes to a quarter of the size in one 6×6 step: large thin layers cost a CPU memory traffic and give integer kernels too few channels.

Boxes are distances from the cell's centre to the four sides in units of the stride (FCOS, Tian et al. 2019), kept positive by softplus.
"""

import torch
from torch import nn
from torch.nn import functional

STRIDES = (8, 16, 32)
SHIPPED = {"widths": (32, 64, 96, 128), "hidden": (32, 48, 64), "neck": (64, 64, 64)}  # multiples of 16: what vector units take at once


class ConvBlock(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03),
            nn.ReLU(inplace=False),
        )


class Residual(nn.Module):
    def __init__(self, channels, hidden):
        super().__init__()
        self.first = ConvBlock(channels, hidden)
        self.second = ConvBlock(hidden, channels)

    def forward(self, x):
        return x + self.second(self.first(x))


class Context(nn.Module):
    """Sees the whole picture at the coarsest stride: pooled copies side by side (SPPF)."""

    def __init__(self, channels):
        super().__init__()
        self.reduce = ConvBlock(channels, channels // 2, 1)
        self.pool = nn.MaxPool2d(5, 1, 2)
        self.join = ConvBlock(channels // 2 * 3, channels, 1)

    def forward(self, x):
        x = self.reduce(x)
        once = self.pool(x)
        return self.join(torch.cat([x, once, self.pool(once)], 1))


class StreetDetector(nn.Module):
    """Pixels 0..1 [N, 3, H, W] → class logits [N, C, cells] and distances in strides [N, 4, cells], cells in order of stride."""

    def __init__(self, classes, widths, hidden, neck):
        super().__init__()
        w1, w3, w4, w5 = widths
        n3, n4, n5 = neck
        self.stem = ConvBlock(3, w1, 6, 4)
        self.c3 = ConvBlock(w1, w3, 3, 2)
        self.r3 = Residual(w3, hidden[0])
        self.r3b = Residual(w3, hidden[0])
        self.c4 = ConvBlock(w3, w4, 3, 2)
        self.r4 = Residual(w4, hidden[1])
        self.c5 = ConvBlock(w4, w5, 3, 2)
        self.r5 = nn.Sequential(Residual(w5, hidden[2]), Residual(w5, hidden[2]))
        self.context = Context(w5)
        self.lateral5 = ConvBlock(w5, n5, 1)
        self.lateral4 = ConvBlock(w4, n4, 1)
        self.lateral3 = ConvBlock(w3, n3, 1)
        self.down4 = ConvBlock(n5, n4, 1) if n5 != n4 else nn.Identity()
        self.down3 = ConvBlock(n4, n3, 1) if n4 != n3 else nn.Identity()
        self.merge4 = ConvBlock(n4, n4)
        self.tower3 = ConvBlock(n3, n3)
        self.tower3b = Residual(n3, hidden[0])
        self.tower4 = ConvBlock(n4, n4)
        self.tower5 = nn.Sequential(ConvBlock(n5, n5), ConvBlock(n5, n5))
        self.classes = nn.ModuleList(nn.Conv2d(n, classes, 1) for n in neck)
        self.boxes = nn.ModuleList(nn.Conv2d(n, 4, 1) for n in neck)
        for late in (self.r3b, self.tower3b):
            nn.init.constant_(late.second[1].weight, 0.1)  # nearly nothing at first: a network without them can be begun with
        for head in self.classes:
            nn.init.normal_(head.weight, std=0.01)
            nn.init.constant_(head.bias, -4.6)  # a hundredth of the cells hold something (RetinaNet's prior)
        for head in self.boxes:
            nn.init.normal_(head.weight, std=0.01)
            nn.init.constant_(head.bias, 1.5)

    def levels(self, picture):
        """What is exported: per stride the two 1×1 predictions, before they are flattened."""
        x3 = self.r3b(self.r3(self.c3(self.stem(picture))))
        x4 = self.r4(self.c4(x3))
        x5 = self.context(self.r5(self.c5(x4)))
        p5 = self.lateral5(x5)
        p4 = self.merge4(self.lateral4(x4) + functional.interpolate(self.down4(p5), scale_factor=2.0, mode="nearest"))
        p3 = self.lateral3(x3) + functional.interpolate(self.down3(p4), scale_factor=2.0, mode="nearest")
        towers = (self.tower3b(self.tower3(p3)), self.tower4(p4), self.tower5(p5))
        return [(self.classes[i](tower), self.boxes[i](tower)) for i, tower in enumerate(towers)]

    def forward(self, picture):
        levels = self.levels(picture)
        logits = torch.cat([c.flatten(2) for c, _ in levels], 2)
        distances = torch.cat([functional.softplus(b).flatten(2) for _, b in levels], 2)
        return logits, distances


def cells(width, height, device=None):
    """Centres in input pixels [cells, 2] and strides [cells] of all cells, in the order of the outputs."""
    centres, strides = [], []
    for stride in STRIDES:
        rows, columns = height // stride, width // stride
        y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
        centres.append((torch.stack([x, y], -1).reshape(-1, 2).float() + 0.5) * stride)
        strides.append(torch.full((rows * columns,), float(stride)))
    return torch.cat(centres).to(device), torch.cat(strides).to(device)


def decode(distances, centres, strides):
    """Distances [N, 4, cells] → boxes x1, y1, x2, y2 in input pixels [N, cells, 4]."""
    pixels = (distances * strides).transpose(1, 2)
    return torch.cat([centres - pixels[..., :2], centres + pixels[..., 2:]], -1)
