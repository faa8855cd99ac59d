"""WordPiece tokens (Wu et al. 2016) as BERT splits them: lower case, punctuation apart, longest piece first."""

import re

PAD, UNKNOWN, START, END = 0, 1, 2, 3
CONTEXT = 24


class Tokenizer:
    def __init__(self, pieces):
        self.pieces = list(pieces)
        self._ids = {piece: i for i, piece in enumerate(self.pieces)}

    def ids(self, text):
        """Start, pieces, end, padded to the context. Longer text is refused: what is cut off would silently not count."""
        tokens = [START]
        for word in re.findall(r"\w+|[^\w\s]", text.lower()):
            tokens += self._word(word)
        tokens.append(END)
        if len(tokens) > CONTEXT:
            raise ValueError(f"'{text}' has {len(tokens)} tokens, the encoder takes {CONTEXT}: shorten it")
        return tokens + [PAD] * (CONTEXT - len(tokens))

    def _word(self, word):
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = ("##" if start else "") + word[start:end]
                if piece in self._ids:
                    found.append(self._ids[piece])
                    break
                end -= 1
            if end == start:
                return [UNKNOWN]
            start = end
        return found
