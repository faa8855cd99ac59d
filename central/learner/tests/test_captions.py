import unittest

import numpy as np

from learner.dual_encoder.captions import HELD_OUT, PARTS, altered, facts, held_out, matches, questions, sentence, shortened, vocabulary
from learner.dual_encoder.tokens import CONTEXT, END, PAD, START, UNKNOWN, Tokenizer

WALKER = {"kind": "person", "colour": "red", "state": "walking", "with": "cane", "place": "pavement", "light": "rain"}
CAR = {"kind": "car", "colour": "orange", "state": None, "with": None, "place": "road", "light": "night"}


class Captions(unittest.TestCase):
    def test_sentence_without_chance_is_the_hosts(self):
        # The same sentences stand in the host's CaptionTests.
        self.assertEqual(sentence(WALKER), "a person in red walking with a cane on the pavement in the rain")
        self.assertEqual(sentence(CAR), "an orange car on the road at night")
        self.assertEqual(sentence({"kind": "door", "colour": "blue", "state": "open", "place": "indoors", "light": "day"}), "an open blue door indoors by day")
        self.assertEqual(
            sentence({"kind": "bicycle", "colour": "green", "state": "ridden", "place": "crossing", "light": "dusk"}),
            "a green bicycle with a rider on the crossing at dusk")
        self.assertEqual(
            sentence({"kind": "phone", "colour": "black", "state": "on", "place": "table", "light": "day"}), "a black phone switched on on a table by day")

    def test_shortened_captions_hold_and_altered_ones_do_not(self):
        random = np.random.default_rng(3)
        for _ in range(500):
            for shown in (WALKER, CAR):
                said = shortened(shown, random)
                self.assertTrue(matches(said, shown), said)
                wrong = altered(said, random)
                if wrong is not None:
                    self.assertFalse(matches(wrong, shown), wrong)

    def test_held_out_pairs_are_never_said_to_be_wrong(self):
        # An encoder that is told of no purple car but that it is none could not find one.
        random, red = np.random.default_rng(5), {**CAR, "colour": "red"}
        for _ in range(500):
            wrong = altered({**red, "place": None, "light": None}, random)
            self.assertFalse(held_out(wrong), wrong)
        self.assertFalse([(k, o) for k, part, options in questions() for o in options if part == "colour" and (o, k) in HELD_OUT])

    def test_a_kind_left_unsaid_is_a_thing(self):
        self.assertEqual(sentence({**dict.fromkeys(PARTS), "colour": "orange"}), "an orange thing")

    def test_a_still_picture_does_not_tell_whether_a_car_moves(self):
        thing = {"class": "car", "attributes": {"colour": "red", "state": "moving", "place": "road"}}
        self.assertIsNone(facts(thing, "day")["state"])
        self.assertEqual(facts({"class": "bicycle", "attributes": {"state": "stopped"}}, "day")["state"], "ridden")

    def test_held_out_pairs_are_known_by_colour_and_kind(self):
        self.assertEqual(len(HELD_OUT), 8)
        self.assertTrue(held_out(CAR))
        self.assertFalse(held_out(WALKER))

    def test_every_caption_is_made_of_known_words(self):
        tokenizer, random = Tokenizer(vocabulary()), np.random.default_rng(4)
        words = {p for p in tokenizer.pieces if not p.startswith("##") and len(p) > 1}
        for _ in range(300):
            for shown in (WALKER, CAR):
                text = sentence(shortened(shown, random), random)
                self.assertFalse([w for w in text.split() if w not in words and w != "a"], text)
                self.assertLessEqual(len([i for i in tokenizer.ids(text) if i != PAD]), CONTEXT)


class Tokens(unittest.TestCase):
    def setUp(self):
        self.tokenizer = Tokenizer(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "red", "car", "##s", "c", "##a", ","])

    def test_longest_piece_first(self):
        self.assertEqual(self.tokenizer.ids("Red cars, ca")[:8], [START, 4, 5, 6, 9, 7, 8, END])

    def test_unknown_word_is_one_token(self):
        self.assertEqual(self.tokenizer.ids("xyz car")[:4], [START, UNKNOWN, 5, END])

    def test_longer_than_the_context_is_refused_by_name(self):
        with self.assertRaisesRegex(ValueError, "tokens, the encoder takes 24"):
            self.tokenizer.ids("car " * 23)


if __name__ == "__main__":
    unittest.main()
