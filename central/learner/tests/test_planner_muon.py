import unittest

import torch

from learner.planner.muon import Muon, orthogonal
from learner.planner.network import Planner, Shape


class Steps(unittest.TestCase):
    def test_directions_are_nearly_orthogonal_and_turn_as_the_nearest_would(self):
        torch.manual_seed(1)
        for shape, precision in (((3, 32, 96), torch.float32), ((2, 96, 32), torch.float32), ((3, 32, 96), torch.bfloat16)):
            matrices = torch.randn(shape)
            made = orthogonal(matrices, precision)
            self.assertEqual(made.shape, matrices.shape)
            sizes = torch.linalg.svdvals(made)
            self.assertGreater(sizes.min().item(), 0.3)
            self.assertLess(sizes.max().item(), 1.3)
            u, _, v = torch.linalg.svd(matrices, full_matrices=False)
            nearest = u @ v
            alike = (made * nearest).sum((-2, -1)) / (made.norm(dim=(-2, -1)) * nearest.norm(dim=(-2, -1)))
            self.assertGreater(alike.min().item(), 0.95)

    def test_every_weight_moves_by_its_rate_and_what_stands_on_one_another_turns_apart(self):
        torch.manual_seed(2)
        model = Planner(Shape(40, 32, 1, 2, 64, 16))
        before = {name: weight.detach().clone() for name, weight in model.named_parameters()}
        model(torch.randint(0, 40, (4, 12))).square().mean().backward()
        model.layers[0].attention_in.weight.grad[:32] *= 1e-3  # of the queries alone
        Muon(model, 0.01, decay=0.0).step()
        moved = {name: (weight - before[name]).square().mean().sqrt().item() for name, weight in model.named_parameters()}
        for name, size in moved.items():
            self.assertGreater(size, 0.0005, name)
            self.assertLess(size, 0.02, name)
        queries, keys, values = (model.layers[0].attention_in.weight - before["layers.0.attention_in.weight"]).detach().chunk(3)
        self.assertAlmostEqual(queries.norm().item() / values.norm().item(), 1.0, delta=0.3)  # though its gradient was a thousandth

    def test_a_weight_without_a_gradient_stays(self):
        model = Planner(Shape(40, 32, 1, 2, 64, 16))
        before = model.layers[0].feed_in.weight.detach().clone()
        Muon(model, 0.01).step()
        torch.testing.assert_close(model.layers[0].feed_in.weight, before)


if __name__ == "__main__":
    unittest.main()
