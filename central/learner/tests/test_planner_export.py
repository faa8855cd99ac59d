import hashlib
import json
import shutil
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from learner.errors import LearnerError
from learner.planner.blocks import quantized
from learner.planner.export import rounded, write_model_folders
from learner.planner.network import Planner, Shape
from learner.planner.tokenizer import Tokenizer
from learner.planner.train import load
from tests.gguf_reader import GgufReader
from tests.test_planner_network import SMALL
from tests.test_planner_tokens import trained


class Blocks(unittest.TestCase):
    def test_no_number_is_farther_off_than_half_a_step(self):
        torch.manual_seed(1)
        weight = torch.randn(6, 96).numpy() * np.array([[1e-3], [1], [30], [1e-2], [0], [5]], np.float32)
        blocks = quantized(weight)
        # The scale itself is rounded to half precision: one part in 2,048, of which 127 steps may be off by.
        allowed = blocks.scales.astype(np.float32).repeat(32, 1) * (0.5 + 127 / 2048) + 1e-9
        self.assertTrue((np.abs(blocks.values() - weight) <= allowed).all())
        self.assertEqual(np.abs(blocks.levels).max(), 127)


class Folders(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls._folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls._folder.cleanup)
        cls.out = Path(cls._folder.name)
        cls.tokenizer = trained()
        torch.manual_seed(2)
        cls.model = Planner(Shape(len(cls.tokenizer), **SMALL)).eval()
        write_model_folders(cls.model, cls.tokenizer, cls.out)
        cls.folder = cls.out / "street-planner"
        cls.gguf = GgufReader((cls.folder / "street-planner.gguf").read_bytes())
        cls.onnx = onnx.load(str(cls.folder / "street-planner.onnx"))

    def test_the_description_fits_its_files(self):
        described = json.loads((self.folder / "model.json").read_text())
        self.assertEqual(described["sha256"], hashlib.sha256((self.folder / described["file"]).read_bytes()).hexdigest())
        self.assertEqual(described["tokenizer"]["vocabulary_sha256"], hashlib.sha256((self.folder / "tokenizer.json").read_bytes()).hexdigest())
        self.assertEqual(described["generation"], {"prompt": "taught", "end": "<end>", "context": 64, "knows": ["count", "exists", "find", "where"]})
        self.assertIn("**Limits.**", (self.folder / "README.md").read_text())

    def test_the_way_back_gives_the_quantized_numbers(self):
        shape, tokenizer, model, _ = load(self.folder)
        self.assertEqual((shape, tokenizer.to_json()), (self.model.shape, self.tokenizer.to_json()))
        read = dict(model.named_parameters())
        for name, weight in self.model.named_parameters():
            wanted = quantized(weight.detach().numpy()).values() if weight.dim() > 1 else weight.detach().numpy()
            np.testing.assert_array_equal(read[name].detach().numpy(), wanted, name)

    def test_another_model_folder_is_refused(self):
        with self.assertRaisesRegex(LearnerError, "is no planner that this learner wrote"):
            load(Path(__file__).parents[3] / "models" / "quantized" / "street-detector")
        with tempfile.TemporaryDirectory() as other:
            shutil.copytree(self.folder, other, dirs_exist_ok=True)
            (Path(other) / "tokenizer.json").write_text(Tokenizer((" = find(",), []).to_json())
            with self.assertRaisesRegex(LearnerError, "the files are not of one training"):
                load(other)

    def test_inputs_and_outputs_are_the_hosts(self):
        for name in ("street-planner", "street-planner-float"):
            graph = onnx.load(str(self.out / name / f"{name}.onnx")).graph
            shapes = {v.name: [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim] for v in [*graph.input, *graph.output]}
            self.assertEqual(list(shapes)[:3], ["input_ids", "attention_mask", "position_ids"])
            self.assertEqual(shapes["attention_mask"], ["batch", "total"])
            self.assertEqual(shapes["past_key_values.1.value"], ["batch", 4, "past", 16])
            self.assertEqual(shapes["present.1.key"], ["batch", 4, "total", 16])
            self.assertEqual(shapes["logits"], ["batch", "length", len(self.tokenizer)])
            kinds = {v.name: v.type.tensor_type.elem_type for v in graph.input}
            self.assertEqual({kinds[n] for n in ("input_ids", "attention_mask", "position_ids")}, {onnx.TensorProto.INT64})
            made = {o for n in graph.node for o in n.output} | {v.name for v in graph.input} | {t.name for t in graph.initializer} | {""}
            self.assertEqual([i for n in graph.node for i in n.input if i not in made], [])

    def test_every_product_is_of_eight_bit_blocks(self):
        products = [n for n in self.onnx.graph.node if n.op_type in ("MatMul", "Gemm", "MatMulNBits")]
        self.assertEqual({n.op_type for n in products}, {"MatMulNBits"})
        self.assertEqual(len(products), 4 * SMALL["layers"] + 1)
        for node in products:
            said = {a.name: a.i for a in node.attribute}
            levels, scales = (self.constant(node.input[n]) for n in (1, 2))
            self.assertEqual(levels.shape, (said["N"], said["K"] // 32, 32))
            self.assertEqual(scales.shape, (said["N"], said["K"] // 32))
            self.assertEqual((said["bits"], said["block_size"]), (8, 32))

    def constant(self, name):
        return numpy_helper.to_array(next(t for t in self.onnx.graph.initializer if t.name == name))

    def test_onnx_and_gguf_hold_the_same_numbers(self):
        def of(name):
            levels, scales = self.constant(f"{name}_levels"), self.constant(f"{name}_scales")
            return ((levels.astype(np.float32) - 128) * scales[..., None]).reshape(len(levels), -1)

        tensors = self.gguf.tensors
        np.testing.assert_array_equal(tensors["token_embd.weight"], of("tokens.weight"))
        for n in range(SMALL["layers"]):
            np.testing.assert_array_equal(np.concatenate([tensors[f"blk.{n}.attn_{p}.weight"] for p in "qkv"]), of(f"layers.{n}.attention_in.weight"))
            np.testing.assert_array_equal(np.concatenate([tensors[f"blk.{n}.ffn_{p}.weight"] for p in ("gate", "up")]), of(f"layers.{n}.feed_in.weight"))
            np.testing.assert_array_equal(tensors[f"blk.{n}.attn_output.weight"], of(f"layers.{n}.attention_out.weight"))
            np.testing.assert_array_equal(tensors[f"blk.{n}.ffn_down.weight"], of(f"layers.{n}.feed_out.weight"))
            np.testing.assert_array_equal(tensors[f"blk.{n}.ffn_norm.weight"], self.constant(f"layers.{n}.feed_norm.weight"))
        np.testing.assert_array_equal(tensors["output_norm.weight"], self.constant("norm.weight"))
        self.assertEqual(len(tensors), 9 * SMALL["layers"] + 2)

    def test_gguf_says_what_llama_cpp_asks_for(self):
        said = self.gguf.metadata
        self.assertEqual({k: said[f"llama.{k}"] for k in ("context_length", "embedding_length", "block_count", "feed_forward_length", "attention.head_count", "rope.dimension_count")}, {
            "context_length": 64, "embedding_length": 64, "block_count": 2, "feed_forward_length": 96, "attention.head_count": 4, "rope.dimension_count": 16})
        self.assertEqual((said["general.architecture"], said["tokenizer.ggml.model"], said["tokenizer.ggml.pre"]), ("llama", "gpt2", "gpt-2"))
        tokens, kinds = said["tokenizer.ggml.tokens"], said["tokenizer.ggml.token_type"]
        self.assertEqual((len(tokens), len(kinds), len(set(tokens))), (len(self.tokenizer),) * 3)
        self.assertEqual((kinds[tokens.index("<plan>")], kinds[tokens.index(" = find(")], kinds[tokens.index("Ġ")]), (3, 4, 1))
        vocabulary = json.loads((self.folder / "tokenizer.json").read_text())["model"]["vocab"]
        self.assertEqual({t: n for n, t in enumerate(tokens)}, vocabulary)

    def test_parity_is_of_the_quantized_numbers(self):
        cases = json.loads((self.out / "street-planner-parity.json").read_text())["cases"]
        self.assertTrue(any("自転車" in c["prompt"] for c in cases))
        blocks = {n: quantized(w.detach().numpy()) for n, w in self.model.named_parameters() if w.dim() > 1}
        for case in cases:
            with torch.no_grad():
                scores = rounded(self.model, blocks)(torch.tensor([case["ids"]]))[0, -1]
            np.testing.assert_allclose(case["logits"], scores, atol=1e-4)


if __name__ == "__main__":
    unittest.main()
