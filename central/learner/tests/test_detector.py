import tempfile
import types
import unittest
from pathlib import Path

import numpy as np
import torch
from torch import fx

from learner.detector.data import augmented, collate, letterboxed
from learner.detector.evaluate import average_precisions, suppress
from learner.detector.export import Levels, description, onnx_model
from learner.detector.network import SHIPPED, StreetDetector, cells, decode
from learner.detector.targets import assign, assign_each, generalized_iou
from learner.detector.train import Plan, take
from learner.errors import LearnerError
from learner.export.folder import write_folder
from learner.export.folding import folded
from learner.export.reading import begin_with, weights_of
from learner.training import AveragedWeights, Schedule, computes_in_bfloat16


class Frames:
    """A picture with one bright square of known place."""

    names = ["square", "other"]
    width, height = 64, 32

    def __init__(self, boxes=((10.0, 6.0, 26.0, 22.0),), classes=(0,), ignored=(False,)):
        picture = np.zeros((1, 32, 64, 3), np.uint8)
        for x1, y1, x2, y2 in boxes:
            picture[0, int(y1) : int(y2), int(x1) : int(x2)] = 255
        self.pictures = picture
        self.truth = [(np.array(boxes, np.float32), np.array(classes), np.array(ignored))]

    def focus(self, index, random):
        boxes, _, ignored = self.truth[index]
        return None if ignored.all() else (boxes[0, :2] + boxes[0, 2:]) / 2

    def __len__(self):
        return 1


def whole_pictures(width, height):
    return Plan(Schedule(1, 0), width, height, 1)


class Geometry(unittest.TestCase):
    def test_iou_of_known_boxes(self):
        a = torch.tensor([[0.0, 0, 10, 10], [0, 0, 10, 10], [0, 0, 10, 10]])
        b = torch.tensor([[0.0, 0, 10, 10], [5, 0, 15, 10], [20, 0, 30, 10]])
        iou, giou = generalized_iou(a, b)
        np.testing.assert_allclose(iou, [1, 1 / 3, 0], atol=1e-5)
        np.testing.assert_allclose(giou, [1, 1 / 3, -1 / 3], atol=1e-5)  # hull of the last: 300, union 200

    def test_cells_and_decoding(self):
        centres, strides = cells(64, 32)
        self.assertEqual(len(centres), 8 * 4 + 4 * 2 + 2 * 1)
        self.assertEqual(centres[0].tolist(), [4, 4])
        self.assertEqual(centres[-1].tolist(), [48, 16])
        boxes = decode(torch.ones(1, 4, len(centres)), centres, strides)
        self.assertEqual(boxes[0, 0].tolist(), [-4, -4, 12, 12])
        self.assertEqual(boxes[0, -1].tolist(), [16, -16, 80, 48])

    def test_augmented_boxes_stay_on_their_object(self):
        frames = Frames()
        for seed in range(40):
            picture, boxes, _, ignored = augmented(frames, 0, whole_pictures(128, 64), (128, 64), np.random.default_rng(seed))
            if not len(boxes) or ignored[0]:
                continue
            x1, y1, x2, y2 = boxes[0].round().astype(int)
            inside = picture[:, y1 + 2 : max(y2 - 2, y1 + 3), x1 + 2 : max(x2 - 2, x1 + 3)]
            self.assertGreater(inside.float().mean().item(), 0.55 * 255, f"seed {seed}: the box {boxes[0]} is not where the bright square is")

    def test_a_cutting_lies_around_an_object_and_shows_it_at_the_size_it_has_in_use(self):
        frames, whole = Frames(boxes=((50.0, 20.0, 58.0, 28.0),)), whole_pictures(128, 64)
        held, sides = 0, []
        for seed in range(200):
            picture, boxes, _, ignored = augmented(frames, 0, whole, (64, 32), np.random.default_rng(seed))
            self.assertEqual(tuple(picture.shape), (3, 32, 64))
            if len(boxes) and not ignored[0]:
                held += 1
                sides.append(boxes[0, 2] - boxes[0, 0])
        self.assertGreater(held, 140)  # a quarter of the picture, laid blindly, would hold it in fewer than half
        self.assertTrue(11 < np.median(sides) < 21, np.median(sides))  # 8 pixels of 64 are 16 of 128

    def test_letterbox_keeps_the_aspect(self):
        picture, scale, (x, y) = letterboxed(Frames(), 0, 128, 96)
        self.assertEqual((scale, x, y), (2.0, 0, 16))
        self.assertAlmostEqual(picture[0, 0, 0].item(), 114 / 255, places=5)
        self.assertAlmostEqual(picture[0, 16 + 28, 36].item(), 1.0, places=5)


