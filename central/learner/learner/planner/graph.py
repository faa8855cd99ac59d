"""
The planner as ONNX: tokens and what came before in, scores and what comes to be remembered out.

    input_ids [B, S]  attention_mask [B, P + S]  position_ids [B, S]  past_key_values.N.key, .value [B, heads, P, head width]
    → logits [B, S, vocabulary]  present.N.key, .value [B, heads, P + S, head width]

Shorter prompts of a batch are filled up on the left, with 0 in `attention_mask`. A step is dominated by the number of operations, not by arithmetic: hence
ONNX Runtime's own operators (com.microsoft), about ten a layer.
"""

import numpy as np
import torch
from onnx import helper

from learner.export.graph import GraphWriter, tensor_info
from learner.planner.blocks import Blocks
from learner.planner.network import BLOCK, rotations

CONTRIB = "com.microsoft"
INT8_ACCURACY = 4  # products of eight-bit numbers, as llama.cpp multiplies Q8_0; any other level unpacks the weights at every step


class DecoderWriter:
    def __init__(self, shape, weights):
        """weights: a name of the network's parameter → Blocks, or float32 [rows, columns] for the float twin."""
        self.shape, self.weights, self.writer = shape, weights, GraphWriter()

    def write(self, name):
        shape, add, constant = self.shape, self.writer.add, self.writer.constant
        inputs, outputs = self._signature()
        turn = rotations(shape, torch.arange(shape.context))
        cos, sin = (constant(n, t.numpy()) for n, t in (("cosines", turn.real.contiguous()), ("sines", turn.imag.contiguous())))
        bias = self._attention_bias()
        sum_, normed = self._embedded(), None
        for n in range(shape.layers):
            normed = self._first_norm(sum_) if n == 0 else normed
            drawn = self._product(normed, f"layers.{n}.attention_in.weight")
            parts = add("Split", [drawn, constant(f"thirds_{n}", np.full(3, shape.width, np.int64))], f"drawn_{n}", outputs=3, axis=-1)
            query, key = (add("RotaryEmbedding", [part, "position_ids", cos, sin], f"turned_{n}", domain=CONTRIB, interleaved=1) for part in parts[:2])
            past = [f"past_key_values.{n}.{kind}" for kind in ("key", "value")]
            attended = self.writer.name(f"attended_{n}")
            self._node("MultiHeadAttention", [query, key, parts[2], "", "", bias, *past], [attended, f"present.{n}.key", f"present.{n}.value"], num_heads=shape.heads)
            normed, sum_ = self._added(sum_, self._product(attended, f"layers.{n}.attention_out.weight"), f"layers.{n}.feed_norm.weight")
            fed = self._product(normed, f"layers.{n}.feed_in.weight")
            gate, up = add("Split", [fed, constant(f"halves_{n}", np.full(2, shape.hidden, np.int64))], f"fed_{n}", outputs=2, axis=-1)
            opened = add("Mul", [add("QuickGelu", [gate], f"opened_{n}", domain=CONTRIB, alpha=1.0), up], f"gated_{n}")  # x · sigmoid(x)
            last = n + 1 == shape.layers
            normed, sum_ = self._added(sum_, self._product(opened, f"layers.{n}.feed_out.weight"), "norm.weight" if last else f"layers.{n + 1}.attention_norm.weight")
        self._product(normed, "tokens.weight", "logits")
        return self.writer.model(inputs, outputs, name, contrib=True)

    def _signature(self):
        shape = self.shape
        cache = [(f"{n}.{kind}") for n in range(shape.layers) for kind in ("key", "value")]
        inputs = [tensor_info(name, "int64", ["batch", length]) for name, length in (("input_ids", "length"), ("attention_mask", "total"), ("position_ids", "length"))]
        inputs += [tensor_info(f"past_key_values.{c}", "float32", ["batch", shape.heads, "past", shape.head_width]) for c in cache]
        outputs = [tensor_info("logits", "float32", ["batch", "length", shape.vocabulary])]
        outputs += [tensor_info(f"present.{c}", "float32", ["batch", shape.heads, "total", shape.head_width]) for c in cache]
        return inputs, outputs

    def _attention_bias(self):
        """0 where a token may look, [B, 1, S, P + S]: at itself and before, never at what fills up."""
        add, constant = self.writer.add, self.writer.constant
        zero, one, two = (constant(n, np.array(v, np.int64)) for n, v in (("zero", 0), ("one", 1), ("two", 2)))
        total = add("Gather", [add("Shape", ["attention_mask"], "mask_shape"), one], "total_length", axis=0)
        past = add("Gather", [add("Shape", ["past_key_values.0.key"], "past_shape"), two], "past_length", axis=0)
        keys = add("Range", [zero, total, one], "keys")
        queries = add("Unsqueeze", [add("Range", [past, total, one], "queries"), constant("last_axis", np.array([1], np.int64))], "queries_down")
        before = add("LessOrEqual", [keys, queries], "is_before")
        real = add("Unsqueeze", [add("Cast", ["attention_mask"], "is_real", to=9), constant("middle_axes", np.array([1, 2], np.int64))], "is_real_across")
        seen = add("And", [before, real], "is_seen")
        return add("Where", [seen, constant("open", np.float32(0)), constant("closed", np.float32(-1e4))], "attention_bias")

    def _embedded(self):
        add, constant, table = self.writer.add, self.writer.constant, self.weights["tokens.weight"]
        if not isinstance(table, Blocks):
            return add("Gather", [constant("tokens", table), "input_ids"], "embedded", axis=0)
        levels, scales = self._block_constants("tokens.weight")
        level = add("Sub", [add("Cast", [add("Gather", [levels, "input_ids"], "rows", axis=0)], "rows_float", to=1), constant("middle", np.float32(128))], "rows_signed")
        scale = add("Unsqueeze", [add("Gather", [scales, "input_ids"], "row_scales", axis=0), constant("scale_axis", np.array([-1], np.int64))], "row_scales_across")
        return add("Reshape", [add("Mul", [level, scale], "row_blocks"), constant("row_shape", np.array([0, 0, self.shape.width], np.int64))], "embedded")

    def _first_norm(self, x):
        add, constant = self.writer.add, self.writer.constant
        mean = add("ReduceMean", [add("Mul", [x, x], "squares")], "mean_square", axes=[-1], keepdims=1)
        root = add("Sqrt", [add("Add", [mean, constant("epsilon", np.float32(self.shape.epsilon))], "mean_above_zero")], "root")
        return add("Mul", [add("Div", [x, root], "scaled"), constant("layers.0.attention_norm.weight", self.weights["layers.0.attention_norm.weight"])], "normed")

    def _added(self, x, change, norm):
        """The norm of the sum, and the sum."""
        normed, whole = self.writer.name(f"normed_{norm}"), self.writer.name(f"sum_{norm}")
        gamma = self.writer.constant(norm, self.weights[norm])
        self._node("SkipSimplifiedLayerNormalization", [x, change, gamma], [normed, "", "", whole], epsilon=self.shape.epsilon)
        return normed, whole

    def _product(self, x, name, output=None):
        weight, output = self.weights[name], output or self.writer.name(f"{name}_product")
        if isinstance(weight, Blocks):
            rows, columns = weight.shape
            self._node("MatMulNBits", [x, *self._block_constants(name)], [output], K=columns, N=rows, bits=8, block_size=BLOCK, accuracy_level=INT8_ACCURACY)
        else:
            self._node("MatMul", [x, self.writer.constant(f"{name}_across", weight.T)], [output], domain="")
        return output

    def _block_constants(self, name):
        """Levels from 0, the middle at 128, as MatMulNBits has them without zero points; the table of tokens is there once for reading and writing."""
        if f"{name}_levels" not in self.writer.names:
            blocks = self.weights[name]
            self.writer.constant(f"{name}_levels", (blocks.levels.astype(np.int16) + 128).astype(np.uint8))
            self.writer.constant(f"{name}_scales", blocks.scales.astype(np.float32))
        return f"{name}_levels", f"{name}_scales"

    def _node(self, op, inputs, outputs, domain=CONTRIB, **attributes):
        self.writer.nodes.append(helper.make_node(op, inputs, outputs, name=outputs[0], domain=domain, **attributes))
