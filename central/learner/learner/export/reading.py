"""The way back: a network's weights from a model folder that this learner wrote, so that what ships can be trained on."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from learner.errors import LearnerError


def weights_of(folder):
    """Name in the graph → float array, of every weight and bias; integers times their scale."""
    folder = Path(folder)
    try:
        model = onnx.load(folder / json.loads((folder / "model.json").read_text())["file"])
    except Exception as error:
        raise LearnerError(f"{folder} is no model folder that this learner wrote ({error}); name one with model.json and its ONNX file") from error
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    weights = {}
    for name, value in stored.items():
        if name.endswith(("_weight_q", "_bias_q")):
            scale = stored[name[:-2] + "_scale"]
            weights[name[:-2]] = (value * scale.reshape([-1] + [1] * (value.ndim - 1))).astype(np.float32)
        elif name.endswith(("_weight", "_bias")):
            weights[name] = np.array(value)
    return weights


@torch.no_grad()
def begin_with(model, prefix, weights, pictures):
    """
    Gives the model's convolutions the weights of the same name. The files hold no batch normalisation any more: it is set up anew from
    what the pictures make of each convolution, so that nothing changes at first. Layers that the file does not have stay as they are.
    """
    known, taken = dict(model.named_modules()), set()
    for name, module in known.items():
        if not isinstance(module, nn.Conv2d):
            continue
        stored = f"{prefix}_{name.replace('.', '_')}"
        weight, bias = weights.get(f"{stored}_weight"), weights.get(f"{stored}_bias")
        if weight is None:
            continue
        if weight.shape != tuple(module.weight.shape):
            raise LearnerError(f"--start: {stored} is {weight.shape} there, {tuple(module.weight.shape)} here: its network has other classes or widths; train anew")
        module.weight.copy_(torch.from_numpy(weight))
        norm = following(known, name)
        (module.bias if norm is None else norm.bias).copy_(torch.from_numpy(bias))
        if norm is not None:
            norm.weight.fill_((1 + norm.eps) ** 0.5)  # for now the identity
            taken.add(norm)
    if not taken:
        raise LearnerError("--start: that file has no layer of this network; train anew")
    settle(model, taken, pictures)


def following(modules, name):
    """The normalisation right behind a convolution of a Sequential, or None."""
    parent, _, place = name.rpartition(".")
    after = modules.get(f"{parent}.{int(place) + 1}") if place.isdigit() else None
    return after if isinstance(after, nn.BatchNorm2d) else None


def settle(model, taken, pictures):
    sums = {}

    def note(norm, given, _):
        values = given[0].float().transpose(0, 1).flatten(1)
        total = sums.setdefault(norm, torch.zeros(3, values.shape[0]))
        total += torch.stack([torch.full((values.shape[0],), float(values.shape[1])), values.sum(1), values.square().sum(1)])

    hooks = [module.register_forward_hook(note) for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    was = model.training
    model.eval()
    for batch in pictures:
        model(batch)
    for hook in hooks:
        hook.remove()
    for norm, (count, total, squares) in sums.items():
        mean = total / count
        variance = (squares / count - mean.square()).clamp(min=1e-6)
        if norm in taken:
            norm.bias += mean
            norm.weight.copy_((variance + norm.eps).sqrt())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
    model.train(was)
