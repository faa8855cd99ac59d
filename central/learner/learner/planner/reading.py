"""The way back: shape, tokens and weights from a model folder that this learner wrote, so that what ships can be taught on."""

import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from learner.errors import LearnerError
from learner.planner.network import Planner, Shape
from learner.planner.tokenizer import Tokenizer


def planner_of(folder):
    """→ shape, tokenizer, model; the numbers are those of the quantized file. Refuses any other model folder."""
    folder = Path(folder)
    try:
        description = json.loads((folder / "model.json").read_text())
        graph = onnx.load(folder / description["file"]).graph
        tokenizer = Tokenizer.from_json((folder / description["tokenizer"]["vocabulary"]).read_text())
        stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        shape = shape_of(graph, stored)
        model = Planner(shape)
        model.load_state_dict({name: torch.from_numpy(weight_of(name, stored)) for name, _ in model.named_parameters()}, strict=False)
    except LearnerError:
        raise
    except Exception as error:
        raise LearnerError(f"{folder} is no planner that this learner wrote ({error!r}); name the folder of a training, or a model folder like models/quantized/street-planner") from error
    if len(tokenizer) != shape.vocabulary:
        raise LearnerError(f"{folder}: {len(tokenizer)} tokens, and the network was made for {shape.vocabulary}: the files are not of one training")
    return shape, tokenizer, model.eval()


def shape_of(graph, stored):
    vocabulary, blocks, size = stored["tokens.weight_levels"].shape
    layers = 1 + max(int(match[1]) for match in (re.match(r"layers\.(\d+)\.", name) for name in stored) if match)
    _, blocks_down, _ = stored["layers.0.feed_out.weight_levels"].shape
    heads = next(a.i for node in graph.node if node.op_type == "MultiHeadAttention" for a in node.attribute if a.name == "num_heads")
    return Shape(vocabulary, blocks * size, layers, heads, blocks_down * size, len(stored["cosines"]))


def weight_of(name, stored):
    if name in stored:
        return np.array(stored[name])
    levels, scales = stored[f"{name}_levels"].astype(np.float32) - 128, stored[f"{name}_scales"]
    return (levels * scales.reshape(*levels.shape[:2], 1)).reshape(len(levels), -1)
