"""Exported frames as training batches: a cache of pictures on disk, and augmentation."""

import hashlib
import json
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from learner.errors import LearnerError
from learner.exports import Export

PAD = 114 / 255
FREQUENT = 0.5  # share of the pictures above which a class is not rare
FOCUSED = 0.8  # share of the cuttings that are laid around an object, of a rare class more often
FAR = 0.15  # share of the cuttings that see the picture from further away: large objects whole
SMALLEST_SIDE = 10.7 / 640  # of the input's width (square root of the box's area); 12 pixels of a 640-wide picture are the least that counts


@dataclass
class Batch:
    pictures: torch.Tensor  # bytes [N, 3, H, W]
    boxes: torch.Tensor  # [N, G, 4] input pixels, padded
    classes: torch.Tensor  # [N, G]
    counts: torch.Tensor  # [N]
    ignored: torch.Tensor  # [N, cells, C]: cells whose centre lies in an object of that class that does not count

    def part(self, index, of, device):
        return Batch(*(getattr(self, f.name)[index::of].to(device) for f in fields(self)))


class FrameSet:
    """Pictures at one size in a memory-mapped file, with their boxes (in pixels of the cache), classes and whether they count."""

    def __init__(self, folder, width=640, height=360):
        export = Export(folder)
        self.names = export.classes
        frames = list(export.frames())
        if not frames:
            raise LearnerError(f"{folder} holds no frame; run `edgehost sim export` with --frames 1 or more")
        self.width, self.height = width, height
        scale = np.array([width / frames[0].graph["width"], height / frames[0].graph["height"]] * 2, np.float32)
        index = {name: i for i, name in enumerate(self.names)}
        self.truth = []
        for frame in frames:
            objects = frame.graph["objects"]
            unknown = {o["class"] for o in objects} - index.keys()
            if unknown:
                raise LearnerError(f"{frame.picture}: class '{unknown.pop()}' is not in the manifest's list: {', '.join(self.names)}; export again")
            boxes = np.array([o["box"] for o in objects], np.float32).reshape(-1, 4) * scale
            self.truth.append((boxes, np.array([index[o["class"]] for o in objects], np.int64), np.array([o["ignored"] for o in objects], bool)))
        self.present, self.rarity = self._count()
        self.pictures = self._cache(Path(folder), frames)

    def __len__(self):
        return len(self.truth)

    def _cache(self, folder, frames):
        key = hashlib.sha256(json.dumps([self.width, self.height, [str(f.picture) for f in frames]]).encode()).hexdigest()[:16]
        path = folder / f"pictures-{key}.npy"
        if not path.is_file():
            writing = path.with_suffix(".writing")
            cache = np.lib.format.open_memmap(writing, "w+", np.uint8, (len(frames), self.height, self.width, 3))

            def read(i):
                with Image.open(frames[i].picture) as picture:
                    cache[i] = np.asarray(picture.convert("RGB").resize((self.width, self.height), Image.Resampling.BILINEAR))

            with ThreadPoolExecutor() as pool:
                list(pool.map(read, range(len(frames))))
            cache.flush()
            del cache
            writing.rename(path)
        return np.load(path, mmap_mode="r")

    def _count(self):
        present = np.zeros((len(self), len(self.names)), bool)
        for i, (_, classes, ignored) in enumerate(self.truth):
            present[i, classes[~ignored]] = True
        share = np.maximum(present.mean(0), 1 / len(self))
        return present, np.maximum(1.0, np.sqrt(FREQUENT / share))

    def chances(self):
        """How often each picture is drawn: those that hold a rare class more often (repeat factor sampling, LVIS, Gupta et al. 2019)."""
        weights = np.where(self.present, self.rarity, 1.0).max(1)
        return weights / weights.sum()

    def focus(self, index, random):
        """The middle of an object that counts, of a rare class more often; None where there is none."""
        boxes, classes, ignored = self.truth[index]
        if ignored.all():
            return None
        weights = self.rarity[classes] * ~ignored / np.bincount(classes, minlength=len(self.names))[classes]
        box = boxes[random.choice(len(boxes), p=weights / weights.sum())]
        return (box[:2] + box[2:]) / 2


def letterboxed(frames, index, width, height):
    """One picture as the host's engine sees it: aspect kept, centred, grey border. Returns the picture and source→input scale and offset."""
    scale = min(width / frames.width, height / frames.height)
    w, h = round(frames.width * scale), round(frames.height * scale)
    x, y = (width - w) // 2, (height - h) // 2
    canvas = torch.full((3, height, width), PAD)
    picture = torch.from_numpy(np.array(frames.pictures[index])).permute(2, 0, 1)[None].float() / 255
    canvas[:, y : y + h, x : x + w] = functional.interpolate(picture, (h, w), mode="bilinear", align_corners=False)[0]
    return canvas, scale, (x, y)


