import json
import tempfile
import unittest
from pathlib import Path

from learner.errors import LearnerError
from learner.rewards import read_rewards

# As the hub writes it (docs/hub.md).
LINE = {
    "device": "van-7", "id": "q-1", "received": "2026-11-26T18:09:27.887771Z", "query": {"text": "how many?", "language": "en"}, "plan": "n = count(cars)\nreturn n",
    "outcome": "answered", "answer": {"text": "There are 2.", "type": "Int", "value": 2}, "planner": "retrieval", "model": "m@1", "catalog": "53-9c1e", "bundle": None,
    "reward": -1.0, "source": "user", "why": None, "correction": None, "consent": "2026-01", "time": 1764172800.25,
}


class Rewards(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "rewards.jsonl"

    def _read(self, *lines):
        self.path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return list(read_rewards(self.path))

    def test_rewards_are_read(self):
        one, other = self._read(LINE, {**LINE, "id": "q-2", "correction": {"plan": "right"}, "reward": 0.5})
        self.assertEqual((one.device, one.answer, one.question, one.wanted_plan, one.reward), ("van-7", "q-1", "how many?", "n = count(cars)\nreturn n", -1))
        self.assertEqual(other.wanted_plan, "right")

    def test_a_value_as_correction_leaves_the_plan(self):
        self.assertEqual(self._read({**LINE, "correction": {"correct": 3}})[0].wanted_plan, LINE["plan"])

    def test_what_is_no_reward_is_refused_with_its_line(self):
        for wrong in ({**LINE, "reward": 2}, {**LINE, "source": "rumour"}, {**LINE, "query": None}, {"id": "q"}, [1]):
            with self.assertRaisesRegex(LearnerError, "line 2"):
                self._read(LINE, wrong)

    def test_a_file_cut_off_is_refused(self):
        self.path.write_text(json.dumps(LINE) + "\n" + json.dumps(LINE)[:50])
        with self.assertRaisesRegex(LearnerError, "line 2"):
            list(read_rewards(self.path))

    def test_a_missing_file_says_where_one_comes_from(self):
        with self.assertRaisesRegex(LearnerError, "v1/exports/rewards.jsonl"):
            list(read_rewards(self.path))
