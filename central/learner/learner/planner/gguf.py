"""Writes GGUF, version 3 (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): the planner as llama.cpp loads it."""

import struct

import numpy as np

from learner.planner.blocks import Blocks
from learner.planner.network import BLOCK
from learner.planner.tokenizer import END, PAD, SPECIAL

ALIGNMENT = 32
UINT32, INT32, FLOAT32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
F32, Q8_0 = 0, 8
NORMAL, CONTROL, USER_DEFINED = 1, 3, 4  # kinds of tokens
MOSTLY_Q8_0 = 7


def planner_gguf(shape, weights, tokenizer, name, licence):
    """The file's content. weights: a name of the network's parameter → Blocks or, for a norm, float32."""
    return gguf(_metadata(shape, tokenizer, name, licence), _tensors(shape, weights))


def _metadata(shape, tokenizer, name, licence):
    kinds = [CONTROL] * len(SPECIAL) + [USER_DEFINED] * len(tokenizer.added)
    kinds += [NORMAL] * (len(tokenizer) - len(kinds))
    return [
        ("general.architecture", STRING, "llama"),
        ("general.name", STRING, name),
        ("general.license", STRING, licence),
        ("general.quantization_version", UINT32, 2),
        ("general.file_type", UINT32, MOSTLY_Q8_0),
        ("llama.vocab_size", UINT32, shape.vocabulary),
        ("llama.context_length", UINT32, shape.context),
        ("llama.embedding_length", UINT32, shape.width),
        ("llama.block_count", UINT32, shape.layers),
        ("llama.feed_forward_length", UINT32, shape.hidden),
        ("llama.attention.head_count", UINT32, shape.heads),
        ("llama.attention.head_count_kv", UINT32, shape.heads),
        ("llama.attention.layer_norm_rms_epsilon", FLOAT32, shape.epsilon),
        ("llama.rope.dimension_count", UINT32, shape.head_width),
        ("llama.rope.freq_base", FLOAT32, shape.rope_base),
        ("tokenizer.ggml.model", STRING, "gpt2"),
        ("tokenizer.ggml.pre", STRING, "gpt-2"),
        ("tokenizer.ggml.tokens", (ARRAY, STRING), tokenizer.spelled_tokens()),
        ("tokenizer.ggml.token_type", (ARRAY, INT32), kinds),
        ("tokenizer.ggml.merges", (ARRAY, STRING), tokenizer.merge_lines()),
        # Nothing stands in front of a prompt; a number is there because llama.cpp would else take token 11.
        ("tokenizer.ggml.bos_token_id", UINT32, END),
        ("tokenizer.ggml.eos_token_id", UINT32, END),
        ("tokenizer.ggml.padding_token_id", UINT32, PAD),
        ("tokenizer.ggml.add_bos_token", BOOL, False),
        ("tokenizer.ggml.add_eos_token", BOOL, False),
    ]


def _tensors(shape, weights):
    """In the network's order. llama.cpp turns neighbouring numbers of a head together, as the network does: rows stay where they are."""
    yield "token_embd.weight", weights["tokens.weight"]
    for n in range(shape.layers):
        of, to = f"layers.{n}", f"blk.{n}"
        drawn, fed = weights[f"{of}.attention_in.weight"], weights[f"{of}.feed_in.weight"]
        yield f"{to}.attn_norm.weight", weights[f"{of}.attention_norm.weight"]
        for place, part in enumerate("qkv"):
            yield f"{to}.attn_{part}.weight", drawn.rows(place * shape.width, (place + 1) * shape.width)
        yield f"{to}.attn_output.weight", weights[f"{of}.attention_out.weight"]
        yield f"{to}.ffn_norm.weight", weights[f"{of}.feed_norm.weight"]
        yield f"{to}.ffn_gate.weight", fed.rows(0, shape.hidden)
        yield f"{to}.ffn_up.weight", fed.rows(shape.hidden, 2 * shape.hidden)
        yield f"{to}.ffn_down.weight", weights[f"{of}.feed_out.weight"]
    yield "output_norm.weight", weights["norm.weight"]


def gguf(metadata, tensors):
    contents, infos, offset = [], [], 0
    for name, tensor in tensors:
        shape, kind, content = _content(tensor)
        infos.append(_string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *reversed(shape)) + struct.pack("<IQ", kind, offset))
        contents.append(content + bytes(-len(content) % ALIGNMENT))
        offset += len(contents[-1])
    head = b"GGUF" + struct.pack("<IQQ", 3, len(infos), len(metadata)) + b"".join(_string(key) + _value(kind, value) for key, kind, value in metadata) + b"".join(infos)
    return head + bytes(-len(head) % ALIGNMENT) + b"".join(contents)


def _content(tensor):
    if not isinstance(tensor, Blocks):
        return tensor.shape, F32, np.ascontiguousarray(tensor, "<f4").tobytes()
    rows, blocks = tensor.scales.shape
    packed = np.empty((rows, blocks, 2 + BLOCK), np.uint8)  # of a block first the scale, then its levels
    packed[..., :2] = tensor.scales.astype("<f2")[..., None].view(np.uint8)
    packed[..., 2:] = tensor.levels.view(np.uint8)
    return tensor.shape, Q8_0, packed.tobytes()


def _value(kind, value):
    if isinstance(kind, tuple):
        return struct.pack("<IIQ", ARRAY, kind[1], len(value)) + b"".join(_plain(kind[1], v) for v in value)
    return struct.pack("<I", kind) + _plain(kind, value)


def _plain(kind, value):
    return _string(value) if kind == STRING else struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f", BOOL: "<?"}[kind], value)


def _string(text):
    content = text.encode()
    return struct.pack("<Q", len(content)) + content