def augmented(frames, index, plan, canvas, random):
    """
    A random stretch of one picture, as large as the canvas: zoom 0.75 to 1.4 of the letterbox at the plan's size, now and then down to
    0.4; place, mirror, brightness, contrast, colour cast. Bytes. Where the canvas is a cutting, mostly one that holds an object.
    """
    width, height = canvas
    low, high = (0.4, 0.75) if random.random() < FAR * (width < plan.width) else (0.75, 1.4)
    zoom = min(plan.width / frames.width, plan.height / frames.height) * np.exp(random.uniform(np.log(low), np.log(high)))
    w, h = frames.width * zoom, frames.height * zoom
    # Top left corner of the picture in the input; negative where the input shows only a part.
    x = random.uniform(min(0, width - w), max(0, width - w))
    y = random.uniform(min(0, height - h), max(0, height - h))
    middle = frames.focus(index, random) if width < plan.width and random.random() < FOCUSED else None
    if middle is not None:
        x, y = (
            float(np.clip(random.uniform(0.1, 0.9) * side - at * zoom, min(0, side - whole), max(0, side - whole)))
            for side, at, whole in ((width, middle[0], w), (height, middle[1], h))
        )
    x1, y1 = max(0.0, -x / zoom), max(0.0, -y / zoom)
    x2, y2 = min(float(frames.width), (width - x) / zoom), min(float(frames.height), (height - y) / zoom)
    left, top = max(0, round(x + x1 * zoom)), max(0, round(y + y1 * zoom))
    right, bottom = min(width, round(x + x2 * zoom)), min(height, round(y + y2 * zoom))
    picture = Image.fromarray(frames.pictures[index])
    part = np.asarray(picture.resize((right - left, bottom - top), Image.Resampling.BILINEAR, box=(x1, y1, x2, y2)))
    contrast, gains = random.uniform(0.8, 1.2), random.uniform(0.75, 1.3) * random.uniform(0.94, 1.06, 3)
    levels = np.clip(((np.arange(256) - 110) * contrast + 110) * gains[:, None], 0, 255).astype(np.uint8)
    canvas = np.full((3, height, width), round(PAD * 255), np.uint8)
    for channel in range(3):
        canvas[channel, top:bottom, left:right] = levels[channel][part[..., channel]]
    boxes, classes, ignored = frames.truth[index]
    placed = boxes * zoom + np.array([x, y, x, y], np.float32)
    if random.random() < 0.5:
        canvas = np.ascontiguousarray(canvas[:, :, ::-1])
        placed = placed[:, [2, 1, 0, 3]] * np.array([-1, 1, -1, 1], np.float32) + np.array([width, 0, width, 0], np.float32)
    limit = np.array([width, height, width, height], np.float32)
    cut = np.clip(placed, 0, limit)
    area = (cut[:, 2] - cut[:, 0]) * (cut[:, 3] - cut[:, 1])
    whole = np.maximum((placed[:, 2] - placed[:, 0]) * (placed[:, 3] - placed[:, 1]), 1e-3)
    seen = area > 0
    ignored = ignored | (area < (SMALLEST_SIDE * plan.width) ** 2) | (area < 0.4 * whole)
    return torch.from_numpy(canvas), cut[seen], classes[seen], ignored[seen]


def collate(items, class_count, centres):
    most = max(1, max(int((~i[3]).sum()) for i in items))
    boxes = torch.zeros(len(items), most, 4)
    classes = torch.zeros(len(items), most, dtype=torch.long)
    counts = torch.zeros(len(items), dtype=torch.long)
    ignored = torch.zeros(len(items), len(centres), class_count, dtype=torch.bool)
    for n, (_, b, c, i) in enumerate(items):
        kept = ~i
        counts[n] = int(kept.sum())
        boxes[n, : counts[n]] = torch.from_numpy(b[kept])
        classes[n, : counts[n]] = torch.from_numpy(c[kept])
        for box, name in zip(torch.from_numpy(b[i]), c[i]):
            inside = ((centres >= box[:2]) & (centres <= box[2:])).all(-1)
            ignored[n, :, name] |= inside
    return Batch(torch.stack([i[0] for i in items]), boxes, classes, counts, ignored)


class Feeder:
    """Batches made ahead by a thread until the schedule is at its end; a seed and a step always give the same choice."""

    def __init__(self, frames, plan, first_step, seed):
        self._queue = queue.Queue(4)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, args=(frames, plan, first_step, seed), daemon=True)
        self._thread.start()

    def __iter__(self):
        while (item := self._queue.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item

    def close(self):
        self._stop.set()

    def _work(self, frames, plan, step, seed):
        try:
            from learner.detector.network import cells

            chances = frames.chances()
            while plan.schedule.share < 1 and not self._stop.is_set():
                width, height, count = plan.now()
                random = np.random.default_rng([seed, step])
                items = [augmented(frames, int(i), plan, (width, height), random) for i in random.choice(len(frames), count, p=chances)]
                batch = collate(items, len(frames.names), cells(width, height)[0])
                while not self._stop.is_set():
                    try:
                        self._queue.put((step, batch), timeout=1)
                        break
                    except queue.Full:
                        continue
                step += 1
            self._queue.put(None)
        except Exception as error:  # handed to the training loop, which raises it
            self._queue.put(error)
