"""Batch normalisation disappears into the convolution before it: y = γ (w∗x − μ)/σ + β is a convolution with other weights."""

import copy

from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


def folded(model):
    """A copy in which every Sequential's convolution has swallowed the batch normalisation behind it."""
    model = copy.deepcopy(model).eval()
    for module in model.modules():
        if not isinstance(module, nn.Sequential):
            continue
        for i in range(len(module) - 1):
            if isinstance(module[i], (nn.Conv1d, nn.Conv2d)) and isinstance(module[i + 1], (nn.BatchNorm1d, nn.BatchNorm2d)):
                module[i] = fuse_conv_bn_eval(module[i], module[i + 1])
                module[i + 1] = nn.Identity()
    return model
