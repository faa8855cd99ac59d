import json
import random
import re
import tempfile
import unittest
from pathlib import Path

from learner.errors import LearnerError
from learner.planner.batches import UNCHANGED, Batches, Changes, Row, Source, batch_of, coded, fitting, jumping, overheard, renamed
from learner.planner.examples import Example, read_pairs, read_rewards_of, read_rollouts, read_solved, tools_of
from learner.planner.madeup import Pieces, pieces_of, with_made_up_tools, with_made_up_words
from learner.planner.tokenizer import ASK, PAD, PLAN, TOOL
from tests.planner_pairs import pairs
from tests.test_planner_tokens import trained


class Files(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.path = Path(self._folder.name) / "lines.jsonl"

    def write(self, *records):
        self.path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records))

    def rollout(self, *plans, family="count"):
        return {"id": "1", "prompt": "<ask>q<plan>", "language": "en", "family": family, "plans": [{"plan": p, "reward": r, "match": m, "count": c} for p, r, m, c in plans]}

    def refused(self, read, words, *records):
        self.write(*records)
        with self.assertRaisesRegex(LearnerError, words):
            read(self.path)

    def test_pairs(self):
        self.write({"prompt": "p", "plan": "q", "weight": 2, "id": "x"}, "", {"prompt": "p", "plan": "r"})
        self.assertEqual(read_pairs(self.path), [Example("p", "q", 2.0), Example("p", "r", 1.0)])

    def test_what_is_no_pair_is_refused_with_its_line(self):
        self.refused(read_pairs, "is empty: expected a line with prompt and plan")
        self.refused(read_pairs, "line 2: expected JSON, found 'no json", {"prompt": "p", "plan": "q"}, "no json")
        self.refused(read_pairs, "line 1: no plan, found None", {"prompt": "p"})
        self.refused(read_pairs, "line 1: weight -1", {"prompt": "p", "plan": "q", "weight": -1})
        self.refused(read_pairs, "line 1: expected an object", "[]")
        with self.assertRaisesRegex(LearnerError, "none.jsonl cannot be read"):
            read_pairs(self.path.with_name("none.jsonl"))

    def test_a_plan_counts_for_what_it_is_better_than_the_mean_of_all_samples(self):
        self.write(self.rollout(("good", 0.9, 1, 1), ("dear", 0.5, 1, 1), ("bad", -0.1, 0, 6)))
        # mean = (0.9 + 0.5 - 0.6) / 8 = 0.1
        self.assertEqual([(e.plan, round(e.weight, 6)) for e in read_rollouts(self.path)], [("good", 0.8), ("dear", 0.4)])

    def test_what_is_wrong_somewhere_counts_only_where_nothing_was_right_and_only_if_asked_for(self):
        self.write(self.rollout(("right", 1, 1, 1), ("nearly", 0.9, 0.9, 1), ("bad", 0, 0, 8)), self.rollout(("half", 0.5, 0.5, 4), ("none", 0, 0, 4)))
        self.assertEqual([e.plan for e in read_rollouts(self.path)], ["right"])
        self.assertEqual([(e.plan, e.weight) for e in read_rollouts(self.path, partial=0.4)[1:]], [("half", 0.1)])

    def test_variants_count_for_a_share_of_the_plan_that_they_are_of(self):
        line = self.rollout(("right", 1, 1, 4), ("bad", 0, 0, 4))
        line["variants"] = [{"prompt": "<ask>p<plan>", "plan": "other", "weight": 1}, {"prompt": "<tool>t<ask>p<plan>", "plan": "told", "weight": 0.3}]
        self.write(line, {**line, "plans": []})
        self.assertEqual([(e.plan, round(e.weight, 6)) for e in read_rollouts(self.path, variants=0.4)], [("right", 0.5), ("other", 0.2), ("told", 0.06)])

    def test_at_most_so_many_plans_of_a_question(self):
        self.write(self.rollout(*((f"plan{n}", n / 10, 1, 1) for n in range(9)), ("bad", -1, 0, 20)))
        self.assertEqual([e.plan for e in read_rollouts(self.path, most_plans=3)], ["plan8", "plan7", "plan6"])

    def test_of_right_plans_those_stay_that_part_least_from_their_question(self):
        record = self.rollout(("drops a word", 1, 1, 5), ("says all", 0.95, 1, 1), ("wrong", 0, 0, 2))
        record["plans"][0]["strays"] = 1
        self.write(record)
        self.assertEqual([e.plan for e in read_rollouts(self.path, strayed=0.25)], ["says all"])
        del record["plans"][1]
        self.write(record)
        mean = 5 / 7
        self.assertEqual(read_rollouts(self.path, strayed=0.25), [Example("<ask>q<plan>", "drops a word", (1 - mean) * 0.25)])
        self.assertEqual(read_rollouts(self.path, strayed=0), [])

    def test_of_right_plans_that_say_the_same_the_shortest_stay(self):
        self.write(self.rollout(("a\nb\nc", 1, 1, 1), ("a\nb", 0.95, 1, 1), ("a", 0.9, 0.9, 1)))
        self.assertEqual([e.plan for e in read_rollouts(self.path)], ["a\nb"])

    def test_a_detour_is_not_right_where_it_is_known_what_the_questions_need(self):
        self.write(self.rollout(("a\nb\nc", 1, 1, 1), ("a", 0.4, 0.5, 1)))
        self.assertEqual([e.plan for e in read_rollouts(self.path, longest=2)], ["a\nb\nc"])
        self.assertEqual(read_rollouts(self.path, longest=1, variants=1), [])
        self.assertEqual((read_solved(self.path), read_solved(self.path, longest=1)), ({"1"}, set()))

    def test_what_all_samples_got_right_is_kept_where_asked_for(self):
        self.write(self.rollout(("only", 0.95, 1, 8)), self.rollout(("wrong", -0.2, 0, 8)))
        self.assertEqual(read_rollouts(self.path, solved=0), [])
        self.assertEqual(read_rollouts(self.path, solved=0.1), [Example("<ask>q<plan>", "only", 0.1)])

    def test_balanced_families_weigh_the_same(self):
        self.write(*[self.rollout(("a", 1, 1, 1), ("b", 0, 0, 1), family="many")] * 3, self.rollout(("c", 1, 1, 1), ("d", 0, 0, 1), family="few"))
        weights = {}
        for e in read_rollouts(self.path, balanced=True):
            weights[e.plan] = weights.get(e.plan, 0) + e.weight
        self.assertAlmostEqual(weights["a"], weights["c"])

    def test_what_is_no_rollout_is_refused_with_its_line(self):
        self.refused(read_rollouts, "line 1: expected JSON", "{")
        self.refused(read_rollouts, "line 1: no list of plans", {"prompt": "p"})
        self.refused(read_rollouts, "line 2: a plan lacks", self.rollout(), {"prompt": "p", "plans": [{"plan": "x"}]})
        self.refused(read_rollouts, "line 1: reward 3.0", self.rollout(("p", 3, 1, 1)))

    def test_rewards_of_a_file(self):
        self.write(self.rollout(("a", 1, 1, 1), ("b", 0, 0, 3)), self.rollout(("c", 0.5, 0.5, 4)))
        self.assertEqual(read_rewards_of(self.path), {"questions": 2, "mean_reward": 3 / 8, "solved": 0.5})

    def test_tools_that_are_told_of_in_the_prompt_are_not_taught(self):
        self.assertEqual(tools_of([Example("<ask>q<plan>", 'a = find("x")\nreturn a'), Example("<tool>wheels(things: Boxes) to Int: …<ask>q<plan>", 'a = find("x")\nb = wheels(a)\nreturn b')]), {"find"})


