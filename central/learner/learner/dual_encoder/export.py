"""The trained encoders as model folders: `street-dual-encoder-image` and `-text` (INT8, ship), and their float twins."""

import hashlib
import json

import numpy as np
import torch
from onnx import helper
from torch import fx
from torch.nn import functional

from learner.dual_encoder.captions import sentence
from learner.dual_encoder.data import CONTEXT_SHARE, CropSet
from learner.dual_encoder.network import DIMENSIONS, SIDE
from learner.dual_encoder.tokens import CONTEXT, PAD, Tokenizer
from learner.export.folder import write_folder
from learner.export.folding import folded
from learner.export.graph import GraphWriter, NetworkWriter, tensor_info
from learner.export.ranges import measure

CALIBRATION = 1024


def write_model_folders(model, pieces, options, out):
    crops = CropSet(options.validation, options.most, False, options.seed)
    chosen = np.linspace(0, len(crops) - 1, min(len(crops), CALIBRATION)).astype(int)
    pictures = [((torch.from_numpy(crops.crops[chosen[a : a + 64]]).permute(0, 3, 1, 2).float() / 255),) for a in range(0, len(chosen), 64)]
    image = fx.symbolic_trace(folded(model.image))
    tokenizer = Tokenizer(pieces)
    ids = torch.tensor([tokenizer.ids(sentence(crops.facts[i])) for i in chosen])
    text_model = folded(model.text)
    body = fx.symbolic_trace(text_model.body)
    with torch.no_grad():
        embedded = [((text_model.words(ids[a : a + 64]) + text_model.places).transpose(1, 2),) for a in range(0, len(ids), 64)]
    # Vectors of one training may be compared with each other only: the name of their space comes from its weights.
    space = f"street-dual-encoder {hashlib.sha256(model.text.words.weight.numpy().tobytes()).hexdigest()[:12]}"
    for suffix, image_ranges, text_ranges in (("-float", None, None), ("", measure(image, pictures), measure(body, embedded))):
        name = f"street-dual-encoder-image{suffix}"
        size = write_folder(out / name, image_onnx(image, image_ranges), image_description(name, image_ranges is not None, space))
        print(f"{out / name}: {size / 1e6:.2f} MB")
        name = f"street-dual-encoder-text{suffix}"
        vocabulary = "".join(piece + "\n" for piece in pieces).encode()
        description = text_description(name, text_ranges is not None, space, vocabulary, model)
        size = write_folder(out / name, text_onnx(text_model, body, text_ranges), description)
        (out / name / "vocab.txt").write_bytes(vocabulary)
        print(f"{out / name}: {size / 1e6:.2f} MB")
    write_parity(model, pieces, out / "street-dual-encoder-parity.json")


def image_onnx(traced, ranges):
    writer = GraphWriter(ranges)
    shape = ["count", 3, SIDE, SIDE]
    if ranges is None:
        given, picture = tensor_info("image", "float32", shape), "image"
    else:
        given = tensor_info("image", "uint8", shape)
        scale, zero = np.float32(1 / 255), np.uint8(0)
        picture = writer.add("DequantizeLinear", ["image", writer.constant("image_scale", scale), writer.constant("image_zero", zero)], "image_dq")
        writer.scales[picture] = (scale, zero)
    (vector,) = NetworkWriter(writer, traced, {"picture": picture}).write()
    writer.nodes.append(helper.make_node("Identity", [vector], ["image_embeds"], name="image_embeds"))
    return writer.model([given], [tensor_info("image_embeds", "float32", ["count", DIMENSIONS])], "street-dual-encoder-image")


