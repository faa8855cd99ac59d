"""The trained detector as two model folders: `street-detector` (INT8, ships) and `street-detector-float` (to compare with)."""

import numpy as np
import torch
from onnx import helper
from torch import fx, nn

from learner.detector.data import FrameSet, letterboxed
from learner.detector.network import STRIDES, cells
from learner.export.folder import write_folder
from learner.export.folding import folded
from learner.export.graph import GraphWriter, NetworkWriter, tensor_info
from learner.export.ranges import measure

CALIBRATION_PICTURES = 192


class Levels(nn.Module):
    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, picture):
        return [part for level in self.detector.levels(picture) for part in level]


def write_model_folders(model, options, out):
    frames = FrameSet(options.validation)
    traced = fx.symbolic_trace(folded(Levels(model)))
    ranges = calibrate(traced, frames, options.width, options.height)
    for name, chosen in (("street-detector-float", None), ("street-detector", ranges)):
        written = write_folder(out / name, onnx_model(traced, frames.names, options, chosen), description(name, frames.names, options, chosen is not None))
        print(f"{out / name}: {written / 1e6:.2f} MB")


def calibrate(traced, frames, width, height):
    """Activation ranges over held-out pictures, spread over all films."""
    chosen = np.linspace(0, len(frames) - 1, min(len(frames), CALIBRATION_PICTURES)).astype(int)
    batches = [(torch.stack([letterboxed(frames, int(i), width, height)[0] for i in chosen[at : at + 8]]),) for at in range(0, len(chosen), 8)]
    return measure(traced, batches)


def onnx_model(traced, names, options, ranges):
    """Input `image`; output `detections` [1, 4 + classes, cells] as YOLOv8 exports it: centre, size in input pixels, class logits."""
    writer = GraphWriter(ranges)
    shape = [1, 3, options.height, options.width]
    if ranges is None:
        image, picture = tensor_info("image", "float32", shape), "image"
    else:
        # Bytes are the quantized picture: value = byte / 255.
        image = tensor_info("image", "uint8", shape)
        scale, zero = np.float32(1 / 255), np.uint8(0)
        picture = writer.add("DequantizeLinear", ["image", writer.constant("image_scale", scale), writer.constant("image_zero", zero)], "image_dq")
        writer.scales[picture] = (scale, zero)
    outputs = NetworkWriter(writer, traced, {"picture": picture}).write()
    sizes = [(options.height // s) * (options.width // s) for s in STRIDES]
    flat = [
        writer.add("Reshape", [name, writer.constant(f"flat_{i}", np.array([1, len(names) if i % 2 == 0 else 4, sizes[i // 2]], np.int64))], f"level_{i}")
        for i, name in enumerate(outputs)
    ]
    logits = writer.add("Concat", flat[0::2], "logits", axis=2)
    distances = writer.add("Softplus", [writer.add("Concat", flat[1::2], "distances", axis=2)], "positive")
    centres, strides = cells(options.width, options.height)
    pixels = writer.add("Mul", [distances, writer.constant("strides", strides.numpy()[None, None])], "pixels")
    before, after = writer.add("Split", [pixels], "side", outputs=2, axis=1)
    size = writer.add("Add", [before, after], "size")
    shift = writer.add("Mul", [writer.add("Sub", [after, before], "difference"), writer.constant("half", np.full((1, 1, 1), 0.5, np.float32))], "shift")
    centre = writer.add("Add", [shift, writer.constant("centres", centres.t().numpy()[None])], "centre")
    writer.nodes.append(helper.make_node("Concat", [centre, size, logits], ["detections"], name="detections", axis=1))
    return writer.model([image], [tensor_info("detections", "float32", [1, 4 + len(names), sum(sizes)])], "street-detector")


def description(name, names, options, is_quantized):
    divisor = 1 / 255
    return {
        "name": name,
        "task": "detect",
        "licence": "Apache-2.0",
        "source": "central/learner, trained on the simulated street world",
        "precision": "int8" if is_quantized else "fp32",
        "input": {
            "name": "image",
            "layout": "nchw",
            "type": "uint8" if is_quantized else "float32",
            "width": options.width,
            "height": options.height,
            "resize": "letterbox",
            "anchor": "centre",
            "pad": 114,
            "colour": "rgb",
            "mean": [0, 0, 0],
            "scale": [1, 1, 1] if is_quantized else [divisor] * 3,
        },
        "head": {"kind": "yolov8", "strides": list(STRIDES), "logits": True, "score_threshold": 0.5, "nms_iou": 0.6},
        "labels": names,
    }
