"""Which span of an activation eight bits should cover: the one with the least squared error over a histogram of held-out data."""

import numpy as np
import torch
from torch import fx

BINS = 4096


class Recorder(fx.Interpreter):
    """Runs a traced network and keeps, for every tensor, its extremes (first pass) and a histogram between them (second pass)."""

    def __init__(self, module):
        super().__init__(module)
        self.extremes, self.histograms, self.counting = {}, {}, False

    def run_node(self, node):
        result = super().run_node(node)
        if isinstance(result, torch.Tensor) and result.dtype.is_floating_point:
            values = result.detach().float()
            if not self.counting:
                low, high = self.extremes.get(node.name, (0.0, 0.0))
                self.extremes[node.name] = (min(low, values.min().item()), max(high, values.max().item()))
            else:
                low, high = self.extremes[node.name]
                counts = torch.histc(values, BINS, low, max(high, low + 1e-6)).double().numpy()
                self.histograms[node.name] = self.histograms.get(node.name, 0) + counts
        return result


def measure(traced, batches):
    """{tensor: (low, high)} by least squared error, from a list of calibration batches (tuples of inputs)."""
    recorder = Recorder(traced)
    with torch.no_grad():
        for batch in batches:
            recorder.run(*batch)
        recorder.counting = True
        for batch in batches:
            recorder.run(*batch)
    return {name: least_error(recorder.histograms[name], *recorder.extremes[name]) for name in recorder.histograms}


def least_error(histogram, low, high, levels=255):
    """Tries spans shrunk from both ends together and takes the one whose rounding plus clipping error is least."""
    high = max(high, low + 1e-6)
    centres = low + (np.arange(BINS) + 0.5) * (high - low) / BINS
    best, span = None, (low, high)
    for share in np.linspace(0.3, 1.0, 57):
        lo, hi = low * share, high * share
        step = (hi - lo) / levels
        rounded = np.round(np.clip(centres, lo, hi) / step) * step
        error = float((histogram * (centres - np.clip(rounded, lo, hi)) ** 2).sum())
        if best is None or error < best:
            best, span = error, (float(lo), float(hi))
    return span