def text_onnx(model, body, ranges):
    writer = GraphWriter(ranges)
    words = writer.constant("words", model.words.weight.detach().numpy())
    y = writer.add("Gather", [words, "input_ids"], "embedded", axis=0)
    y = writer.add("Add", [y, writer.constant("places", model.places.detach().numpy())], "placed")
    y = writer.add("Transpose", [y], "channels", perm=[0, 2, 1])
    if ranges is not None:
        first = next(n.name for n in body.graph.nodes if n.op == "placeholder")
        y = writer.quantized(y, *ranges[first])
    (y,) = NetworkWriter(writer, body, {"input": y}).write()
    pad = writer.constant("pad", np.array(PAD, np.int64))
    spoken = writer.add("Not", [writer.add("Equal", ["input_ids", pad], "is_pad")], "is_spoken")
    spoken = writer.add("Cast", [spoken], "spoken", to=1)
    column = writer.add("Unsqueeze", [spoken, writer.constant("axis", np.array([1], np.int64))], "spoken_column")
    last = writer.constant("last", np.array([2], np.int64))
    total = writer.add("ReduceSum", [writer.add("Mul", [y, column], "heard"), last], "total", keepdims=0)
    count = writer.add("ReduceSum", [column, last], "words_spoken", keepdims=0)
    writer.nodes.append(helper.make_node("Div", [total, count], ["text_embeds"], name="text_embeds"))
    ids = tensor_info("input_ids", "int64", ["count", CONTEXT])
    return writer.model([ids], [tensor_info("text_embeds", "float32", ["count", DIMENSIONS])], "street-dual-encoder-text")


def image_description(name, is_quantized, space):
    return {
        "name": name, "task": "embed-image", "licence": "Apache-2.0", "source": "central/learner, trained on the simulated street world",
        "precision": "int8" if is_quantized else "fp32",
        "input": {
            "name": "image", "layout": "nchw", "type": "uint8" if is_quantized else "float32", "width": SIDE, "height": SIDE, "resize": "letterbox",
            "anchor": "centre", "pad": 114, "colour": "rgb", "mean": [0, 0, 0], "scale": [1, 1, 1] if is_quantized else [1 / 255] * 3,
            "context": CONTEXT_SHARE,
        },
        "embedding": {"output": "image_embeds", "space": space},
    }


def text_description(name, is_quantized, space, vocabulary, model):
    return {
        "name": name, "task": "embed-text", "licence": "Apache-2.0", "source": "central/learner, trained on the simulated street world",
        "precision": "int8" if is_quantized else "fp32",
        "input": {"name": "input_ids", "type": "int64", "width": CONTEXT, "height": 1},
        "tokenizer": {
            "kind": "wordpiece", "vocabulary": "vocab.txt", "vocabulary_sha256": hashlib.sha256(vocabulary).hexdigest(), "lower_case": True, "pad": PAD,
        },
        "embedding": {"output": "text_embeds", "space": space, "logit_scale": model.log_scale.exp().item(), "logit_bias": model.bias.item()},
    }


def write_parity(model, pieces, path):
    """What PyTorch computes in float for a few texts and made-up pictures (byte = (x·a + y·b + channel·c) mod 256), for the host's test that
    ONNX Runtime computes the same from the shipped files."""
    texts = ["a red car", "a person in blue walking with a cane on the pavement by day", "an open brown door indoors", "a green traffic light", "zebra"]
    patterns = [[3, 1, 40], [1, 5, 90], [7, 2, 15]]
    tokenizer = Tokenizer(pieces)
    with torch.no_grad():
        spoken = functional.normalize(model.text(torch.tensor([tokenizer.ids(t) for t in texts])), dim=1)
        y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
        pictures = torch.stack([torch.stack([(x * a + y * b + channel * c) % 256 for channel in range(3)]) for a, b, c in patterns])
        seen = functional.normalize(model.image(pictures.float() / 255), dim=1)
    golden = {
        "texts": [{"text": t, "ids": tokenizer.ids(t), "vector": [round(v, 5) for v in row.tolist()]} for t, row in zip(texts, spoken)],
        "pictures": [{"pattern": p, "vector": [round(v, 5) for v in row.tolist()]} for p, row in zip(patterns, seen)],
    }
    path.write_text(json.dumps(golden) + "\n")