class Targets(unittest.TestCase):
    def test_cells_in_the_object_learn_it_and_others_do_not(self):
        centres, strides = cells(128, 64)
        truth = torch.tensor([[[20.0, 12, 52, 44], [0, 0, 0, 0]]])
        boxes = decode(torch.full((1, 4, len(centres)), 2.0), centres, strides)
        owner, target = assign(torch.full((1, len(centres), 2), 0.1), boxes, centres, strides, truth, torch.tensor([[1, 0]]), torch.tensor([1]))
        chosen = owner[0] == 0
        self.assertTrue(1 <= chosen.sum() <= 10)
        inside = ((centres > torch.tensor([20.0, 12])) & (centres < torch.tensor([52.0, 44]))).all(-1)
        self.assertTrue(inside[chosen].all())
        self.assertTrue((target[0][~chosen] == 0).all())

    def test_cells_in_an_object_that_does_not_count_are_marked_for_its_class_only(self):
        frames = Frames(ignored=(True,))
        centres, _ = cells(64, 32)
        batch = collate([(torch.zeros(3, 32, 64, dtype=torch.uint8), *frames.truth[0])], 2, centres)
        self.assertEqual(batch.counts.tolist(), [0])
        marked = batch.ignored[0]
        self.assertTrue(marked[:, 0].any())
        self.assertFalse(marked[:, 1].any())


class Precision(unittest.TestCase):
    """Average precision against cases worked out by hand."""

    def test_known_cases(self):
        frames = Frames(boxes=((0, 0, 10, 10), (20, 0, 30, 10)), classes=(0, 0), ignored=(False, False))
        hit, other, miss = np.array([0, 0, 10, 10.0]), np.array([20, 0, 30, 10.0]), np.array([40, 10, 50, 20.0])
        cases = [
            ([(0, 0.9, hit), (0, 0.8, other)], 1.0),
            ([(0, 0.9, hit)], 0.5),
            ([(0, 0.9, miss), (0, 0.8, hit), (0, 0.7, other)], 2 / 3),  # precision 1/2, 2/3; interpolated 2/3 over both halves
            ([(0, 0.9, hit), (0, 0.8, hit)], 0.5),  # the second is a double
            ([], 0.0),
        ]
        for found, expected in cases:
            self.assertAlmostEqual(average_precisions([(0, found)], frames)["square"], expected, places=6)

    def test_objects_that_do_not_count_neither_help_nor_hurt(self):
        frames = Frames(boxes=((0, 0, 10, 10), (20, 0, 30, 10)), classes=(0, 0), ignored=(False, True))
        found = [(0, 0.9, np.array([20, 0, 30, 10.0])), (0, 0.8, np.array([0, 0, 10, 10.0]))]
        self.assertAlmostEqual(average_precisions([(0, found)], frames)["square"], 1.0)

    def test_class_without_truth_has_no_figure(self):
        self.assertIsNone(average_precisions([(0, [])], Frames())["other"])

    def test_suppression_keeps_the_best_of_a_pile(self):
        boxes = np.array([[0, 0, 10, 10], [1, 0, 11, 10], [30, 0, 40, 10]], float)
        self.assertEqual(suppress(boxes, np.array([0.5, 0.9, 0.3])), [1, 2])


