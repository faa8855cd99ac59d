import math
import random
import tempfile
import unittest
from pathlib import Path

import torch

from learner.errors import LearnerError
from learner.planner.averaging import average
from learner.planner.batches import Changes, Source, batch_of, coded
from learner.planner.examples import Example
from learner.planner.network import Planner, Shape
from learner.planner.tokenizer import Tokenizer
from learner.planner.train import load, loss_of, train
from learner.training import Run
from tests.planner_pairs import options, pairs
from tests.test_planner_tokens import trained

SMALL = {"width": 64, "layers": 2, "heads": 4, "hidden": 96, "context": 64}


def small(vocabulary=300):
    torch.manual_seed(3)
    model = Planner(Shape(vocabulary, **SMALL)).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(torch.randn_like(weight) * 0.1)  # every part says something
    return model


class Network(unittest.TestCase):
    def test_what_stands_behind_changes_nothing(self):
        model = small()
        ids = torch.randint(0, 300, (1, 12))
        other = ids.clone()
        other[0, 8:] = 7
        with torch.no_grad():
            torch.testing.assert_close(model(ids)[0, :8], model(other)[0, :8])
            self.assertGreater((model(ids)[0, 8] - model(other)[0, 8]).abs().max().item(), 0.01)

    def test_only_distances_count(self):
        model = small()
        ids = torch.randint(0, 300, (1, 12))
        with torch.no_grad():
            torch.testing.assert_close(model(ids), model(ids, torch.arange(30, 42)), atol=2e-4, rtol=1e-3)
            self.assertGreater((model(ids) - model(ids, torch.arange(0, 24, 2))).abs().max().item(), 0.01)

    def test_neighbouring_numbers_turn_together(self):
        # llama.cpp's order: of a head's numbers 2i and 2i + 1 by position · base^(-2i / width).
        from learner.planner.network import rotations, turned

        shape = Shape(10, 32, 1, 1, 32, 8)
        turn = rotations(shape, torch.tensor([3]))
        x = torch.zeros(1, 32)
        x[0, 4] = 1.0
        angle = 3 * 10000 ** (-4 / 32)
        y = turned(x, turn)[0]
        self.assertAlmostEqual(y[4].item(), math.cos(angle), places=5)
        self.assertAlmostEqual(y[5].item(), math.sin(angle), places=5)

    def test_impossible_shapes_are_all_told_at_once(self):
        with self.assertRaisesRegex(LearnerError, "width 100, expected a multiple of 32; hidden 50.*; 7 heads.*; layers 0"):
            Shape(10, 100, 0, 7, 50, 8)

    def test_two_parts_of_a_batch_weigh_by_their_tokens(self):
        tokenizer, model = trained(), small(400)
        rows = [coded(tokenizer, e, Changes(0, 0, 0.5), random.Random(1), 64) for e in pairs(6)]
        whole = loss_of(model, batch_of(rows)).item()
        halves = sum(loss_of(model, batch_of(rows[n::2])).item() for n in (0, 1))
        self.assertAlmostEqual(whole, halves, places=2)


class Training(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.out = Path(self._folder.name) / "out"

    def test_it_learns_to_copy_words_that_it_has_never_seen(self):
        chance = random.Random(4)

        def word():
            return "".join(chance.choice("abcdefghij") for _ in range(4))

        def example(w):
            return Example(f"<ask>is there a {w} here<plan>", f'a = find("{w}")\nreturn a')

        words = [word() for _ in range(600)]
        tokenizer = Tokenizer.train([], {"find"}, 300)
        seen, unseen = [example(w) for w in words[:560]], [example(w) for w in words[560:] if w not in words[:560]]
        model = train(options(self.out, steps=350, batch=24, learning_rate=4e-3), tokenizer, Shape(len(tokenizer), **SMALL), [Source(seen, 1.0)])
        right = 0
        for e in unseen:
            ids, written = tokenizer.prompt(e.prompt), tokenizer.plan(e.plan)
            with torch.no_grad():
                right += model(torch.tensor([ids + written]))[0, len(ids) - 1 : -1].argmax(-1).tolist() == written
        self.assertGreaterEqual(right / len(unseen), 0.8, f"{right} of {len(unseen)} unseen words copied")

    def test_a_stopped_training_goes_on_to_the_same_weights(self):
        tokenizer, shape = trained(), Shape(len(trained()), **SMALL)

        def trained_to(out, steps, resume=False):
            return train(options(out, steps=steps, minutes=0, learning_rate=1e-3, resume=resume), tokenizer, shape, [Source(pairs(30), 1.0)])

        whole = trained_to(self.out / "whole", 6)
        # The rate follows the share of all steps, so the stopped one is told of six too.
        Run.save, save = stopping_at(3), Run.save
        try:
            with self.assertRaises(KeyboardInterrupt):
                train(options(self.out / "stopped", steps=6, every=3, learning_rate=1e-3), tokenizer, shape, [Source(pairs(30), 1.0)])
        finally:
            Run.save = save
        again = trained_to(self.out / "stopped", 6, resume=True)
        for one, other in zip(whole.parameters(), again.parameters()):
            torch.testing.assert_close(one, other)

    def test_a_checkpoint_of_another_architecture_is_refused(self):
        Run(self.out, "street-detector/4", {}).save(1)
        with self.assertRaisesRegex(LearnerError, "holds a 'street-detector/4', expected 'street-planner/1'"):
            load(self.out)

    def test_a_checkpoint_without_its_tokens_is_refused(self):
        Run(self.out, "street-planner/1", {"shape": {"vocabulary": 10}}).save(1)
        with self.assertRaisesRegex(LearnerError, "is damaged"):
            load(self.out)

    def test_what_was_trained_is_loaded_whole(self):
        tokenizer = trained()
        model = train(options(self.out), tokenizer, Shape(len(tokenizer), **SMALL), [Source(pairs(30), 1.0)], pairs(5))
        shape, again, weights, _ = load(self.out)
        self.assertEqual((shape, again.to_json()), (model.shape, tokenizer.to_json()))
        ids = torch.tensor([tokenizer.prompt("<ask>a car<plan>")])
        torch.testing.assert_close(weights(ids), model(ids))


    def test_the_mean_of_rounds_is_a_training_of_its_own(self):
        tokenizer, shape = trained(), Shape(len(trained()), **SMALL)
        models = [train(options(self.out / name, seed=seed), tokenizer, shape, [Source(pairs(30), 1.0)]) for seed, name in enumerate("ab")]
        average([self.out / "a", self.out / "b"], self.out / "mean")
        read = dict(load(self.out / "mean")[2].named_parameters())
        for (name, one), other in zip(models[0].named_parameters(), models[1].parameters()):
            torch.testing.assert_close(read[name], (one + other) / 2)
        train(options(self.out / "c"), tokenizer, Shape(len(tokenizer), **{**SMALL, "layers": 1}), [Source(pairs(30), 1.0)])
        with self.assertRaisesRegex(LearnerError, "c has another shape or other tokens than"):
            average([self.out / "c", self.out / "a"], self.out / "none")


def stopping_at(step):
    save = Run.save

    def saved(self, now, **state):
        save(self, now, **state)
        if now == step:
            raise KeyboardInterrupt

    return saved


if __name__ == "__main__":
    unittest.main()
