"""
Writes a traced PyTorch network as ONNX, in float or as static INT8.

INT8 follows what ONNX Runtime and TensorRT fuse: every activation passes QuantizeLinear → DequantizeLinear (uint8, one scale), every weight
DequantizeLinear (int8, a scale a channel, symmetric), every bias DequantizeLinear (int32, input scale × weight scale, axis 0).
A ReLU's zero point is 0, so that the quantize step absorbs it. Weights use 7 bits: AVX2's vpmaddubsw adds two products in 16 bits and
would saturate with 8 (255 × 127 × 2 > 32,767), and the same file must be right on every CPU.
"""

import operator

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import fx, nn
from torch.nn import functional

OPSET, IR_VERSION = 17, 8
WEIGHT_LEVEL = 63


class GraphWriter:
    def __init__(self, ranges=None):
        self.ranges = ranges  # None: float
        self.nodes, self.weights, self.scales = [], [], {}
        self.names = set()

    def name(self, wish):
        name, n = wish, 1
        while name in self.names:
            name, n = f"{wish}_{n}", n + 1
        self.names.add(name)
        return name

    def constant(self, wish, value):
        name = self.name(wish)
        self.weights.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, op, inputs, wish, outputs=1, **attributes):
        names = [self.name(wish if outputs == 1 else f"{wish}_{i}") for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, name=names[0], **attributes))
        return names[0] if outputs == 1 else names

    def quantized(self, tensor, low, high):
        """tensor → Q → DQ; remembers the scale."""
        scale = np.float32(max(high - min(low, 0.0), 1e-6) / 255)
        zero = np.uint8(np.clip(np.round(-min(low, 0.0) / scale), 0, 255))
        return self.requantized(tensor, scale, zero)

    def requantized(self, tensor, scale, zero):
        s, z = self.constant(f"{tensor}_scale", np.float32(scale)), self.constant(f"{tensor}_zero", np.uint8(zero))
        q = self.add("QuantizeLinear", [tensor, s, z], f"{tensor}_q")
        out = self.add("DequantizeLinear", [q, s, z], f"{tensor}_dq")
        self.scales[out] = (np.float32(scale), np.uint8(zero))
        return out

    def weight(self, wish, value, channel_axis=0):
        """A weight as it stands in the graph: a constant, or int8 with a scale a channel. Returns name and scales."""
        value = value.detach().numpy().astype(np.float32)
        if self.ranges is None:
            return self.constant(wish, value), None
        rest = tuple(a for a in range(value.ndim) if a != channel_axis)
        scale = np.maximum(np.abs(value).max(axis=rest), 1e-8) / WEIGHT_LEVEL
        shape = [-1 if a == channel_axis else 1 for a in range(value.ndim)]
        q = np.clip(np.round(value / scale.reshape(shape)), -WEIGHT_LEVEL - 1, WEIGHT_LEVEL).astype(np.int8)
        inputs = [self.constant(f"{wish}_q", q), self.constant(f"{wish}_scale", scale.astype(np.float32)), self.constant(f"{wish}_zero", np.zeros_like(scale, np.int8))]
        return self.add("DequantizeLinear", inputs, wish, axis=channel_axis), scale.astype(np.float32)

    def bias(self, wish, value, input_scale, weight_scale):
        value = value.detach().numpy().astype(np.float32)
        if weight_scale is None:
            return self.constant(wish, value)
        scale = (input_scale * weight_scale).astype(np.float32)
        q = np.clip(np.round(value.astype(np.float64) / scale), -(2**31), 2**31 - 1).astype(np.int32)
        return self.add(
            "DequantizeLinear", [self.constant(f"{wish}_q", q), self.constant(f"{wish}_scale", scale), self.constant(f"{wish}_zero", np.zeros_like(q))], wish, axis=0)

    def model(self, inputs, outputs, description, contrib=False):
        """`contrib`: it holds operators of ONNX Runtime's own (com.microsoft)."""
        graph = helper.make_graph(self.nodes, description, inputs, outputs, self.weights)
        opsets = [helper.make_opsetid("", OPSET)] + ([helper.make_opsetid("com.microsoft", 1)] if contrib else [])
        model = helper.make_model(graph, producer_name="learner", opset_imports=opsets)
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        return model


