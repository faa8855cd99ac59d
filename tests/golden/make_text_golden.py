#!/usr/bin/env python3
"""Golden texts from a second implementation: OpenCV resizes, runs the networks (cv2.dnn) and does what PP-OCR's published
post-processing does (findContours, minAreaRect, fillPoly, warpPerspective; the offset of a region is a polygon with rounded
corners whose smallest rectangle is measured). Nothing here is shared with the code under test.

  make_text_golden.py DATA [OUT]    DATA: folder with models/ppocr; OUT: this folder by default

Draws its pictures first (OUT/text/*.png, DejaVu Sans), so that reading needs no font. Needs python3-opencv, python3-numpy,
python3-pil, python3-onnx and fonts-dejavu-core.
"""
import json
import math
import os
import sys

import cv2
import numpy as np
import onnx
from onnx import helper, numpy_helper
from PIL import Image, ImageDraw, ImageFont

DETECTOR = "en_PP-OCRv3_det_infer.onnx"
READER = "en_number_mobile_v2.0_rec_infer.onnx"
DIRECTION = "ch_ppocr_mobile_v2.0_cls_infer.onnx"
SIDE = 640
WIDTHS = [320, 640, 1280]
LISTED_FROM = 0.5
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans%s.ttf"


# --- pictures

