#!/usr/bin/env python3
"""Writes pattern.onnx and its model.json: the detector for the moving rectangles of `sim:pattern`.

No training and no package: the network is written down by hand. It works on the pixels alone.

  image [1,3,192,320] RGB 0..255
    margin  = 1x1 convolution: how much redder (greener, bluer) than the other two channels, minus half
              of what the pattern's own colour gives, so a pixel half covered by a rectangle is on the line
    columns = max over y, rows = max over x: profiles of each colour
    first and last place above 0 in each profile = the sides of the box
    score   = the best margin, 1 for the pattern's own colour, 0 or below where there is none

One box a colour: enough for the pattern, which has at most one of each, and for nothing else.
"""
import hashlib
import json
import os
import struct

WIDTH, HEIGHT = 320, 192
COLOURS = {"red": (220, 40, 40), "green": (40, 200, 40), "blue": (40, 60, 220)}
OPSET, IR_VERSION = 13, 8
FLOAT, INT64 = 1, 7


# Protocol buffers, as far as onnx.proto needs them: varints, and fields with a length.
def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def block(field, value):
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def attribute(name, value):
    if isinstance(value, list):
        return block(1, name) + b"".join(number(8, v) for v in value) + number(20, 7)
    return block(1, name) + number(3, value) + number(20, 2)


def node(op, inputs, output, **attributes):
    body = b"".join(block(1, name) for name in inputs) + block(2, output) + block(3, output) + block(4, op)
    return block(1, body + b"".join(block(5, attribute(k, v)) for k, v in attributes.items()))


def constant(name, shape, values):
    body = b"".join(number(1, d) for d in shape) + number(2, FLOAT) + block(8, name)
    return block(5, body + block(9, struct.pack(f"<{len(values)}f", *values)))


def value_info(field, name, shape):
    dims = b"".join(block(1, number(1, d)) for d in shape)
    return block(field, block(1, name) + block(2, block(1, number(1, FLOAT) + block(2, dims))))


def sides(profile):
    """First and last place above zero of a profile [1,3,n], as floats [1,3,1]; the last is the place behind."""
    return b"".join([
        node("Greater", [profile, "zero"], profile + "_above"),
        node("Cast", [profile + "_above"], profile + "_on", to=FLOAT),
        node("ArgMax", [profile + "_on"], profile + "_first_index", axis=2, keepdims=1),
        node("ArgMax", [profile + "_on"], profile + "_last_index", axis=2, keepdims=1, select_last_index=1),
        node("Cast", [profile + "_first_index"], profile + "_first", to=FLOAT),
        node("Cast", [profile + "_last_index"], profile + "_last", to=FLOAT),
        node("Add", [profile + "_last", "one"], profile + "_end"),
    ])


def graph():
    weights = [1.0 if i == j else -0.5 for i in range(3) for j in range(3)]
    strength = [sum(w * c for w, c in zip(weights[3 * i:3 * i + 3], colour)) for i, colour in enumerate(COLOURS.values())]
    nodes = b"".join([
        node("Conv", ["image", "match", "half"], "margin", kernel_shape=[1, 1]),
        node("ReduceMax", ["margin"], "columns", axes=[2], keepdims=0),
        node("ReduceMax", ["margin"], "rows", axes=[3], keepdims=0),
        sides("columns"),
        sides("rows"),
        node("Concat", ["columns_first", "rows_first", "columns_end", "rows_end"], "boxes", axis=2),
        node("ReduceMax", ["columns"], "peak", axes=[2], keepdims=1),
        node("Mul", ["peak", "per_peak"], "relative"),
        node("Clip", ["relative", "zero", "one"], "score"),
        node("Mul", ["score", "identity"], "scores"),
    ])
    constants = b"".join([
        constant("match", [3, 3, 1, 1], weights),
        constant("half", [3], [-s / 2 for s in strength]),
        constant("per_peak", [1, 3, 1], [2 / s for s in strength]),
        constant("identity", [1, 3, 3], [float(i == j) for i in range(3) for j in range(3)]),
        constant("zero", [], [0.0]),
        constant("one", [], [1.0]),
    ])
    return nodes + block(2, "pattern") + constants + value_info(11, "image", [1, 3, HEIGHT, WIDTH]) + \
        value_info(12, "boxes", [1, 3, 4]) + value_info(12, "scores", [1, 3, 3])


def main():
    folder = os.path.dirname(os.path.abspath(__file__))
    model = number(1, IR_VERSION) + block(2, "make_pattern_model.py") + block(7, graph()) + block(8, block(1, "") + number(2, OPSET))
    with open(os.path.join(folder, "pattern.onnx"), "wb") as file:
        file.write(model)
    description = {
        "name": "pattern",
        "task": "detect",
        "file": "pattern.onnx",
        "sha256": hashlib.sha256(model).hexdigest(),
        "licence": "Apache-2.0",
        "source": "make_pattern_model.py in this folder",
        "precision": "fp32",
        "input": {
            "name": "image", "layout": "nchw", "type": "float32", "width": WIDTH, "height": HEIGHT,
            "resize": "letterbox", "anchor": "centre", "pad": 114, "colour": "rgb", "mean": [0, 0, 0], "scale": [1, 1, 1],
        },
        "head": {
            "kind": "boxes-scores", "outputs": {"boxes": "boxes", "scores": "scores"},
            "box_space": "model", "box_encoding": "xyxy", "score_threshold": 0.5, "nms_iou": 0.9,
        },
        "labels": list(COLOURS),
    }
    with open(os.path.join(folder, "model.json"), "w") as file:
        json.dump(description, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
