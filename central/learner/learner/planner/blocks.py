"""Weights in blocks of 32 along a row, eight bits and one scale each: the very numbers of GGUF's Q8_0, which ONNX Runtime's MatMulNBits takes too."""

from dataclasses import dataclass

import numpy as np

from learner.planner.network import BLOCK


@dataclass(frozen=True)
class Blocks:
    levels: np.ndarray  # int8 [rows, blocks, 32], -127 to 127
    scales: np.ndarray  # float16 [rows, blocks], as Q8_0 has them; ONNX gets the same as float32

    @property
    def shape(self):
        return self.levels.shape[0], self.levels.shape[1] * BLOCK

    def values(self):
        return (self.levels * self.scales.astype(np.float32)[..., None]).reshape(self.shape)

    def rows(self, first, end):
        return Blocks(self.levels[first:end], self.scales[first:end])


def quantized(weight):
    """float32 [rows, columns] → blocks; the largest of a block becomes 127."""
    parts = np.asarray(weight, np.float32).reshape(len(weight), -1, BLOCK)
    scales = (np.abs(parts).max(-1) / 127).astype(np.float16)
    steps = scales.astype(np.float32)[..., None]
    levels = np.divide(parts, steps, out=np.zeros_like(parts), where=steps > 0)
    return Blocks(np.clip(np.round(levels), -127, 127).astype(np.int8), scales)
