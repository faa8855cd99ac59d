"""
Words that nobody knows, put into a question and its plan alike: what to do with them is to copy them. And put into a question and the documentation of the tool
that it wants, or made that tool's name: which tool that is, they say alone.
"""

import re
from typing import NamedTuple

ONSETS = "b bl br ch d dr f fl g gl gr h j k kl l m n p pl pr qu r s sh sk sn st t th tr v w z".split()
VOWELS = "a e i o u oo ee ai ou ea".split()
ENDS = "b ck d ft g l lk m mp n nd nk nt p r rt s st t x zz lt rn".split()
KANA = "ガギグゲゴザジズゼゾダデドバビブベボカキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロン"
ENDINGS = ("", "", "", "er", "y", "ish", "let", "ing", "-er")
CHOICES = frozenset("thing left right own greater less same different at_least at_most colour size state kind material shape".split())  # what a tool lets one choose, and everything: not for copying
FORM = frozenset("there that thing things those these with from what which when where were have does than they them this".split())  # words that say nothing of a tool
PIECED = 0.7  # of the made-up words, where there is a vocabulary: those that are put together from its pieces, so that every piece is copied now and then
REPLACED = 0.7  # of the words of an example that can be
PLAN = "<plan>"  # ends every prompt
NAMED = 0.7  # of the tools that share a made-up word with their question: those that are called so
NAMINGS = ("{}", "{}", "{}s", "in_{}", "{}_of", "is_{}", "the_{}", "{}_than")


class Pieces(NamedTuple):
    """What a vocabulary writes words with and no question says as a word. A piece that was never copied in training is not copied in use either."""

    latin: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def pieces_of(contents, prompts):
    """Of the tokens' bytes, without the words of these prompts: those mean something."""
    said = {word for prompt in prompts for word in re.findall(r"[a-z]+", prompt.lower())}
    texts = [text for text in (content.decode(errors="replace") for content in contents) if len(text) > 1 or not text.isascii()]
    return Pieces(
        tuple(text for text in texts if re.fullmatch("[a-z]+", text) and text not in said),
        tuple(text for text in texts if re.fullmatch("[\u30a0-\u30ff\u4e00-\u9fff]+", text)))


def with_made_up_words(prompt, plan, chance, known=(), share=0.5, pieces=Pieces()):
    """Each text of the plan that the question has as well becomes another in both, most of the time: one that nobody knows, or, in a `share` of
    cases, one of `known`. As they are where there is none."""
    head, ask, question = prompt.partition("<ask>")
    parts = plan.split('"')  # texts are at the odd places
    for text in sorted({*parts[1::2]} - CHOICES, key=len, reverse=True):
        found = re.search(said(text), question, re.IGNORECASE)
        if found is None or chance.random() > REPLACED:
            continue
        plural = found[1] if text.isascii() else ""
        if known and text.isascii() and chance.random() < share:
            word = chance.choice(known)
            written = word
        else:
            word = made_up(chance, text.isascii() or chance.random() < 0.5, pieces)
            written = word + plural  # as it was asked: nobody knows what one of them is called
        question = re.sub(said(text), lambda _: word + plural, question, flags=re.IGNORECASE)
        parts[1::2] = [written if part == text else part for part in parts[1::2]]
    return head + ask + question, '"'.join(parts)


def with_made_up_tools(prompt, plan, chance, pieces=Pieces()):
    """
    Of each documented tool that the plan calls: a word that its documentation and the question have in common becomes another in both, and mostly its name is that
    word or has it as a part. Where they have none in common, some word of the question is what the tool is called. Returns prompt and plan.
    """
    head, ask, question = prompt.removesuffix(PLAN).partition("<ask>")
    texts = {text.lower() for text in plan.split('"')[1::2]}
    for name in re.findall(r"<tool>(\w+)\(", head):
        documented = re.search(rf"<tool>{name}\([^<]*", head)
        if f" = {name}(" not in plan or documented is None or chance.random() > REPLACED:
            continue
        asked = words_of(question) - texts - FORM
        shared = sorted(words_of(documented[0].partition(": ")[2]) & asked)
        if not (shared or asked):
            continue
        word, other = chance.choice(shared or sorted(asked)), made_up(chance, True, pieces)
        changed = re.sub(said(word), lambda found: other + found[1], documented[0], flags=re.IGNORECASE) if shared else documented[0]
        question = re.sub(said(word), lambda found: other + found[1], question, flags=re.IGNORECASE)
        called = chance.choice(NAMINGS).format(other.replace("-", "_")) if not shared or chance.random() < NAMED else name
        head = head.replace(documented[0], changed.replace(f"<tool>{name}(", f"<tool>{called}("))
        plan = plan.replace(f" = {name}(", f" = {called}(")
    return head + ask + question + PLAN, plan


def words_of(text):
    return set(re.findall(r"(?<![A-Za-z])[a-z]{4,}(?![A-Za-z])", text.lower()))


def said(text):
    return rf"(?<![A-Za-z-]){re.escape(text)}(s?)(?![A-Za-z-])" if text.isascii() else re.escape(text)


def made_up(chance, latin, pieces=Pieces()):
    own = pieces.latin if latin else pieces.other
    if own and chance.random() < PIECED:
        word = "".join(chance.choices(own, k=chance.choice((1, 1, 2, 2, 3) if latin else (2, 2, 3))))
    elif latin:
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(ENDS) for _ in range(chance.choice((1, 1, 2, 2, 3))))
    else:
        word = "".join(chance.choice(KANA) for _ in range(chance.randint(2, 5)))
    return word + chance.choice(ENDINGS) if latin else word
