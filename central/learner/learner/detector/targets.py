"""Which cells learn which object: task-aligned assignment (TOOD, Feng et al. 2021), and the losses."""

import torch
from torch.nn import functional

TOP_CELLS = 10
SMALLEST_REACH = 1.0  # a cell may learn an object whose box, widened to this many strides each way, holds its centre


def generalized_iou(a, b, eps=1e-7):
    """IoU and GIoU (Rezatofighi et al. 2019) of boxes x1, y1, x2, y2, element by element."""
    inter = (torch.minimum(a[..., 2], b[..., 2]) - torch.maximum(a[..., 0], b[..., 0])).clamp(min=0) * (
        torch.minimum(a[..., 3], b[..., 3]) - torch.maximum(a[..., 1], b[..., 1])
    ).clamp(min=0)
    area_a = (a[..., 2] - a[..., 0]) * (a[..., 3] - a[..., 1])
    area_b = (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    union = area_a + area_b - inter + eps
    iou = inter / union
    hull = (torch.maximum(a[..., 2], b[..., 2]) - torch.minimum(a[..., 0], b[..., 0])) * (
        torch.maximum(a[..., 3], b[..., 3]) - torch.minimum(a[..., 1], b[..., 1])
    ) + eps
    return iou, iou - (hull - union) / hull


@torch.no_grad()
def assign(scores, boxes, centres, strides, truth_boxes, truth_classes, truth_counts):
    """
    scores [N, cells, C] after the sigmoid, boxes [N, cells, 4]; truth padded to [N, G, 4], [N, G] with its rows counted.
    Returns per cell the truth's index or -1 [N, cells] and the target score [N, cells].
    """
    n, g = truth_classes.shape
    real = truth_counts[:, None] > torch.arange(g, device=boxes.device)[None]
    # Planes of one coordinate each, not rows of four: these arrays hold millions of numbers.
    tx1, ty1, tx2, ty2 = (t[..., None] for t in truth_boxes.unbind(-1))  # [N, G, 1]
    bx1, by1, bx2, by2 = (b[:, None].contiguous() for b in boxes.unbind(-1))  # [N, 1, cells]
    width, height = tx2 - tx1, ty2 - ty1
    reach = strides * SMALLEST_REACH
    inside = ((centres[:, 0] - (tx1 + tx2) / 2).abs() < torch.maximum(width, reach) / 2) & (
        (centres[:, 1] - (ty1 + ty2) / 2).abs() < torch.maximum(height, reach) / 2) & real[..., None]
    inter = (torch.minimum(bx2, tx2) - torch.maximum(bx1, tx1)).clamp_(min=0) * (torch.minimum(by2, ty2) - torch.maximum(by1, ty1)).clamp_(min=0)
    iou = inter / ((bx2 - bx1) * (by2 - by1) + width * height - inter + 1e-7)
    score = scores.gather(2, truth_classes[:, None, :].expand(n, scores.shape[1], g)).transpose(1, 2)
    metric = score.clamp(min=1e-6).sqrt() * iou.square().square() * inside  # powers 1/2 and 4
    # Strides whose cells fit the object's size come first while boxes are still bad: a hint that fades as IoU grows.
    side = (width.clamp(min=1) * height.clamp(min=1)).sqrt()
    fit = torch.exp(-(torch.log2(side / (strides * 4)).abs()))
    metric = metric + 1e-4 * fit * inside
    top = metric.topk(min(TOP_CELLS, metric.shape[2]), 2, sorted=False)
    chosen = torch.zeros_like(metric, dtype=torch.bool).scatter_(2, top.indices, True) & inside
    # A cell that several objects claim goes to the one it fits best.
    owner_metric = torch.where(chosen, metric, torch.full_like(metric, -1))
    best, owner = owner_metric.max(1)
    positive = best > 0
    owner = torch.where(positive, owner, torch.full_like(owner, -1))
    mine = torch.zeros_like(chosen).scatter_(1, owner.clamp(min=0)[:, None], positive[:, None])
    mine_metric = metric * mine
    peak_metric = mine_metric.amax(2, keepdim=True)
    peak_iou = (iou * mine).amax(2, keepdim=True)
    target = (mine_metric / (peak_metric + 1e-9) * peak_iou.clamp(min=0.1)).amax(1)
    return owner, target


def assign_each(scores, boxes, centres, strides, batch):
    """The assignment of a batch. On a CPU a picture at a time: without padding its planes stay in the cache."""
    if scores.is_cuda:
        return assign(scores, boxes, centres, strides, batch.boxes, batch.classes, batch.counts)
    done = []
    for n, count in enumerate(batch.counts.tolist()):
        own, count = slice(n, n + 1), max(1, count)
        done.append(assign(scores[own], boxes[own], centres, strides, batch.boxes[own, :count], batch.classes[own, :count], batch.counts[own]))
    return tuple(torch.cat(parts) for parts in zip(*done))


def losses(logits, distances, decoded, centres, strides, batch):
    """Class loss (binary cross-entropy towards the target score) and box loss (1 − GIoU and distance error), both summed and divided by
    the sum of the target scores."""
    scores = logits.transpose(1, 2)
    owner, target = assign_each(scores.detach().sigmoid(), decoded.detach(), centres, strides, batch)
    positive = owner >= 0
    classes = batch.classes.gather(1, owner.clamp(min=0))
    wanted = torch.zeros_like(scores)
    wanted.scatter_(2, classes[..., None], (target * positive)[..., None])
    total = target[positive].sum().clamp(min=1)
    # Easy negatives, of which there are thousands a picture, weigh little (focal term of varifocal loss, Zhang et al. 2021); where an
    # object is too small or too hidden to count, its class is neither asked for nor punished.
    focus = 0.75 * scores.detach().sigmoid().square_()
    focus.masked_fill_(batch.ignored & ~positive[..., None], 0).masked_fill_(wanted > 0, 1)
    class_loss = (functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * focus).sum() / total
    truth = batch.boxes.gather(1, owner.clamp(min=0)[..., None].expand(-1, -1, 4))[positive]
    weights = target[positive]
    _, giou = generalized_iou(decoded[positive], truth)
    cell_centres = centres[None].expand(len(owner), -1, -1)[positive]
    cell_strides = strides[None].expand(len(owner), -1)[positive][:, None]
    wanted_distances = torch.cat([cell_centres - truth[:, :2], truth[:, 2:] - cell_centres], -1) / cell_strides
    found = distances.transpose(1, 2)[positive]
    distance_error = functional.smooth_l1_loss(found, wanted_distances.clamp(min=0), reduction="none", beta=0.5).mean(-1)
    box_loss = ((1 - giou + 0.5 * distance_error) * weights).sum() / total
    return class_loss, box_loss
