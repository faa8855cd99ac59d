"""mAP@0.5 during training. The figures that count are the host's (`edgehost eval detector`), from the exported file."""

import numpy as np
import torch

from learner.detector.data import letterboxed
from learner.detector.network import cells, decode


def overlaps(a, b):
    x1, y1 = np.maximum(a[:, None, 0], b[None, :, 0]), np.maximum(a[:, None, 1], b[None, :, 1])
    x2, y2 = np.minimum(a[:, None, 2], b[None, :, 2]), np.minimum(a[:, None, 3], b[None, :, 3])
    inter = np.clip(x2 - x1, 0, None) * np.clip(y2 - y1, 0, None)
    area_a = (a[:, 2] - a[:, 0]) * (a[:, 3] - a[:, 1])
    area_b = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
    return inter / np.maximum(area_a[:, None] + area_b[None] - inter, 1e-9), inter / np.maximum(area_a[:, None], 1e-9)


def suppress(boxes, scores, limit=0.6):
    order, kept = np.argsort(-scores), []
    while len(order):
        kept.append(order[0])
        iou, _ = overlaps(boxes[order[:1]], boxes[order[1:]])
        order = order[1:][iou[0] < limit]
    return kept


@torch.no_grad()
def detect(model, frames, indices, width, height, least=0.02, device="cpu"):
    """Boxes in cache pixels, scores and classes, a picture at a time."""
    centres, strides = cells(width, height, device)
    for start in range(0, len(indices), 16):
        part = indices[start : start + 16]
        pictures = [letterboxed(frames, int(i), width, height) for i in part]
        logits, distances = model(torch.stack([p[0] for p in pictures]).to(device))
        boxes = decode(distances, centres, strides).cpu().numpy()
        scores = logits.sigmoid().transpose(1, 2).cpu().numpy()
        for n, i in enumerate(part):
            _, scale, (x, y) = pictures[n]
            found = []
            for c in range(scores.shape[2]):
                over = np.flatnonzero(scores[n, :, c] > least)
                over = over[np.argsort(-scores[n, over, c])][:300]
                b = (boxes[n, over] - [x, y, x, y]) / scale
                for k in suppress(b, scores[n, over, c]):
                    found.append((c, float(scores[n, over[k], c]), b[k]))
            yield int(i), found


def average_precisions(results, frames):
    """AP@0.5 a class (area under the interpolated curve), with objects that do not count ignored; None where there is no truth."""
    total = len(frames.names)
    hits = [[] for _ in range(total)]
    truths = [0] * total
    for i, found in results:
        boxes, classes, ignored = frames.truth[i]
        for c in range(total):
            mine = boxes[(classes == c) & ~ignored]
            others = boxes[(classes == c) & ignored]
            truths[c] += len(mine)
            taken = np.zeros(len(mine), bool)
            for score, box in sorted(((s, b) for k, s, b in found if k == c), key=lambda d: -d[0]):
                if len(mine):
                    iou = np.where(taken, -1, overlaps(box[None], mine)[0][0])
                    best = int(iou.argmax())
                    if iou[best] >= 0.5:
                        taken[best] = True
                        hits[c].append((score, 1))
                        continue
                if len(others):
                    iou, inside = overlaps(box[None], others)
                    if max(iou.max(), inside.max()) >= 0.5:
                        continue
                hits[c].append((score, 0))
    out = {}
    for c, name in enumerate(frames.names):
        if not truths[c]:
            out[name] = None
            continue
        ranked = np.array([h for _, h in sorted(hits[c], key=lambda d: -d[0])], float)
        true = np.cumsum(ranked)
        precision = true / np.arange(1, len(true) + 1)
        precision = np.maximum.accumulate(precision[::-1])[::-1]
        recall = np.concatenate([[0], true / truths[c]])
        out[name] = float(((recall[1:] - recall[:-1]) * precision).sum()) if len(true) else 0.0
    return out


def mean(precisions):
    values = [v for v in precisions.values() if v is not None]
    return sum(values) / max(1, len(values))
