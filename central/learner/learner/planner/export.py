"""A trained planner as model folders: `street-planner` (int8, ships: ONNX, the same numbers as GGUF, tokens, card) and its float twin; and the golden file of the host's test."""

import copy
import hashlib
import json

import torch

from learner.export.folder import write_folder
from learner.planner.blocks import quantized
from learner.planner.card import card
from learner.planner.gguf import planner_gguf
from learner.planner.graph import DecoderWriter
from learner.planner.tokenizer import END, SPECIAL

NAME = "street-planner"
LICENCE = "Apache-2.0"
SOURCE = "central/learner, taught by seeds and by the rewards of its own plans"
PROMPTS = (
    "<ask>how many red cars are there?<plan>", "<ask>is the person next to the bus walking?<plan>", "<ask>赤い自転車は何台ありますか<plan>",
    "<tool>wheels(things: Boxes) to Int: How many wheels the things have.<ask>how many wheels does the truck have?<plan>a = find(")
TEXTS = (
    'a = find("car")\nb = where(a, "red", "moving")\nreturn b', 'a = find("自転車")\nb = within(a, 2.5)\nreturn b', "<ask>don't you'll see 12½ m²?<plan><end>", "  two  blanks \t\u3000\u00a0x",
    "return return  = find(", "é e\u0301 ｶﾞ ガ 🙂 한국어 \u0663", "", "\n\n", "wheelbarrow's")


def write_model_folders(model, tokenizer, out, recipe=None, figures=None):
    """`recipe`, `figures`: for the card."""
    floats = {name: weight.detach().float().numpy() for name, weight in model.named_parameters()}
    blocks = {name: quantized(weight) if weight.ndim > 1 else weight for name, weight in floats.items()}
    vocabulary = tokenizer.to_json().encode()
    for suffix, weights in (("-float", floats), ("", blocks)):
        folder, is_quantized = out / f"{NAME}{suffix}", not suffix
        onnx = DecoderWriter(model.shape, weights).write(folder.name)
        size = write_folder(folder, onnx, description(folder.name, model.shape, tokenizer, vocabulary, is_quantized))
        (folder / "tokenizer.json").write_bytes(vocabulary)
        size += len(vocabulary)
        if is_quantized:
            gguf = planner_gguf(model.shape, weights, tokenizer, NAME, LICENCE)
            (folder / f"{NAME}.gguf").write_bytes(gguf)
            (folder / "README.md").write_text(card(model, tokenizer, LICENCE, recipe or {}, figures))
            size += len(gguf)
        print(f"{folder}: {size / 1e6:.2f} MB")
    write_parity(model, blocks, tokenizer, out / f"{NAME}-parity.json")


def description(name, shape, tokenizer, vocabulary, is_quantized):
    return {
        "name": name, "task": "text-generate", "licence": LICENCE, "source": SOURCE, "precision": "int8" if is_quantized else "fp32",
        "input": {"name": "input_ids", "type": "int64", "width": shape.context, "height": 1},
        "tokenizer": {"kind": "tokenizer-json", "vocabulary": "tokenizer.json", "vocabulary_sha256": hashlib.sha256(vocabulary).hexdigest()},
        "generation": {"prompt": "taught", "end": SPECIAL[END], "context": shape.context, "knows": tokenizer.knows},
    }


def rounded(model, blocks):
    """The network with the numbers that the quantized files hold."""
    model = copy.deepcopy(model).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1:
                weight.copy_(torch.from_numpy(blocks[name].values()))
    return model


def write_parity(model, blocks, tokenizer, path):
    """What PyTorch computes with the quantized numbers for a few prompts: their tokens and the scores of every next token, and the tokens of some odd texts: for the
    host's tests that its tokenizer, ONNX Runtime and llama.cpp come to the same."""
    model = rounded(model, blocks)
    cases = []
    for prompt in PROMPTS:
        ids = tokenizer.prompt(prompt)
        with torch.no_grad():
            scores = model(torch.tensor([ids]))[0, -1]
        cases.append({"prompt": prompt, "ids": ids, "logits": [round(v, 4) for v in scores.tolist()]})
    texts = [{"text": text, "prompt": tokenizer.prompt(text), "plan": tokenizer.plan(text)} for text in TEXTS]
    path.write_text(json.dumps({"cases": cases, "texts": texts}, ensure_ascii=False) + "\n")