class Size(unittest.TestCase):
    def test_shipped_network_is_small(self):
        model = StreetDetector(17, **SHIPPED)
        self.assertLessEqual(sum(p.numel() for p in model.parameters()), 1_000_000)
        logits, distances = model.eval()(torch.zeros(1, 3, 64, 96))
        self.assertEqual(tuple(logits.shape), (1, 17, 8 * 12 + 4 * 6 + 2 * 3))
        self.assertTrue((distances > 0).all())


class Training(unittest.TestCase):
    def test_a_picture_at_a_time_assigns_as_the_whole_batch_does(self):
        random = np.random.default_rng(7)
        batch = collate([augmented(frames, 0, whole_pictures(64, 32), (64, 32), random) for frames in [Frames()] * 4 + [Frames(ignored=(True,))]], 2, cells(64, 32)[0])
        centres, strides = cells(64, 32)
        torch.manual_seed(3)
        scores, boxes = torch.rand(5, len(centres), 2), decode(torch.rand(5, 4, len(centres)) * 3, centres, strides)
        whole = assign(scores, boxes, centres, strides, batch.boxes, batch.classes, batch.counts)
        each = assign_each(scores, boxes, centres, strides, batch)
        self.assertTrue(torch.equal(whole[0], each[0]))
        self.assertTrue(torch.allclose(whole[1], each[1]))
        self.assertTrue((each[0][4] == -1).all())  # what does not count teaches nothing

    def test_cuttings_come_before_whole_pictures_in_sides_that_the_strides_divide(self):
        schedule = Schedule(100, 0)
        plan, sizes = Plan(schedule, 640, 352, 8), []
        for step in range(100):
            schedule.step = step
            sizes.append(plan.now()[:2])
        self.assertEqual(list(dict.fromkeys(sizes)), [(320, 192), (640, 352)])

    def test_start_takes_weights_of_the_same_network_only(self):
        model, other = StreetDetector(2, **SHIPPED), StreetDetector(2, **SHIPPED)
        take(model, other.state_dict())
        self.assertTrue(torch.equal(model.stem[0].weight, other.stem[0].weight))
        with self.assertRaisesRegex(LearnerError, "--start: its network has other classes or widths"):
            take(model, StreetDetector(3, **SHIPPED).state_dict())

    def test_start_from_a_model_folder_sees_what_that_model_sees(self):
        torch.manual_seed(4)
        shipped, model = StreetDetector(2, **SHIPPED), StreetDetector(2, **SHIPPED)
        pictures = [torch.rand(4, 3, 64, 64) for _ in range(4)]
        for picture in pictures:
            shipped(picture)  # statistics of its own
        with tempfile.TemporaryDirectory() as folder, torch.no_grad():
            options = types.SimpleNamespace(width=64, height=64)
            graph = onnx_model(fx.symbolic_trace(folded(Levels(shipped))), ["square", "other"], options, None)
            write_folder(Path(folder), graph, description("shipped", ["square", "other"], options, False))
            begin_with(model, "detector", weights_of(folder), pictures)
            for found, expected in zip(model.eval()(pictures[0]), shipped.eval()(pictures[0])):
                np.testing.assert_allclose(found, expected, atol=2e-3)
            # … and goes on as it began: in training the statistics are those of its pictures.
            np.testing.assert_allclose(model.train()(pictures[0])[1], model.eval()(pictures[0])[1], atol=0.5)

    def test_start_from_what_is_no_model_folder_is_refused(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaisesRegex(LearnerError, "is no model folder that this learner wrote"):
            weights_of(folder)

    def test_precision_is_taken_at_its_word(self):
        self.assertTrue(computes_in_bfloat16(torch.device("cpu"), "bfloat16"))
        self.assertFalse(computes_in_bfloat16(torch.device("cpu"), "float32"))


if __name__ == "__main__":
    unittest.main()
