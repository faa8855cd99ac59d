import functools
import unittest

import numpy as np
import torch
from torch.nn import functional

from learner.dual_encoder.captions import vocabulary
from learner.dual_encoder.network import DIMENSIONS, Stretches
from learner.dual_encoder.tokens import Tokenizer
from learner.dual_encoder.train import Codes, Pairing, Prompts, known_values, stretched, value_counts

RED_CAR = {"kind": "car", "colour": "red", "state": None, "with": None, "place": "road", "light": "day"}
LIGHT = {"kind": "traffic light", "colour": None, "state": "red", "with": None, "place": "road", "light": "day"}


class Crops:
    def __init__(self, facts, count):
        self.facts = facts * count
        self.crops = np.zeros((len(self.facts), 96, 96, 3), np.uint8)
        self.crops[..., 0] = 200  # red

    def __len__(self):
        return len(self.facts)


def pairs(facts):
    tokenizer = functools.lru_cache(None)(Tokenizer(vocabulary()).ids)
    return Pairing(Crops(facts, 32), tokenizer, Prompts(tokenizer))(32, np.random.default_rng(2))


class Parts(unittest.TestCase):
    def test_stretches_cover_the_vector_once(self):
        self.assertEqual(sum(Stretches.SHARES.values()), DIMENSIONS)
        self.assertEqual(list(Stretches.SHARES), list(known_values()))

    def test_a_held_out_pair_is_never_called_wrong(self):
        vectors = torch.randn(1, DIMENSIONS)
        parts = Stretches(value_counts())(vectors)
        for logits, _ in parts:
            logits.retain_grad()
        codes = torch.tensor([Codes().of(RED_CAR)])
        stretched(parts, codes, Codes().never_together()).backward()
        colours, kinds = known_values()["colour"], known_values()["kind"]
        pushed = dict(zip(colours, parts[1][0].grad[0].tolist()))
        self.assertEqual(pushed["purple"], 0)
        self.assertGreater(pushed["blue"], 0)  # away from it
        self.assertLess(pushed["red"], 0)  # towards it
        pushed = dict(zip(kinds, parts[0][0].grad[0].tolist()))
        self.assertEqual(pushed["door"], 0)  # red doors are held out: red is no reason against a door
        self.assertGreater(pushed["bench"], 0)

    def test_what_is_not_said_has_no_length(self):
        vectors = torch.randn(4, DIMENSIONS, requires_grad=True)
        optimizer = torch.optim.Adam([vectors], 0.05)
        stretches, never = Stretches(value_counts()), Codes().never_together()
        codes = torch.tensor([Codes().of({"kind": "car", "colour": "red"})] * 4)
        for _ in range(200):
            optimizer.zero_grad()
            stretched(stretches(vectors), codes, never, silent=True).backward()
            optimizer.step()
        self.assertLess(functional.normalize(vectors, dim=1)[:, 128:].square().sum(1).max().item(), 0.02)

    def test_turned_hues_are_asked_for_neither_colour_nor_light(self):
        batch = pairs([RED_CAR])
        again = batch.shown[len(batch.crops) :]
        self.assertEqual(len(batch.turned), 8)
        self.assertTrue((again[:, [1, 5]] == -1).all())
        self.assertTrue((again[:, 0] == batch.shown[0, 0]).all())
        self.assertTrue((batch.turned[:, 48, 48, 0] != 200).any())  # not red any more

    def test_signals_are_never_turned(self):
        self.assertEqual(len(pairs([LIGHT]).turned), 0)


if __name__ == "__main__":
    unittest.main()
