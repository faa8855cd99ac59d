"""Crops of exported objects, with what is to be said of them."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from learner.dual_encoder.captions import facts, held_out
from learner.dual_encoder.network import SIDE
from learner.errors import LearnerError
from learner.exports import Export

CONTEXT_SHARE = 0.3  # of the box's width and height, added on each side: a cane and a pram stand outside their person's box, and the ground tells the place
PAD = 114


def cut(picture, box, side=SIDE, context=CONTEXT_SHARE):
    """The host's crop: box widened by the context, cut at the picture's edge, aspect kept, centred on grey. uint8 [side, side, 3]."""
    height, width = picture.shape[:2]
    w, h = box[2] - box[0], box[3] - box[1]
    x1, y1 = max(0, int(np.floor(box[0] - context * w))), max(0, int(np.floor(box[1] - context * h)))
    x2, y2 = min(width, int(np.ceil(box[2] + context * w))), min(height, int(np.ceil(box[3] + context * h)))
    scale = min(side / max(1, x2 - x1), side / max(1, y2 - y1))
    cw, ch = max(1, round((x2 - x1) * scale)), max(1, round((y2 - y1) * scale))
    part = torch.from_numpy(np.array(picture[y1:y2, x1:x2])).permute(2, 0, 1)[None].float()
    part = functional.interpolate(part, (ch, cw), mode="bilinear", align_corners=False)[0].round().clamp(0, 255).byte().permute(1, 2, 0).numpy()
    canvas = np.full((side, side, 3), PAD, np.uint8)
    canvas[(side - ch) // 2 : (side - ch) // 2 + ch, (side - cw) // 2 : (side - cw) // 2 + cw] = part
    return canvas


class CropSet:
    """Crops in memory, some cut a little off as a detector would, at most `most` a kind, held-out pairs left out on request."""

    def __init__(self, folder, most, without_held_out, seed):
        self.crops, self.facts = self._load(Path(folder), most, without_held_out, seed)

    def __len__(self):
        return len(self.facts)

    def _load(self, folder, most, without_held_out, seed):
        key = hashlib.sha256(json.dumps([most, without_held_out, seed, SIDE, CONTEXT_SHARE]).encode()).hexdigest()[:16]
        path, said = folder / f"crops-{key}.npy", folder / f"crops-{key}.json"
        if not said.is_file():
            crops, shown = self._cut(folder, most, without_held_out, seed)
            np.save(path, crops)
            said.write_text(json.dumps(shown))
        return np.load(path), json.loads(said.read_text())

    @staticmethod
    def _cut(folder, most, without_held_out, seed):
        random = np.random.default_rng(seed)
        wanted = {}
        frames = list(Export(folder).frames())
        for f, frame in enumerate(frames):
            for thing in frame.graph["objects"]:
                shown = facts(thing, frame.graph["light"])
                if not thing["ignored"] and not (without_held_out and held_out(shown)):
                    wanted.setdefault(thing["class"], []).append((f, thing["box"], shown))
        if not wanted:
            raise LearnerError(f"{folder} holds no object that counts; export more films")
        chosen = []
        for kind in sorted(wanted):
            order = random.permutation(len(wanted[kind]))[:most]
            chosen += [wanted[kind][i] for i in order]
        chosen.sort(key=lambda c: c[0])
        shifts = random.normal(0, 0.05, (len(chosen), 4)) * (random.random((len(chosen), 1)) < 0.6)  # as a detector's box would be off
        crops = np.empty((len(chosen), SIDE, SIDE, 3), np.uint8)
        places = {}
        for at, (f, _, _) in enumerate(chosen):
            places.setdefault(f, []).append(at)

        def read(f):
            with Image.open(frames[f].picture) as image:
                picture = np.asarray(image.convert("RGB"))
            for at in places[f]:
                box = np.array(chosen[at][1])
                w, h = box[2] - box[0], box[3] - box[1]
                crops[at] = cut(picture, box + shifts[at] * [w, h, w, h])

        with ThreadPoolExecutor() as pool:
            list(pool.map(read, places))
        return crops, [said for _, _, said in chosen]
