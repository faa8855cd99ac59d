import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from torch import fx

from learner.detector.export import Levels, onnx_model
from learner.detector.network import SHIPPED, StreetDetector
from learner.export.folding import folded
from learner.export.graph import WEIGHT_LEVEL
from learner.export.ranges import BINS, least_error, measure

try:
    import cv2
except ImportError:
    cv2 = None

SIZE = SimpleNamespace(width=96, height=64)


def trained_a_little():
    torch.manual_seed(0)
    model = StreetDetector(3, **SHIPPED)
    model.train()
    with torch.no_grad():
        for _ in range(5):
            model(torch.rand(4, 3, 64, 96))  # batch statistics other than 0 and 1
    return model.eval()


class Export(unittest.TestCase):
    def test_folded_network_computes_the_same(self):
        model, picture = trained_a_little(), torch.rand(2, 3, 64, 96)
        with torch.no_grad():
            for ours, theirs in zip(folded(Levels(model))(picture), Levels(model)(picture)):
                np.testing.assert_allclose(ours, theirs, atol=1e-4)

    @unittest.skipUnless(cv2, "OpenCV (python3-opencv) is not installed: the exported file is not run by another implementation")
    def test_float_file_computes_the_same_in_another_runtime(self):
        model, picture = trained_a_little(), torch.rand(1, 3, 64, 96)
        file = onnx_model(fx.symbolic_trace(folded(Levels(model))), ["a", "b", "c"], SIZE, None)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            path.write_bytes(file.SerializeToString())
            network = cv2.dnn.readNetFromONNX(str(path))
            network.setInput(picture.numpy())
            # Its broadcasting does not reach the last few steps, from distances to boxes: the host's tests hold those against the truth.
            found_logits, found_distances = network.forward(["onnx_node!logits", "onnx_node!positive"])
        with torch.no_grad():
            logits, distances = model(picture)
        np.testing.assert_allclose(found_logits, logits, atol=2e-3)
        np.testing.assert_allclose(found_distances, distances, atol=2e-3)

    def test_quantized_file_keeps_the_rules_that_runtimes_fuse_by(self):
        traced = fx.symbolic_trace(folded(Levels(trained_a_little())))
        with torch.no_grad():
            file = onnx_model(traced, ["a", "b", "c"], SIZE, measure(traced, [(torch.rand(2, 3, 64, 96),)]))
        weights = {w.name: w for w in file.graph.initializer}
        made = {o: n for n in file.graph.node for o in n.output}
        convolutions = [n for n in file.graph.node if n.op_type == "Conv"]
        self.assertGreater(len(convolutions), 20)
        for node in convolutions:
            x, w, b = (made[i] for i in node.input)
            self.assertEqual([x.op_type, w.op_type, b.op_type], ["DequantizeLinear"] * 3)
            values = np.frombuffer(weights[w.input[0]].raw_data, np.int8)
            self.assertLessEqual(values.max(), WEIGHT_LEVEL)
            self.assertGreaterEqual(values.min(), -WEIGHT_LEVEL - 1)  # 255 · 64 · 2 fits 16 bits
            self.assertEqual([a.i for a in b.attribute if a.name == "axis"], [0])
            input_scale = np.frombuffer(weights[x.input[1]].raw_data, np.float32)
            weight_scale = np.frombuffer(weights[w.input[1]].raw_data, np.float32)
            np.testing.assert_allclose(np.frombuffer(weights[b.input[1]].raw_data, np.float32), input_scale * weight_scale, rtol=1e-6)
            self.assertEqual(list(weights[x.input[1]].dims), [])  # a scale for all has no dimension


class Ranges(unittest.TestCase):
    def test_a_few_outliers_do_not_widen_the_range(self):
        histogram = np.zeros(BINS)
        histogram[: BINS // 10] = 1000
        histogram[-1] = 0.01
        low, high = least_error(histogram, 0.0, 100.0)
        self.assertEqual(low, 0)
        self.assertLess(high, 60)

    def test_an_even_spread_keeps_the_whole_range(self):
        self.assertGreater(least_error(np.ones(BINS), 0.0, 8.0)[1], 7.8)


if __name__ == "__main__":
    unittest.main()
