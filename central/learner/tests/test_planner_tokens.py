import json
import random
import re
import unittest

from learner.errors import LearnerError
from learner.planner.merges import runs
from learner.planner.splitting import CHARACTER, split
from learner.planner.tokenizer import END, Tokenizer
from tests.planner_pairs import pairs


def trained(most=400):
    return Tokenizer.train([t for e in pairs(200) for t in (e.prompt, e.plan)], {"find", "count", "where", "exists"}, most)


class Splitting(unittest.TestCase):
    def test_splits_as_gpt2_does(self):
        # Written down from GPT-2's own expression, case by case.
        for text, pieces in {
            "a don't  x": ["a", " don", "'t", " ", " x"],
            "we'll it's O'Brien": ["we", "'ll", " it", "'s", " O", "'", "Brien"],
            "12.5m x2": ["12", ".", "5", "m", " x", "2"],
            "a\n\n b": ["a", "\n\n", " b"],
            "a \t": ["a", " \t"],
            "赤い車は2台。": ["赤い車は", "2", "台", "。"],
            "²½ ٣": ["²½", " ٣"],
            "a\u3000\u00a0b": ["a", "\u3000", "\u00a0", "b"],
            "\x1c": ["\x1c"],  # blank to Python, not to Unicode
            " \x1c": [" \x1c"],
        }.items():
            self.assertEqual(split(text), pieces, text)

    def test_nothing_is_lost(self):
        chance = random.Random(5)
        for _ in range(300):
            text = "".join(chr(chance.choice([chance.randrange(128), chance.randrange(0x3000, 0x3100), chance.randrange(0x1F600, 0x1F650)])) for _ in range(12))
            self.assertEqual("".join(split(text)), text)

    def test_every_byte_has_its_character(self):
        self.assertEqual(len(set(CHARACTER.values())), 256)
        self.assertEqual((CHARACTER[0x20], CHARACTER[0x0A], CHARACTER[ord("a")]), ("Ġ", "Ċ", "a"))  # as in GPT-2's vocabulary


class Tokens(unittest.TestCase):
    def test_any_text_comes_back(self):
        tokenizer, chance = trained(), random.Random(2)
        for _ in range(300):
            text = "".join(chr(chance.choice([chance.randrange(32, 127), chance.randrange(160, 0x3000), chance.randrange(0x3040, 0x9000), chance.randrange(0x1F300, 0x1F600)])) for _ in range(20))
            self.assertEqual(tokenizer.decode(tokenizer.plan(text)), text)

    def test_tools_and_pieces_of_plans_are_one_token_each(self):
        tokenizer = trained()
        plan = 'a = find("car")\nb = where(a, "red")\nreturn b'
        written = [tokenizer.bytes_of(i).decode() for i in tokenizer.plan(plan)]
        self.assertEqual(written, ["a", " = find(", '"', "car", '")\n', "b", " = where(", "a", ', "', "red", '")\n', "return ", "b"])

    def test_special_names_are_special_in_a_prompt_and_text_in_a_plan(self):
        tokenizer = trained()
        self.assertEqual(tokenizer.prompt("<end>"), [END])
        self.assertNotIn(END, tokenizer.plan("<end>"))
        self.assertEqual(tokenizer.decode(tokenizer.plan("<end>")), "<end>")

    def test_a_word_is_written_the_same_in_question_and_plan(self):
        tokenizer = trained()
        for question, word in (("is the wheelbarrow near the cars?", "wheelbarrow"), ("is there a traffic light", "traffic light"), ("赤い自転車は何台", "自転車"), ("あの赤い車", "赤い")):
            asked = tokenizer.prompt(f"<ask>{question}<plan>")
            for part in word.split():
                ids = tokenizer.plan(part)
                self.assertTrue(any(asked[n : n + len(ids)] == ids for n in range(len(asked))), f"{part} in {question}")

    def test_spelled_words_are_bytes_on_both_sides(self):
        tokenizer = trained()
        self.assertEqual(len(tokenizer.plan("cars")), 1)
        self.assertEqual(len(tokenizer.plan("cars", {"cars"})), 4)
        self.assertEqual(tokenizer.decode(tokenizer.prompt("red cars", {"cars"})), "red cars")

    def test_merges_are_applied_in_their_order(self):
        # "ab" before "bc": of "abc" the first merge is left, though "bc" would be possible too.
        tokenizer = Tokenizer([], [(b"a", b"b"), (b"b", b"c"), (b"ab", b"ab")])
        self.assertEqual([tokenizer.bytes_of(i) for i in tokenizer.plan("abcbcababab")], [b"ab", b"c", b"bc", b"abab", b"ab"])

    def test_two_merges_to_the_same_bytes_are_one_token(self):
        tokenizer = Tokenizer([], [(b"a", b"b"), (b"b", b"c"), (b"ab", b"c"), (b"a", b"bc")])
        self.assertEqual(len(tokenizer), 5 + 256 + 3)
        self.assertEqual(len(json.loads(tokenizer.to_json())["model"]["vocab"]), len(tokenizer))

    def test_the_file_says_all(self):
        tokenizer = trained()
        content = json.loads(tokenizer.to_json())
        self.assertEqual(sorted(content["model"]["vocab"].values()), list(range(len(tokenizer))))
        self.assertEqual([t["content"] for t in content["added_tokens"] if t["special"]], ["<pad>", "<end>", "<ask>", "<plan>", "<tool>"])
        self.assertTrue(all(content["model"]["vocab"][t["content"]] == t["id"] and not t["normalized"] for t in content["added_tokens"]))
        again = Tokenizer.from_json(tokenizer.to_json())
        for example in pairs(20, seed=9):
            self.assertEqual(again.prompt(example.prompt), tokenizer.prompt(example.prompt))
        self.assertEqual(again.knows, ["count", "exists", "find", "where"])

    def test_a_damaged_file_is_refused(self):
        for text in ("{", "{}", trained().to_json().replace('"use_regex": true', '"use_regex": false')):
            with self.assertRaisesRegex(LearnerError, "tokenizer is"):
                Tokenizer.from_json(text)

    def test_too_small_a_vocabulary_says_what_it_needs(self):
        with self.assertRaisesRegex(LearnerError, "a vocabulary of 200 tokens: 266 are needed"):
            Tokenizer.train([], {"find"}, 200)

    def test_no_token_joins_blanks_digits_or_writing_systems(self):
        tokenizer = Tokenizer.train(["12 cars 12 cars 赤い車は12台"] * 9, {"find"}, 400)
        self.assertIn(b"cars", [l + r for l, r in tokenizer.merges])
        for left, right in tokenizer.merges:
            text = (left + right).decode(errors="ignore")
            self.assertFalse(re.search(r"[ \d]", text), text)
            self.assertLessEqual(len(runs(text)), 1, text)


if __name__ == "__main__":
    unittest.main()
