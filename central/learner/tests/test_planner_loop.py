import contextlib
import io
import json
import shutil
import stat
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from learner.__main__ import main
from learner.planner import command
from tests.planner_pairs import pairs, write_pairs

# Stands for the host's program: makes up questions, rollouts and an evaluation, notes what it was asked for, fails where it is told to.
FAKE = '''#!{python}
import json, sys
from pathlib import Path
here = Path(__file__).parent
a = sys.argv[1:]
with (here / "asked.txt").open("a") as asked:
    asked.write(" ".join(a) + "\\n")
failing = here / "fail.txt"
if failing.exists() and failing.read_text() in " ".join(a):
    print("a line before", file=sys.stderr)
    print("error: the street is closed", file=sys.stderr)
    sys.exit(3)
to = a[a.index("--out") + 1] if "--out" in a else None
if a[:2] == ["data", "plans"]:
    Path(to).write_text("".join(json.dumps({{"id": str(n), "prompt": f"<ask>is there a red car {{n}}?<plan>"}}) + "\\n" for n in range(int(a[a.index("--count") + 1]))))
elif a[0] == "rollouts":
    lines = [json.loads(line) for line in open(a[a.index("--questions") + 1])]
    assert (Path(a[a.index("--model") + 1]) / "model.json").is_file()
    good, bad = 'a = find("car")\\nb = exists(a)\\nreturn b', 'a = find("car")\\nreturn a'
    hard = (here / "hard.txt").exists() and "again" not in a[a.index("--questions") + 1]  # the last question is solved only when asked again
    Path(to).write_text("".join(json.dumps({{"id": l["id"], "prompt": l["prompt"], "language": "en", "family": "exists", "plans": [
        *([] if hard and l is lines[-1] else [{{"plan": good, "reward": 1.0, "match": 1.0, "count": 2}}]), {{"plan": bad, "reward": -0.1, "match": 0, "count": 6}}]}}) + "\\n" for l in lines))
elif a[:2] == ["eval", "planner"]:
    assert (Path(a[a.index("--planner") + 1]) / "model.json").is_file()
    print(json.dumps({{"splits": {{"iid": {{"right": 0.5, "valid": 1.0, "n": 4}}}}}}))
'''


def told(*arguments):
    """Exit code and what is said of errors."""
    errors = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(errors):
        code = main([*map(str, arguments)])
    return code, errors.getvalue()


