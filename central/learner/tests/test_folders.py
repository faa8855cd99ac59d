import json
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import torch

from learner.errors import LearnerError
from learner.exports import Export
from learner.training import AveragedWeights, Crew, Run, Schedule, learning_rate


class Exports(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self.addCleanup(self._folder.cleanup)
        (self.folder / "film").mkdir()
        (self.folder / "film" / "000000.jpg").write_bytes(b"")
        (self.folder / "film.jsonl").write_text('{"frame":0}\n')
        self._manifest({"classes": ["car"], "frames": 1, "sources": [{"graphs": "film.jsonl", "frames": 1}]})

    def _manifest(self, content):
        (self.folder / "manifest.json").write_text(json.dumps(content))

    def _refused(self, words):
        with self.assertRaisesRegex(LearnerError, words):
            list(Export(self.folder).frames())

    def test_complete_export_is_read(self):
        self.assertEqual(len(list(Export(self.folder).frames())), 1)

    def test_each_missing_part_is_named(self):
        (self.folder / "film" / "000000.jpg").unlink()
        self._refused("000000.jpg is missing")
        (self.folder / "film.jsonl").unlink()
        self._refused("film.jsonl of its manifest is missing")
        (self.folder / "manifest.json").write_text("{")
        self._refused("is damaged")
        (self.folder / "manifest.json").unlink()
        self._refused("manifest.json is missing")

    def test_fewer_frames_than_promised(self):
        (self.folder / "film.jsonl").write_text("")
        self._refused("has 0 frames, its manifest says 1")


class Runs(unittest.TestCase):
    def test_checkpoint_of_another_architecture_is_refused_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            Run(folder, "one/1", {}).save(3, model={})
            self.assertEqual(Run(folder, "one/1", {}).load()["step"], 3)
            with self.assertRaisesRegex(LearnerError, "holds a 'one/1', expected 'two/1'"):
                Run(folder, "two/1", {}).load()
            (Path(folder) / "checkpoint.pt").write_bytes(b"no checkpoint")
            with self.assertRaisesRegex(LearnerError, "is no checkpoint"):
                Run(folder, "one/1", {}).load()

    def test_nothing_to_resume(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(LearnerError, "no checkpoint at"):
            Run(folder, "one/1", {}).load()

    def test_resuming_with_other_settings_names_them(self):
        with tempfile.TemporaryDirectory() as folder:
            Run(folder, "one/1", {"seed": 1, "width": 448}).save(3, model={})
            options = SimpleNamespace(resume=True, steps=10, minutes=0)
            with self.assertRaisesRegex(LearnerError, "another seed: resume with the same options"):
                Run(folder, "one/1", {"seed": 2, "width": 448}).begin(options, None, None, None)

    def test_schedule_by_steps_ends_and_the_rate_falls(self):
        schedule = Schedule(10, 0)
        self.assertEqual(schedule.share, 0)
        for _ in range(10):
            schedule.advance()
        self.assertEqual(schedule.share, 1)
        self.assertLess(learning_rate(0.001, 1.0), 0.1)
        self.assertAlmostEqual(learning_rate(0.03, 1.0), 1.0, places=3)
        self.assertAlmostEqual(learning_rate(1.0, 1.0), 0.01, places=3)

    def test_two_workers_give_the_gradient_of_the_whole_batch(self):
        torch.manual_seed(1)
        model = torch.nn.Linear(4, 1)
        inputs = torch.rand(8, 4)

        def loss_of(replica, part):
            return replica(part).square().mean(), 0.0

        Crew(model, 2).gradients([inputs[::2], inputs[1::2]], loss_of)
        shared = model.weight.grad.clone()
        model.zero_grad()
        model(inputs).square().mean().backward()
        torch.testing.assert_close(shared, model.weight.grad)

    def test_replicas_of_another_precision_are_copies_and_teach_the_model(self):
        torch.manual_seed(1)
        model = torch.nn.Linear(4, 1)
        inputs = torch.rand(8, 4)

        def loss_of(replica, part):
            self.assertEqual(replica.weight.dtype, torch.bfloat16)
            return replica(part.bfloat16()).float().square().mean(), 0.0

        for workers in (1, 2):
            Crew(model, workers, torch.bfloat16).gradients([inputs[n::workers] for n in range(workers)], loss_of)
            shared = model.weight.grad.clone()
            self.assertEqual((shared.dtype, model.weight.dtype), (torch.float32, torch.float32))
            model.zero_grad()
            model(inputs).square().mean().backward()
            torch.testing.assert_close(shared, model.weight.grad, rtol=0.05, atol=0.02)

    def test_a_part_of_a_batch_may_leave_weights_untouched(self):
        torch.manual_seed(1)
        model = torch.nn.ModuleList([torch.nn.Linear(4, 1), torch.nn.Linear(4, 1), torch.nn.Linear(4, 1)])
        inputs = torch.rand(4)
        Crew(model, 2).gradients([0, 1], lambda replica, part: (replica[part](inputs).square().mean(), 0.0))
        gradients = [one.weight.grad.clone() if one.weight.grad is not None else None for one in model]
        model.zero_grad()
        for part in (0, 1):
            (model[part](inputs).square().mean() / 2).backward()
            torch.testing.assert_close(gradients[part], model[part].weight.grad)
        self.assertIsNone(gradients[2])

    def test_averaged_weights_follow(self):
        model = torch.nn.Linear(1, 1, bias=False)
        torch.nn.init.constant_(model.weight, 0.0)
        average = AveragedWeights(model, decay=0.5)
        torch.nn.init.constant_(model.weight, 1.0)
        for step in range(40):
            average.update(model, step)
        self.assertAlmostEqual(average.model.weight.item(), 1.0, places=3)


if __name__ == "__main__":
    unittest.main()
