"""Reads GGUF by its specification, apart from the learner's writer."""

import numpy as np

PLAIN = {0: "<u1", 1: "<i1", 2: "<u2", 3: "<i2", 4: "<u4", 5: "<i4", 6: "<f4", 7: "?", 10: "<u8", 11: "<i8", 12: "<f8"}


class GgufReader:
    def __init__(self, content):
        self._content, self._at = content, 4
        assert content[:4] == b"GGUF" and self._one("<u4") == 3
        tensors, pairs = self._one("<u8"), self._one("<u8")
        self.metadata = {}
        for _ in range(pairs):
            key = self._text()
            assert key not in self.metadata
            self.metadata[key] = self._value(self._one("<u4"))
        infos = [self._info() for _ in range(tensors)]
        alignment = self.metadata.get("general.alignment", 32)
        start = -(-self._at // alignment) * alignment
        self.tensors, ends = {}, 0
        for name, shape, kind, offset in infos:
            assert offset % alignment == 0 and offset >= ends
            self.tensors[name], ends = self._tensor(shape, kind, start + offset), offset
        self.end = start + offset

    def _one(self, kind):
        value = np.frombuffer(self._content, kind, 1, self._at)[0]
        self._at += value.nbytes
        return value.item()

    def _text(self):
        length = self._one("<u8")
        self._at += length
        return self._content[self._at - length : self._at].decode()

    def _value(self, kind):
        if kind == 8:
            return self._text()
        if kind == 9:
            kind, count = self._one("<u4"), self._one("<u8")
            return [self._value(kind) for _ in range(count)]
        return self._one(PLAIN[kind])

    def _info(self):
        name = self._text()
        shape = [self._one("<u8") for _ in range(self._one("<u4"))]
        return name, shape[::-1], self._one("<u4"), self._one("<u8")

    def _tensor(self, shape, kind, at):
        count = int(np.prod(shape))
        if kind == 0:
            return np.frombuffer(self._content, "<f4", count, at).reshape(shape)
        assert kind == 8 and shape[-1] % 32 == 0
        blocks = np.frombuffer(self._content, np.dtype([("scale", "<f2"), ("levels", "<i1", 32)]), count // 32, at)
        return (blocks["scale"].astype(np.float32)[:, None] * blocks["levels"]).reshape(shape)