class Loop(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.folder = Path(self._folder.name)
        self.seeds = write_pairs(self.folder / "seeds.jsonl", pairs(30))
        self.host = self.folder / "edgehost"
        self.host.write_text(FAKE.format(python=sys.executable))
        self.host.chmod(self.host.stat().st_mode | stat.S_IXUSR)
        self.base, self.out = self.folder / "base", self.folder / "loop"
        self.tiny = ("--minutes", 0, "--steps", 2, "--batch", 4, "--threads", 1, "--precision", "float32")
        code, errors = told("planner", "base", "--data", self.seeds, "--out", self.base, "--width", 32, "--layers", 1, "--heads", 2, "--hidden", 32, *self.tiny)
        self.assertEqual(code, 0, errors)

    def loop(self, *more):
        return told(
            "planner", "loop", "--edgehost", self.host, "--base", self.base, "--seeds", self.seeds, "--out", self.out, "--rounds", 2, "--questions", 5, "--samples", 8, "--actors", 1,
            *self.tiny, *more)

    def asked(self):
        path = self.folder / "asked.txt"
        return [line.split()[:2] for line in path.read_text().splitlines()] if path.exists() else []

    def test_each_round_asks_rolls_out_clones_and_measures(self):
        code, errors = self.loop("--last-rounds", 1, "--last-with", "--world engine")
        self.assertEqual(code, 0, errors)
        self.assertEqual([a[0] for a in self.asked()], ["eval", "data", "rollouts", "eval", "data", "rollouts", "eval"])
        lines = [json.loads(line) for line in (self.out / "rounds.jsonl").read_text().splitlines()]
        self.assertEqual([line["round"] for line in lines], [0, 1, 2])
        self.assertEqual(lines[1]["splits"]["iid"]["right"], 0.5)
        self.assertEqual((lines[2]["questions"], lines[2]["solved"]), (5, 1.0))
        self.assertAlmostEqual(lines[2]["mean_reward"], (2 - 0.6) / 8)
        said = (self.folder / "asked.txt").read_text().splitlines()
        seeds = [line.split("--seed ")[1].split()[0] for line in said if line.startswith("data plans")]
        self.assertEqual(seeds, ["1001", "1002"])  # other questions each round
        models = [line.split("--model ")[1].split()[0] for line in said if line.startswith("rollouts")]
        self.assertEqual(models, [str(self.base / "street-planner"), str(self.out / "round-01" / "planner" / "street-planner")])
        self.assertEqual(["--world engine" in line for line in said if line.startswith("rollouts")], [False, True])
        self.assertTrue((self.out / "round-02" / "planner" / "street-planner" / "street-planner.gguf").is_file())

    def test_a_loop_about_clevr_asks_learns_and_is_measured_about_clevr(self):
        self.assertEqual(self.loop("--clevr", self.folder)[0], 0)
        said = (self.folder / "asked.txt").read_text().splitlines()
        self.assertEqual(len(said), 7)
        self.assertTrue(all(f"--clevr {self.folder}" in line for line in said), said)
        self.assertTrue(all("--split clevr" in line for line in said if line.startswith("eval")), said)

    def test_a_clone_begins_with_the_last_round_or_with_the_base(self):
        first = self.out / "round-01" / "planner"
        for begin, bases in (("last", [self.base, first]), ("base", [self.base, self.base])):
            with self.subTest(begin), mock.patch("learner.planner.command.run_clone", wraps=command.run_clone) as clones:
                shutil.rmtree(self.out, ignore_errors=True)
                self.assertEqual(self.loop("--begin", begin)[0], 0)
                self.assertEqual([str(call.args[0].base) for call in clones.call_args_list], [str(base) for base in bases])

    def test_what_a_round_left_unsolved_is_asked_again_in_the_next(self):
        (self.folder / "hard.txt").touch()
        with mock.patch("learner.planner.command.run_clone", wraps=command.run_clone) as clones:
            self.assertEqual(self.loop("--again-samples", 6)[0], 0)
        again = self.out / "round-02" / "again.jsonl"
        self.assertEqual([json.loads(line)["id"] for line in again.read_text().splitlines()], ["4"])
        said = [line for line in (self.folder / "asked.txt").read_text().splitlines() if "rollouts-again.jsonl" in line]
        self.assertEqual(len(said), 1)
        self.assertIn("--samples 6 --temperature 1.4", said[0])
        self.assertEqual([path.name for path in clones.call_args.args[0].rollouts], ["rollouts.jsonl", "rollouts.jsonl", "rollouts-again.jsonl"])
        lines = [json.loads(line) for line in (self.out / "rounds.jsonl").read_text().splitlines()]
        self.assertEqual((lines[2]["solved"], lines[2]["again"]), (0.8, 1.0))

    def test_several_hosts_share_the_questions(self):
        self.assertEqual(self.loop("--rounds", 1)[0], 0)
        alone = {json.loads(line)["id"] for line in (self.out / "round-01" / "rollouts.jsonl").read_text().splitlines()}
        self.out = self.folder / "shared"
        self.assertEqual(self.loop("--rounds", 1, "--actors", 3)[0], 0)
        together = [json.loads(line)["id"] for line in (self.out / "round-01" / "rollouts.jsonl").read_text().splitlines()]
        self.assertEqual((len(together), set(together)), (5, alone))
        self.assertEqual([a[0] for a in self.asked()].count("rollouts"), 1 + 3)
        self.assertEqual(sorted(path.name for path in (self.out / "round-01").iterdir()), ["evaluation.json", "planner", "questions.jsonl", "rollouts.jsonl"])

    def test_what_ships_is_taught_on(self):
        self.base = self.base / "street-planner"
        self.assertEqual(self.loop("--rounds", 1)[0], 0)
        models = [line.split("--model ")[1].split()[0] for line in (self.folder / "asked.txt").read_text().splitlines() if line.startswith("rollouts")]
        self.assertEqual(models, [str(self.base)])

    def test_a_failure_is_told_and_the_loop_goes_on_from_there(self):
        for failing, done in (("--split train --count 5 --seed 1002", 4), ("rollouts", 2), ("eval planner", 0)):
            with self.subTest(failing=failing):
                self.out = self.folder / f"loop {done}"
                (self.folder / "asked.txt").unlink(missing_ok=True)
                (self.folder / "fail.txt").write_text(failing)
                code, errors = self.loop()
                self.assertEqual(code, 2)
                self.assertRegex(errors, r"ended with 3; .*\n.*\n  error: the street is closed")
                self.assertEqual(len(self.asked()), done + 1)
                (self.folder / "fail.txt").unlink()
                code, errors = self.loop()
                self.assertEqual(code, 0, errors)
                self.assertEqual(len(self.asked()), 8)  # the seven of a whole loop, and the one that failed
                self.assertFalse(list(self.out.rglob("*.writing")))
                code, errors = self.loop()
                self.assertEqual((code, len(self.asked())), (0, 8), errors)  # nothing is left to do

    def test_other_options_in_the_same_folder_are_refused(self):
        self.assertEqual(self.loop()[0], 0)
        for option, changed in ("--temperature", "temperature"), ("--made-up", "made_up"), ("--documented", "documented"):
            code, errors = self.loop(option, 0.5)
            self.assertEqual(code, 2)
            self.assertIn(f"is of a loop with another {changed}:", errors)

    def test_an_evaluation_of_another_kind_is_refused(self):
        self.host.write_text(self.host.read_text().replace('"splits"', '"parts"'))
        code, errors = self.loop()
        self.assertEqual(code, 2)
        self.assertRegex(errors, r"evaluation.json: expected splits")

    def test_all_that_is_wrong_is_told_at_once(self):
        code, errors = told("planner", "loop", "--edgehost", self.host, "--base", self.folder, "--out", self.out, "--rounds", 0, "--samples", 1)
        self.assertEqual(code, 2)
        self.assertRegex(errors, "--rounds 0, expected 1 or more; --samples 1, expected 2 or more; --base .* has no street-planner")
        code, errors = told("planner", "loop", "--edgehost", self.folder / "none", "--base", self.base, "--out", self.out)
        self.assertRegex(errors, "there is no such program; build it")

    def test_commands_tell_what_is_wrong_with_their_files(self):
        empty, broken = self.folder / "empty.jsonl", self.folder / "broken.jsonl"
        empty.write_text("")
        broken.write_text('{"prompt": \n')
        code, errors = told("planner", "base", "--data", empty, "--out", self.folder / "x", *self.tiny)
        self.assertEqual((code, "empty.jsonl is empty" in errors), (2, True))
        code, errors = told("planner", "clone", "--base", self.base, "--rollouts", broken, "--seeds", self.seeds, "--out", self.folder / "x", *self.tiny)
        self.assertEqual((code, "broken.jsonl, line 1: expected JSON" in errors), (2, True))
        code, errors = told("planner", "clone", "--base", self.folder, "--rollouts", empty, "--out", self.folder / "x", *self.tiny)
        self.assertEqual((code, "no checkpoint at" in errors), (2, True))
        code, errors = told("planner", "clone", "--base", self.base, "--rollouts", empty, "--out", self.folder / "x", *self.tiny)
        self.assertEqual((code, "nothing to learn from" in errors), (2, True))


if __name__ == "__main__":
    unittest.main()