class MadeUpWords(unittest.TestCase):
    def test_question_and_plan_get_the_same_word(self):
        chance, changed = random.Random(3), 0
        for _ in range(200):
            prompt, plan = with_made_up_words("<tool>dog(x: Text) to Int: A dog.<ask>how many Dogs are left of a dog or a hotdog in the left lane?<plan>", 'a = find("dog")\nb = on_lane(a, "left")\nreturn b', chance)
            head, question = prompt.split("<ask>")
            self.assertEqual(head, "<tool>dog(x: Text) to Int: A dog.")  # what a tool's documentation says stays
            word = plan.split('"')[1].removesuffix("s") if "dog" not in plan else "dog"
            self.assertRegex(question.lower(), rf"^how many {word}s? are left of a {word}s? or a hotdog in the left lane")
            self.assertIn('on_lane(a, "left")', plan)  # what a tool lets one choose stays
            changed += word != "dog"
        self.assertTrue(100 < changed < 180, changed)

    def test_what_the_question_says_otherwise_stays(self):
        pair = ("<ask>how many automobiles?<plan>", 'a = find("car")\nreturn a')
        self.assertEqual({with_made_up_words(*pair, random.Random(n)) for n in range(20)}, {pair})

    def test_the_other_word_is_one_that_nobody_knows_or_one_of_another_plan(self):
        pair = ("<ask>is there a red dog?<plan>", 'a = find("dog")\nb = where(a, "red")\nc = exists(b)\nreturn c')
        made = [with_made_up_words(*pair, random.Random(n), ["bench", "lorry"])[1].split('"')[1] for n in range(300)]
        known = sum(word in ("bench", "lorry") for word in made)
        self.assertTrue(60 < known < 150 and 60 < 300 - known - made.count("dog") < 150, (known, made.count("dog")))

    def test_words_are_put_together_of_the_pieces_that_no_question_says(self):
        pieces = pieces_of([b"jug", b"nearest", b"gern", b"\xe5", "標識".encode(), "の".encode(), b" = find(", b"x"], ["<ask>is the nearest car x?<plan>"])
        self.assertEqual(pieces, Pieces(("jug", "gern"), ("標識",)))
        pair = ("<ask>is there a dog?<plan>", 'a = find("dog")\nb = exists(a)\nreturn b')
        made = [with_made_up_words(*pair, random.Random(n), pieces=pieces) for n in range(300)]
        of_pieces = {plan.split('"')[1] for _, plan in made if re.fullmatch("(jug|gern)+(er|y|ish|let|ing|-er)?", plan.split('"')[1])}
        self.assertTrue({"jug", "gern", "juggern"} <= of_pieces, of_pieces)
        for prompt, plan in made:
            self.assertIn(f"<ask>is there a {plan.split(chr(34))[1]}?", prompt)

    def test_a_tool_is_known_by_the_word_that_its_documentation_shares_with_the_question_or_by_its_name(self):
        prompt = "<tool>first(things: Boxes) to Boxes: The thing nearest to the camera.<tool>other(things: Boxes) to Int: How many wheels.<ask>what colour is the nearest car with wheels?<plan>"
        plan = 'a = find("car")\nb = first(a)\nc = colour(b)\nreturn c'
        made = {with_made_up_tools(prompt, plan, random.Random(n)) for n in range(60)}
        self.assertIn((prompt, plan), made)  # not always
        self.assertGreater(len(made), 15)
        named = 0
        for changed, written in made - {(prompt, plan)}:
            word = changed.split("The thing ")[1].split(" to the camera")[0]
            self.assertIn(f"<ask>what colour is the {word} car with wheels?<plan>", changed)
            self.assertIn("<tool>other(things: Boxes) to Int: How many wheels.", changed)  # it is not called
            name = changed.split("(")[0].removeprefix("<tool>")
            self.assertEqual(written, plan.replace("first", name))
            self.assertTrue(name == "first" or word.replace("-", "_") in name, name)
            named += name != "first"
        self.assertTrue(len(made) // 3 < named < len(made), named)

    def test_the_word_of_a_tool_is_put_together_of_pieces_too(self):
        prompt, plan = "<tool>first(things: Boxes) to Boxes: The nearest thing.<ask>what is the nearest car?<plan>", 'a = find("car")\nb = first(a)\nreturn b'
        made = [with_made_up_tools(prompt, plan, random.Random(n), Pieces(("jug", "gern")))[0] for n in range(60)]
        self.assertGreater(sum(bool(re.search("The ((jug|gern)+(er|y|ish|let|ing|-er)?) thing.<ask>what is the \\1 car", prompt)) for prompt in made), 15)

    def test_a_tool_that_shares_no_word_with_its_question_is_called_by_one_of_it(self):
        prompt, plan = "<tool>x(things: Boxes) to Int: How many there are.<ask>count the dogs<plan>", 'a = find("dogs")\nb = x(a)\nreturn b'
        for changed, written in {with_made_up_tools(prompt, plan, random.Random(n)) for n in range(40)} - {(prompt, plan)}:
            word = changed.split("<ask>")[1].split(" the dogs")[0]
            self.assertNotEqual(word, "count")
            self.assertIn(word.replace("-", "_"), written.split(" = ")[2].split("(")[0])

    def test_a_word_that_the_plan_says_stays(self):
        prompt, plan = '<tool>how(things: Boxes) to Text: The state: "open".<ask>is the open door how?<plan>', 'a = find("door")\nb = where(a, "open")\nc = how(b)\nreturn c'
        self.assertEqual({with_made_up_tools(prompt, plan, random.Random(n)) for n in range(20)}, {(prompt, plan)})

    def test_words_without_blanks_around_them(self):
        made = {with_made_up_words("<ask>自転車は何台ありますか<plan>", 'a = find("自転車")\nreturn a', random.Random(n)) for n in range(30)}
        self.assertGreater(len(made), 10)
        for prompt, plan in made:
            self.assertTrue(prompt.startswith("<ask>" + plan.split('"')[1] + "は何台"), (prompt, plan))


class Drawing(unittest.TestCase):
    def test_names_begin_later_and_texts_stay(self):
        self.assertEqual(renamed('a = find("a b")\nb = near(a, a, 3)\nreturn b', 2), 'c = find("a b")\nd = near(c, c, 3)\nreturn d')
        self.assertEqual(renamed('p = find("x")\nq = count(p)\nreturn q', 1), 'q = find("x")\ns = count(q)\nreturn s')  # there is no name r
        self.assertEqual(renamed('a = find("x")\nreturn a', 30), 'a = find("x")\nreturn a')

    def test_the_same_step_gives_the_same_batch_whoever_asks(self):
        def batches():
            return Batches(trained(), [Source(pairs(50), 1.0)], 8, 3, 256, Changes())

        self.assertEqual(batches().at(37), batches().at(37))
        self.assertNotEqual(batches().at(37), batches().at(38))

    def test_sources_and_weights_are_drawn_by_their_shares(self):
        often, seldom, never = (Example(f"<ask>{w}<plan>", "return a", weight) for w, weight in (("x", 3.0), ("y", 1.0), ("z", 0.0)))
        batches = Batches(trained(), [Source([often, seldom, never], 0.75), Source([Example("<ask>w<plan>", None)], 0.25)], 100, 1, 256, Changes(0, 0, 0))
        drawn = [tuple(row.ids) for step in range(32) for row in batches.at(step)]
        share = {w: drawn.count(tuple(trained().prompt(f"<ask>{w}<plan>") + (trained().plan("return a") + [1] if w != "w" else []))) / len(drawn) for w in "xyzw"}
        self.assertAlmostEqual(share["x"], 0.5625, delta=0.04)
        self.assertAlmostEqual(share["y"], 0.1875, delta=0.04)
        self.assertAlmostEqual(share["w"], 0.25, delta=0.04)
        self.assertEqual(share["z"], 0)

    def test_examples_with_documentation_count_as_often_as_is_said(self):
        told, plain = Example("<tool>t() to Int: n.<ask>x<plan>", "return a"), Example("<ask>y<plan>", "return a")
        batches = Batches(trained(), [Source([told, plain], 1.0, documented=3.0)], 100, 1, 256, UNCHANGED)
        drawn = [tuple(row.ids) for step in range(16) for row in batches.at(step)]
        self.assertAlmostEqual(sum(ids[0] == TOOL for ids in drawn) / len(drawn), 0.75, delta=0.04)

    def test_of_a_question_some_words_are_not_heard_but_those_that_are_copied(self):
        tokenizer = trained()
        question, plan = "<tool>t() to Int: n.<ask>how many red cars are there now<plan>", 'a = find("red")\nreturn a'
        written = tokenizer.plan(plan)
        ids = tokenizer.prompt(question) + written
        heard = [overheard(ids, written, 0.5, random.Random(n)) for n in range(50)]
        first, last = ids.index(ASK), ids.index(PLAN)
        for read in heard:
            self.assertEqual((read[: first + 1], read[last:]), (ids[: first + 1], ids[last:]))
            self.assertTrue(all(r == i or (r == PAD and i not in written) for r, i in zip(read, ids)))
        self.assertGreater(len({tuple(read) for read in heard}), 20)

    def test_what_is_done_to_examples_is_a_share(self):
        with self.assertRaisesRegex(LearnerError, "made_up 1.5, overhear -0.1: expected shares from 0 to 1"):
            Changes(made_up=1.5, overhear=-0.1)
        with self.assertRaisesRegex(LearnerError, "--documented -1: expected a weight"):
            Source([], 1.0, -1)

    def test_what_changes_would_make_longer_than_the_context_is_taken_as_it_is(self):
        tokenizer = trained()
        example = Example("<ask>how many cars are there?<plan>", 'a = find("cars")\nb = count(a)\nreturn b')
        plain = [*tokenizer.prompt(example.prompt), *tokenizer.plan(example.plan), 1]
        changes = Changes(spell=0, rename=0, gaps=0, made_up=1, known=0, overhear=0.3)
        rows = [coded(tokenizer, example, changes, random.Random(n), len(plain)) for n in range(60)]
        self.assertIn(plain, [row.ids for row in rows])
        self.assertTrue(all(row.ids[-1] == 1 for row in rows))  # no plan is taught without its end
        self.assertTrue(any(len(coded(tokenizer, example, changes, random.Random(n), 256).ids) > len(plain) for n in range(60)))

    def test_the_loss_is_on_plan_and_end_and_a_little_on_the_question(self):
        batch = batch_of([Row([2, 9, 9, 3, 7, 1], [0.1, 0.1, 0.1, 0.1, 1, 1], list(range(6)), [2, 9, 9, 3, 8, 1]), Row([2, 3, 1], [0.1, 0.1, 1], [0, 5, 6], [2, 3, 1])])
        self.assertEqual([round(w, 3) for w in batch.weights[0].tolist()], [0.1, 0.1, 0.1, 1, 1])
        self.assertEqual([round(w, 3) for w in batch.weights[1].tolist()], [0.1, 1, 0, 0, 0])
        self.assertEqual(batch.positions[1, :3].tolist(), [0, 5, 6])

    def test_positions_jump_within_the_context_and_never_back(self):
        seen = [jumping(10, 32, random.Random(n)) for n in range(200)]
        for positions in seen:
            self.assertEqual((len(positions), positions == sorted(set(positions)), positions[-1] < 32), (10, True, True))
        self.assertGreater(len({tuple(p) for p in seen}), 100)
        self.assertEqual(jumping(10, 10, random.Random(1)), list(range(10)))

    def test_of_what_went_before_some_tools_are_forgotten_and_none_is_learnt_otherwise(self):
        tokenizer, example = trained(), Example("<ask>how many red cars?<plan>", 'a = find("car")\nb = where(a, "red")\nc = count(b)\nreturn c')
        others = 0
        for seed in range(100):
            row = coded(tokenizer, example, Changes(0, 0, 0, forget=0.5), random.Random(seed), 256)
            self.assertEqual(row.ids[-len(tokenizer.plan(example.plan)) - 1 : -1], tokenizer.plan(example.plan))
            for token, read in zip(row.ids, row.read):
                self.assertTrue(token == read or {token, read} <= set(tokenizer.tools))
                others += token != read
        self.assertTrue(70 < others < 150, others)  # half of three a plan, less those that are drawn as they were

    def test_what_is_too_long_is_left_out_and_spelled_out_only_where_it_fits(self):
        fits, long = pairs(1)[0], Example("<ask>" + "cars " * 60 + "<plan>", "return a")
        self.assertEqual(fitting(trained(), Source([fits, long], 1.0), 64).examples, [fits])
        ids = coded(trained(), fits, Changes(spell=1.0, rename=0, gaps=0), random.Random(1), 30).ids
        self.assertEqual((ids[-1], len(ids) <= 30), (1, True))

    def test_nothing_to_learn_from(self):
        with self.assertRaisesRegex(LearnerError, "nothing to learn from"):
            Batches(trained(), [Source([], 1.0), Source([Example("p", "q", 0.0)], 1.0)], 8, 1, 256, Changes())


if __name__ == "__main__":
    unittest.main()