def words(picture, entries):
    """(text, middle, size, angle, ink, font) drawn onto a picture, each turned about its middle, counter-clockwise."""
    for text, (x, y), size, angle, ink, face in entries:
        font = ImageFont.truetype(FONT % face, size)
        left, top, right, bottom = font.getbbox(text)
        mask = Image.new("L", (right - left + 8, bottom - top + 8), 0)
        ImageDraw.Draw(mask).text((4 - left, 4 - top), text, 255, font)
        mask = mask.rotate(angle, Image.BICUBIC, expand=True)
        picture.paste(Image.new("RGB", mask.size, ink), (x - mask.width // 2, y - mask.height // 2), mask)
    return picture


def gradient(width, height, one, other):
    ramp = np.linspace(0, 1, width)[None, :, None] * np.ones((height, 1, 1))
    return Image.fromarray((np.array(one) * (1 - ramp) + np.array(other) * ramp).astype(np.uint8))


def pictures():
    yield "lines", words(Image.new("RGB", (640, 360), (250, 250, 246)), [
        ("Emergency exit", (170, 50), 34, 0, (20, 20, 30), "-Bold"),
        ("Platform 9", (500, 52), 30, 0, (150, 20, 20), ""),
        ("OPEN 24/7", (140, 140), 40, 0, (0, 90, 40), "-Bold"),
        ("tel. 555-0199", (470, 140), 26, 0, (40, 40, 90), ""),
        ("Keep the door closed at all times", (320, 230), 30, 0, (0, 0, 0), ""),
        ("2398072", (320, 310), 48, 0, (10, 10, 10), "-Bold"),
    ])
    yield "turned", words(gradient(800, 600, (40, 60, 90), (120, 90, 60)), [
        ("Broadway", (200, 150), 54, 20, (255, 255, 255), "-Bold"),
        ("Exit 17", (560, 170), 50, -28, (255, 230, 40), "-Bold"),
        ("Airport", (250, 430), 60, -12, (230, 255, 230), ""),
        ("DOWNWARDS", (620, 420), 44, -90, (255, 255, 255), "-Bold"),
    ])
    yield "flipped", words(Image.new("RGB", (640, 240), (255, 255, 255)), [
        ("Upside down", (180, 120), 44, 180, (0, 0, 0), "-Bold"),
        ("Upright", (480, 120), 44, 0, (0, 0, 0), "-Bold"),
    ])
    yield "edges", words(Image.new("RGB", (481, 303), (200, 215, 230)), [
        ("Corner", (76, 20), 40, 0, (20, 20, 20), "-Bold"),
        ("cut at the right edge", (380, 150), 34, 0, (120, 0, 0), "-Bold"),
        ("Bottom", (240, 288), 36, 0, (0, 60, 0), ""),
    ])
    yield "long", words(Image.new("RGB", (1280, 200), (30, 30, 30)), [
        ("A line of text that is much longer than the usual width of a reader", (640, 60), 30, 0, (240, 240, 240), ""),
        ("short", (100, 150), 30, 0, (240, 240, 240), ""),
    ])


# --- networks

def network(path, shape):
    """OpenCV 4.6 knows neither Clip with inputs nor Tile: both hold constants here, and are written as it knows them."""
    model = onnx.load(path)
    graph = model.graph
    constants = {n.output[0]: numpy_helper.to_array(n.attribute[0].t) for n in graph.node if n.op_type == "Constant"}
    same = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "Tile"}  # a batch of one
    nodes, wanted = [], {o.name for o in graph.output}
    for node in reversed(graph.node):
        if node.op_type in ("Constant", "Tile") or not wanted & set(node.output):
            continue
        if node.op_type == "Clip":
            low, high = (float(constants[i]) for i in node.input[1:3])
            node = helper.make_node("Clip", [node.input[0]], list(node.output), name=node.name, min=low, max=high)
        node.input[:] = [same.get(i, i) for i in node.input]
        wanted |= set(node.input)
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(reversed(nodes))
    graph.initializer.extend(numpy_helper.from_array(v, k) for k, v in constants.items() if k in wanted)
    for dimension, size in zip(graph.input[0].type.tensor_type.shape.dim, shape):
        dimension.dim_value = size
    return cv2.dnn.readNetFromONNX(np.frombuffer(model.SerializeToString(), np.uint8))


class Lines:
    """A network that takes one line of text of a fixed height, its shape kept, at the left of its input."""

    def __init__(self, path, height, width):
        self.height, self.width, self.net = height, width, network(path, (1, 3, height, width))

    def run(self, crop):
        width = min(self.width, max(1, math.ceil(self.height * crop.shape[1] / crop.shape[0])))
        resized = cv2.resize(crop, (width, self.height)).astype(np.float32)
        blob = np.zeros((1, 3, self.height, self.width), np.float32)
        blob[0, :, :, :width] = ((resized / 255 - 0.5) / 0.5).transpose(2, 0, 1)
        self.net.setInput(blob)
        return self.net.forward()


# --- PP-OCR's post-processing

def ordered(points):
    points = sorted(points.tolist(), key=lambda p: p[0])
    left, right = sorted(points[:2], key=lambda p: p[1]), sorted(points[2:], key=lambda p: p[1])
    return np.array([left[0], right[0], right[1], left[1]], np.float64)


def mean_inside(probability, corners):
    mask = np.zeros(probability.shape, np.uint8)
    cv2.fillPoly(mask, [np.round(corners).astype(np.int32)], 1)
    return cv2.mean(probability, mask)[0]


def grown(corners, ratio):
    """The polygon's offset with rounded corners, and the smallest rectangle around that."""
    around = cv2.contourArea(corners.astype(np.float32)) * ratio / cv2.arcLength(corners.astype(np.float32), True)
    turn = np.linspace(0, 2 * math.pi, 361)
    circle = around * np.stack([np.cos(turn), np.sin(turn)], 1)
    points = (corners[:, None, :] + circle[None]).reshape(-1, 2).astype(np.float32)
    return cv2.minAreaRect(cv2.convexHull(points))


def regions(probability):
    contours, _ = cv2.findContours((probability > 0.3).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours[:1000]:
        rectangle = cv2.minAreaRect(contour)
        if min(rectangle[1]) < 3:
            continue
        corners = ordered(cv2.boxPoints(rectangle))
        score = mean_inside(probability, corners)
        whole = grown(corners, 1.5)
        if score >= LISTED_FROM and min(whole[1]) >= 5:
            yield ordered(cv2.boxPoints(whole)) + 0.5, score  # from pixel middles to places in the picture


def crop_of(image, corners):
    width = max(1, round(max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[2] - corners[3]))))
    height = max(1, round(max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    warp = cv2.getPerspectiveTransform((corners - 0.5).astype(np.float32), flat)
    crop = cv2.warpPerspective(image, warp, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.rot90(crop) if height >= 1.5 * width else crop


def greedy(steps, labels):
    best, text, sure = steps.argmax(1), "", []
    for i, label in enumerate(best):
        if label != 0 and (i == 0 or best[i - 1] != label):
            text += labels[label]
            sure.append(float(steps[i, label]))
    return text, float(np.mean(sure)) if sure else 0.0


class Ocr:
    def __init__(self, folder):
        self.detector = network(os.path.join(folder, DETECTOR), (1, 3, SIDE, SIDE))
        self.readers = [Lines(os.path.join(folder, READER), 32, width) for width in WIDTHS]
        self.direction = Lines(os.path.join(folder, DIRECTION), 48, 192)
        with open(os.path.join(folder, "en_dict.txt"), encoding="utf-8") as file:
            self.labels = ["", *(line.rstrip("\n") for line in file), " "]

    def probability(self, image):
        rows, columns = image.shape[:2]
        scale = min(SIDE / columns, SIDE / rows)
        width, height = round(columns * scale), round(rows * scale)
        blob = np.zeros((1, 3, SIDE, SIDE), np.float32) - np.array([123.675 / 58.395, 116.28 / 57.12, 103.53 / 57.375], np.float32)[None, :, None, None]
        resized = cv2.resize(image, (width, height)).astype(np.float32)
        blob[0, :, :height, :width] = ((resized - [123.675, 116.28, 103.53]) / [58.395, 57.12, 57.375]).transpose(2, 0, 1)
        self.detector.setInput(blob)
        return self.detector.forward()[0, 0], (columns / width, rows / height)

    def read(self, image):
        probability, source = self.probability(image)
        for corners, score in regions(probability):
            corners = corners * source
            crop = crop_of(image, corners)
            fitting = [r for r in self.readers if math.ceil(r.height * crop.shape[1] / crop.shape[0]) <= r.width]
            turned = float(self.direction.run(crop)[0, 1])
            texts = {}
            for name, view in (("text", crop), ("turned", np.rot90(crop, 2))):
                steps = (fitting or self.readers[-1:])[0].run(view)
                texts[name] = greedy(steps.reshape(-1, len(self.labels)), self.labels)
            yield {
                "corners": [[round(float(v), 2) for v in corner] for corner in corners],
                "score": round(float(score), 4),
                "text": texts["text"][0], "confidence": round(texts["text"][1], 4),
                "turned": round(turned, 4), "turned_text": texts["turned"][0],
            }


def main():
    data = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))
    os.makedirs(os.path.join(out, "text"), exist_ok=True)
    ocr = Ocr(os.path.join(data, "models", "ppocr"))
    lines = []
    for name, picture in pictures():
        path = os.path.join(out, "text", name + ".png")
        picture.save(path, optimize=True)
        image = cv2.imread(path)
        found = ",\n      ".join(json.dumps(one) for one in sorted(ocr.read(image), key=lambda one: one["corners"][0][1]))
        lines.append(f'    {{"source": "text/{name}.png", "width": {image.shape[1]}, "height": {image.shape[0]}, "regions": [\n      {found}]}}')
    with open(os.path.join(out, "text.json"), "w", encoding="utf-8") as file:
        file.write(f'{{\n  "made_with": "opencv {cv2.__version__} dnn",\n  "box_threshold": 0.6,\n  "listed_from": {LISTED_FROM},\n  "pictures": [\n')
        file.write(",\n".join(lines) + "\n  ]\n}\n")


if __name__ == "__main__":
    main()
