#!/usr/bin/env python3
"""Golden detections from a second implementation: OpenCV decodes, resizes and runs the network (cv2.dnn), and the heads below
are the published formulas in their plain form. Nothing here is shared with the code under test.

  make_golden.py DATA [OUT]     DATA: folder with images/, videos/, models/ and labels/; OUT: this folder by default

Needs python3-opencv and numpy. Each file lists detections down to a score below the threshold (`listed_from`), so that a test can
tell "just below the threshold here, just above it there" from a box that is not there at all.
"""
import hashlib
import json
import math
import os
import sys

import cv2
import numpy as np

IMAGES = ["carnd-lane-solidWhiteRight.jpg", "carnd-vehicle-test1.jpg", "carnd-vehicle-test4.jpg", "darknet-dog.jpg",
          "darknet-horses.jpg", "darknet-person.jpg"]
FRAMES = {
    "one-by-one-person-detection.mp4": [60, 120, 180, 240, 290, 330, 690],
    "carnd-vehicle-test_video.mp4": [0, 12, 24, 36],
    "carnd-solidWhiteRight.mp4": [0, 50, 100],
    "car-detection.mp4": [40, 80],
    "bottle-detection.mp4": [60, 120],
}


class Letterbox:
    """Keeps the aspect ratio; the picture sits in the middle or at the top left."""

    def __init__(self, image, width, height, pad, centred):
        rows, columns = image.shape[:2]
        self.scale = min(width / columns, height / rows)
        w, h = round(columns * self.scale), round(rows * self.scale)
        self.left, self.top = ((width - w) // 2, (height - h) // 2) if centred else (0, 0)
        self.picture = np.full((height, width, 3), pad, np.uint8)
        self.picture[self.top:self.top + h, self.left:self.left + w] = cv2.resize(image, (w, h), interpolation=cv2.INTER_LINEAR)

    def to_source(self, x, y):
        return (x - self.left) / self.scale, (y - self.top) / self.scale


class Stretch:
    def __init__(self, image, width, height):
        self.scale_x, self.scale_y = width / image.shape[1], height / image.shape[0]
        self.picture = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)

    def to_source(self, x, y):
        return x / self.scale_x, y / self.scale_y


def tensor(picture, mean=(0, 0, 0), divisor=(1, 1, 1)):
    """(pixel - mean) / divisor, planes first; in the channel order of the picture."""
    values = (picture.astype(np.float32) - np.array(mean, np.float32)) / np.array(divisor, np.float32)
    return np.ascontiguousarray(values.transpose(2, 0, 1)[None])


def centred(x, y, w, h):
    return x - w / 2, y - h / 2, x + w / 2, y + h / 2


class FastestDet:
    """github.com/dog-qiuqiu/FastestDet, example/onnx-runtime: score = obj^0.6 * class^0.4."""
    file, threshold, listed_from, iou = "fastestdet/FastestDet.onnx", 0.65, 0.45, 0.45
    labels = "coco.names"

    def run(self, net, image):
        fit = Stretch(image, 352, 352)
        net.setInput(tensor(fit.picture, divisor=(255, 255, 255)))
        cells = net.forward()[0].astype(np.float64)
        _, rows, columns = cells.shape
        for h in range(rows):
            for w in range(columns):
                objectness, tx, ty, tw, th = cells[:5, h, w]
                label = int(np.argmax(cells[5:, h, w]))
                score = objectness ** 0.6 * cells[5 + label, h, w] ** 0.4
                if score > self.listed_from:
                    box = centred((w + math.tanh(tx)) / columns * 352, (h + math.tanh(ty)) / rows * 352,
                                  352 / (1 + math.exp(-tw)), 352 / (1 + math.exp(-th)))
                    yield fit, box, score, label


class NanoDet:
    """github.com/RangiLyu/nanodet (v0): distribution focal loss, 8 bins a side, centres at (stride - 1) / 2."""
    file, threshold, listed_from, iou = "nanodet/nanodet_m_416.onnx", 0.35, 0.25, 0.6
    labels = "coco.names"

    def run(self, net, image):
        fit = Letterbox(image, 416, 416, pad=0, centred=True)
        net.setInput(tensor(fit.picture, (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)))
        strides = [8, 16, 32]
        outputs = net.forward([f"{kind}_pred_stride_{s}" for s in strides for kind in ("cls", "dis")])
        for level, stride in enumerate(strides):
            scores, distances = (o.astype(np.float64)[0] for o in outputs[level * 2:level * 2 + 2])
            side = 416 // stride
            for i in range(side * side):
                label = int(np.argmax(scores[i]))
                if scores[i, label] <= self.listed_from:
                    continue
                reach = []
                for bins in distances[i].reshape(4, 8):
                    weights = np.exp(bins) / np.exp(bins).sum()
                    reach.append(float((weights * np.arange(8)).sum()) * stride)
                x, y = i % side * stride + (stride - 1) / 2, i // side * stride + (stride - 1) / 2
                yield fit, (x - reach[0], y - reach[1], x + reach[2], y + reach[3]), scores[i, label], label


