"""Muon (Jordan et al. 2024) as scaled by Liu et al. 2025, for a decoder's matrices; AdamW for its table and its norms.
docs/planner-training.md has what it gains."""

import torch

PARTS = {"attention_in": 3, "feed_in": 2}  # matrices that stand on one another in a weight: each turns by itself
COEFFICIENTS = (3.4445, -4.7750, 2.0315)  # of the quintic that pulls every singular value to about 1
STEPS = 5
MOMENTUM = 0.95
ADAM = (0.9, 0.98)
AS_ADAM = 0.2  # root mean square of AdamW's usual step: one learning rate serves both


class Muon(torch.optim.Optimizer):
    """A weight of which `turns` matrices stand on one another steps by their directions; where `turns` is 0, AdamW steps."""

    def __init__(self, model, learning_rate, decay=0.1, precision=torch.float32):
        """`precision`: in which directions are made orthogonal; bfloat16 does where the hardware multiplies in it, and takes many times as long where it does not."""
        self._precision = precision
        matrices, others = {}, []
        for name, weight in model.named_parameters():
            if weight.dim() == 2 and name.startswith("layers."):
                matrices.setdefault(PARTS.get(name.split(".")[-2], 1), []).append(weight)
            else:
                others.append(weight)
        groups = [{"params": [w for w in others if w.dim() > 1], "turns": 0}, {"params": [w for w in others if w.dim() == 1], "turns": 0, "weight_decay": 0.0}]
        groups += [{"params": weights, "turns": parts} for parts, weights in matrices.items()]
        super().__init__(groups, {"lr": learning_rate, "weight_decay": decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            if group["turns"]:
                for weights in same_shape(group["params"]):
                    self._turn(weights, group)
            else:
                for weight in group["params"]:
                    if weight.grad is not None:
                        self._adam(weight, group)

    def _adam(self, weight, group):
        state = self.state[weight]
        if not state:
            state |= {"step": 0, "mean": torch.zeros_like(weight), "square": torch.zeros_like(weight)}
        state["step"] += 1
        state["mean"].lerp_(weight.grad, 1 - ADAM[0])
        state["square"].lerp_(weight.grad.square(), 1 - ADAM[1])
        mean, square = (state[name] / (1 - beta ** state["step"]) for name, beta in zip(("mean", "square"), ADAM))
        weight.mul_(1 - group["lr"] * group["weight_decay"]).addcdiv_(mean, square.sqrt_().add_(1e-8), value=-group["lr"])

    def _turn(self, weights, group):
        directions = []
        for weight in weights:
            momentum = self.state[weight].setdefault("momentum", torch.zeros_like(weight))
            momentum.lerp_(weight.grad, 1 - MOMENTUM)
            directions.append(weight.grad.lerp(momentum, MOMENTUM).unflatten(0, (group["turns"], -1)))
        for weight, turned in zip(weights, orthogonal(torch.stack(directions), self._precision)):
            size = AS_ADAM * max(turned.shape[-2:]) ** 0.5
            weight.mul_(1 - group["lr"] * group["weight_decay"]).add_(turned.flatten(0, 1), alpha=-group["lr"] * size)


def orthogonal(matrices, precision=torch.float32):
    """[..., rows, columns] → nearly the nearest matrices with orthogonal rows or columns, by Newton and Schulz's iteration."""
    a, b, c = COEFFICIENTS
    is_tall = matrices.shape[-2] > matrices.shape[-1]
    x = (matrices.mT if is_tall else matrices).to(precision)
    x = x / (x.float().square().sum((-2, -1), keepdim=True).sqrt().to(x.dtype) + 1e-7)
    for _ in range(STEPS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if is_tall else x).to(matrices.dtype)


def same_shape(weights):
    by_shape = {}
    for weight in weights:
        if weight.grad is not None:
            by_shape.setdefault(weight.shape, []).append(weight)
    return by_shape.values()