class NetworkWriter:
    """Walks a traced network and writes each operation; tensors by fx node name."""

    def __init__(self, writer, traced, inputs):
        self.writer, self.traced, self.inputs = writer, traced, dict(inputs)
        self.tensors = {}

    def write(self):
        """Returns the names of what the network's forward returns, flattened."""
        given = iter(self.inputs.values())
        for node in self.traced.graph.nodes:
            if node.op == "placeholder":
                self.tensors[node.name] = next(given)
            elif node.op == "output":
                return [self.tensors[n.name] for n in flatten(node.args[0])]
            else:
                self.tensors[node.name] = self._operation(node)
        raise ValueError("the traced network returns nothing")

    def _operation(self, node):
        x = self.tensors[node.args[0].name] if isinstance(node.args[0], fx.Node) else None
        if node.op == "call_module":
            module = self.traced.get_submodule(node.target)
            if isinstance(module, nn.Identity):
                return x
            if isinstance(module, (nn.Conv1d, nn.Conv2d)):
                return self._convolution(node, module, x)
            if isinstance(module, nn.Linear):
                return self._linear(node, module, x)
            if isinstance(module, nn.ReLU):
                return self._settled(node, self.writer.add("Relu", [x], node.name))
            if isinstance(module, nn.MaxPool2d):
                k, s, p = module.kernel_size, module.stride, module.padding
                return self._same_scale(x, self.writer.add("MaxPool", [x], node.name, kernel_shape=[k, k], strides=[s, s], pads=[p] * 4))
        elif node.target in (operator.add, torch.add):
            other = self.tensors[node.args[1].name]
            return self._settled(node, self.writer.add("Add", [x, other], node.name))
        elif node.target is torch.cat:
            parts = [self.tensors[n.name] for n in node.args[0]]
            axis = node.args[1] if len(node.args) > 1 else node.kwargs.get("dim", 0)
            return self._settled(node, self.writer.add("Concat", parts, node.name, axis=axis))
        elif node.target is functional.interpolate:
            scales = self.writer.constant(f"{node.name}_factor", np.array([1, 1, node.kwargs["scale_factor"], node.kwargs["scale_factor"]], np.float32))
            y = self.writer.add(
                "Resize", [x, "", scales], node.name, mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
            return self._same_scale(x, y)
        elif node.target in ("mean", torch.mean):
            return self._settled(node, self.writer.add("ReduceMean", [x], node.name, axes=list(node.args[1]), keepdims=int(node.kwargs.get("keepdim", False))))
        raise NotImplementedError(f"{node.format_node()}: this operation has no ONNX form here yet; add it to NetworkWriter._operation")

    def _convolution(self, node, module, x):
        w, scales = self.writer.weight(f"{node.name}_weight", module.weight)
        inputs = [x, w]
        if module.bias is not None:
            inputs.append(self.writer.bias(f"{node.name}_bias", module.bias, self._scale(x), scales))
        y = self.writer.add(
            "Conv", inputs, node.name, kernel_shape=list(module.kernel_size), strides=list(module.stride), pads=list(module.padding) * 2, group=module.groups,
            dilations=list(module.dilation))
        return y if feeds_only_relu(node, self.traced) else self._settled(node, y)

    def _linear(self, node, module, x):
        # MatMul, not Gemm: it takes any rank, and its integer form needs no transposition.
        w, _ = self.writer.weight(f"{node.name}_weight", module.weight.t(), channel_axis=1)
        y = self._settled_partial(node, self.writer.add("MatMul", [x, w], f"{node.name}_product"))
        if module.bias is None:
            return y
        return self.writer.add("Add", [y, self.writer.constant(f"{node.name}_bias", module.bias.detach().numpy())], node.name)

    def _settled_partial(self, node, y):
        return y

    def _scale(self, x):
        return self.writer.scales[x][0] if self.writer.ranges is not None else None

    def _settled(self, node, y):
        return y if self.writer.ranges is None else self.writer.quantized(y, *self.writer.ranges[node.name])

    def _same_scale(self, x, y):
        return y if self.writer.ranges is None else self.writer.requantized(y, *self.writer.scales[x])


def feeds_only_relu(node, traced):
    return all(u.op == "call_module" and isinstance(skip_identities(u, traced), nn.ReLU) for u in node.users) and len(node.users) == 1


def skip_identities(user, traced):
    module = traced.get_submodule(user.target) if user.op == "call_module" else None
    while isinstance(module, nn.Identity) and len(user.users) == 1:
        user = next(iter(user.users))
        module = traced.get_submodule(user.target) if user.op == "call_module" else None
    return module


def flatten(value):
    if isinstance(value, (tuple, list)):
        return [n for v in value for n in flatten(v)]
    return [value]


def tensor_info(name, kind, shape):
    return helper.make_tensor_value_info(name, {"float32": TensorProto.FLOAT, "uint8": TensorProto.UINT8, "int64": TensorProto.INT64}[kind], shape)