class LightPersonDetector:
    """YOLOX (arXiv:2107.08430), one class, raw rows."""
    file, threshold, listed_from, iou = "light_person_detector/light_person_detector.onnx", 0.4, 0.3, 0.45
    labels = ["person"]

    def run(self, net, image):
        fit = Letterbox(image, 192, 192, pad=114, centred=False)
        net.setInput(tensor(fit.picture))
        rows = net.forward()[0].astype(np.float64)
        i = 0
        for stride in (8, 16, 32):
            for y in range(192 // stride):
                for x in range(192 // stride):
                    tx, ty, tw, th, objectness, person = rows[i]
                    i += 1
                    if objectness * person > self.listed_from:
                        yield fit, centred((x + tx) * stride, (y + ty) * stride, math.exp(tw) * stride,
                                           math.exp(th) * stride), objectness * person, 0


class UltraFace:
    """github.com/Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB, decoding inside the network."""
    file, threshold, listed_from, iou = "ultraface/version-RFB-320.onnx", 0.7, 0.5, 0.3
    labels = ["face"]

    def run(self, net, image):
        fit = Stretch(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), 320, 240)
        net.setInput(tensor(fit.picture, (127, 127, 127), (128, 128, 128)))
        scores, boxes = (o.astype(np.float64)[0] for o in net.forward(["scores", "boxes"]))
        for score, box in zip(scores[:, 1], self.decode(boxes)):
            if score > self.listed_from:
                yield fit, (box[0] * 320, box[1] * 240, box[2] * 320, box[3] * 240), score, 0

    def decode(self, boxes):
        return boxes


class UltraFaceRaw(UltraFace):
    """The same without decoding: offsets to priors of SSD (arXiv:1512.02325), variances 0.1 and 0.2, priors clipped to 0..1."""
    file = "ultraface/version-RFB-320_without_postprocessing.onnx"

    def decode(self, offsets):
        i = 0
        for stride, sizes in zip((8, 16, 32, 64), ((10, 16, 24), (32, 48), (64, 96), (128, 192, 256))):
            for row in range(math.ceil(240 / stride)):
                for column in range(math.ceil(320 / stride)):
                    for size in sizes:
                        px, py = min((column + 0.5) * stride / 320, 1), min((row + 0.5) * stride / 240, 1)
                        pw, ph = min(size / 320, 1), min(size / 240, 1)
                        dx, dy, dw, dh = offsets[i]
                        i += 1
                        yield centred(px + dx * 0.1 * pw, py + dy * 0.1 * ph, pw * math.exp(dw * 0.2), ph * math.exp(dh * 0.2))


def overlap(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def suppress(found, iou):
    stay = []
    for one in sorted(found, key=lambda f: -f[2]):
        if all(kept[3] != one[3] or overlap(kept[1], one[1]) <= iou for kept in stay):
            stay.append(one)
    return stay


def detect(model, net, image, labels):
    rows, columns = image.shape[:2]
    detections = []
    for fit, box, score, label in suppress(list(model.run(net, image)), model.iou):
        (left, top), (right, bottom) = fit.to_source(box[0], box[1]), fit.to_source(box[2], box[3])
        clipped = [min(max(left, 0), columns), min(max(top, 0), rows), min(max(right, 0), columns), min(max(bottom, 0), rows)]
        if clipped[2] > clipped[0] and clipped[3] > clipped[1]:
            detections.append({"label": labels[label], "score": round(float(score), 4), "box": [round(float(v), 2) for v in clipped]})
    return detections


def pictures(data):
    for name in IMAGES:
        yield {"source": f"images/{name}"}, cv2.imread(os.path.join(data, "images", name))
    for name, frames in FRAMES.items():
        video = cv2.VideoCapture(os.path.join(data, "videos", name))
        for index in range(max(frames) + 1):
            if not video.grab():
                raise SystemExit(f"{name} ended at frame {index}")
            if index in frames:
                yield {"source": f"videos/{name}", "frame": index}, video.retrieve()[1]


def main():
    data = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(data, "labels", "coco.names")) as f:
        coco = f.read().split("\n")
    taken = list(pictures(data))
    for kind in (FastestDet, NanoDet, LightPersonDetector, UltraFace, UltraFaceRaw):
        model = kind()
        path = os.path.join(data, "models", model.file)
        net = cv2.dnn.readNetFromONNX(path)
        labels = coco if model.labels == "coco.names" else model.labels
        with open(path, "rb") as f:
            sha256 = hashlib.sha256(f.read()).hexdigest()
        name = os.path.splitext(os.path.basename(model.file))[0]
        golden = [{**where, "width": image.shape[1], "height": image.shape[0], "detections": detect(model, net, image, labels)}
                  for where, image in taken]
        with open(os.path.join(out, name + ".json"), "w") as f:
            head = {"model": model.file, "sha256": sha256, "made_with": f"opencv {cv2.__version__} dnn", "threshold": model.threshold,
                    "listed_from": model.listed_from, "nms_iou": model.iou}
            f.write(json.dumps(head, indent=2)[:-2] + ',\n  "pictures": [\n')
            f.write(",\n".join("    " + json.dumps(picture) for picture in golden) + "\n  ]\n}\n")
        sure = [d for picture in golden for d in picture["detections"] if d["score"] > model.threshold]
        print(f"{name}: {len(sure)} above the threshold in {len(golden)} pictures")


if __name__ == "__main__":
    main()
