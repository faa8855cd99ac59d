"""What the planner learns from: JSON lines of prompts and plans, and lines of rollouts, whose rewards become weights."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from learner.errors import LearnerError


@dataclass(frozen=True)
class Example:
    prompt: str
    plan: str | None  # None: only the question is learnt, as language
    weight: float = 1.0


class Sampled(NamedTuple):
    text: str
    reward: float
    match: float  # share of scenes on which it is right
    count: int  # samples that came to it
    strays: int  # where it parts from what its question says

    def is_right(self, longest=None):
        """On every scene, and with so many calls at most."""
        return self.match >= 1 and (longest is None or self.text.count("\n") <= longest)


def read_pairs(path):
    """Lines with `prompt`, `plan` and perhaps `weight`."""
    examples = [_pair(record, where) for record, where in _records(path)]
    if not examples:
        raise LearnerError(f"{path} is empty: expected a line with prompt and plan for each example; write it with `edgehost data seeds --out {path}`")
    return examples


def read_texts(path):
    """Lines with a `prompt`; a plan, where there is one, is not looked at."""
    return [Example(_text(record, "prompt", where), None) for record, where in _records(path)]


def read_rollouts(path, most_plans=4, solved=0.1, partial=0.0, variants=0.0, balanced=False, strayed=1.0, longest=None):
    """
    Lines of `edgehost rollouts` as weighted examples. A plan counts for what its reward is above the mean of all samples of its question, the `most_plans`
    best of a question stay. One that was right on every scene counts for `solved` at least, else what every sample of a question got right would be
    forgotten; beside such a plan no other counts, and without one the others count for a share of `partial`: they are wrong, if less than their like.
    Of right plans those remain that part least from what their question says, and of these the shortest; those that do part count for a share of `strayed`: they are right by chance.
    `longest`: calls of the longest plan that counts as right, where it is known what the questions need: a longer one is a detour that came to the answer.
    `variants`: what a variant of a right plan counts for, as a share of that plan. `balanced`: a family counts the less the more of it there is.
    """
    examples, families = [], []
    for record, where in _records(path):
        prompt, plans, family = _text(record, "prompt", where), _plans(record, where), record.get("family") or "?"
        mean = sum(p.reward * p.count for p in plans) / max(1, sum(p.count for p in plans))
        right = [p for p in plans if p.is_right(longest) and p.reward > 0]
        strays = min((p.strays for p in right), default=0)
        right = [p for p in right if p.strays == strays]
        lines = min((p.text.count("\n") for p in right), default=0)
        right = [(max(p.reward - mean, solved) * (strayed if strays else 1), p.text) for p in right if p.text.count("\n") == lines]
        weighed = right or [(partial * (p.reward - mean), p.text) for p in plans]
        found = [Example(prompt, plan, weight) for weight, plan in sorted(weighed, reverse=True)[:most_plans] if weight > 0]
        if right and variants > 0:
            best = max(right)[0]
            found += [Example(e.prompt, e.plan, best * variants * e.weight) for e in (_pair(variant, where) for variant in record.get("variants", []))]
        examples += found
        families += [family] * len(found)
    if balanced and examples:
        share = {family: families.count(family) / len(families) for family in set(families)}
        examples = [Example(e.prompt, e.plan, e.weight / (share[f] * len(share))) for e, f in zip(examples, families)]
    return examples


def read_rewards_of(path):
    """How good the sampled plans of a file of rollouts were: the mean reward of a sample, and the share of questions for which some sample was right everywhere."""
    rewards, samples, solved, questions = 0.0, 0, 0, 0
    for record, where in _records(path):
        plans = _plans(record, where)
        rewards, samples = rewards + sum(p.reward * p.count for p in plans), samples + sum(p.count for p in plans)
        solved, questions = solved + any(p.is_right() for p in plans), questions + 1
    return {"questions": questions, "mean_reward": rewards / max(1, samples), "solved": solved / max(1, questions)}


def read_solved(path, longest=None):
    """Names of the questions for which some sample was right everywhere, with so many calls at most."""
    return {record.get("id") for record, where in _records(path) if any(p.is_right(longest) for p in _plans(record, where))}


def tools_of(examples):
    """Tools that the plans call without having been told of them in the prompt: these the planner is taught, the others it has to read about."""
    called = set()
    for example in examples:
        told = set(re.findall(r"<tool>(\w+)\(", example.prompt))
        called |= set(re.findall(r"^\w+ = (\w+)\(", example.plan or "", re.MULTILINE)) - told
    return called


def _pair(record, where):
    weight = record.get("weight", 1.0)
    if not isinstance(weight, (int, float)) or isinstance(weight, bool) or not 0 <= weight < 1e6:
        raise LearnerError(f"{where}: weight {weight!r}, expected a number from 0")
    return Example(_text(record, "prompt", where), _text(record, "plan", where), float(weight))


def _plans(record, where):
    plans = record.get("plans")
    if not isinstance(plans, list):
        raise LearnerError(f"{where}: no list of plans, found {plans!r}; expected a line of `edgehost rollouts`")
    found = []
    for plan in plans:
        try:
            reward, match, count = float(plan["reward"]), float(plan["match"]), int(plan["count"])
            text, strays = plan["plan"], int(plan.get("strays", 0))
        except (TypeError, KeyError, ValueError) as error:
            raise LearnerError(f"{where}: a plan lacks plan, reward, match or count ({error!r}); expected a line of `edgehost rollouts`") from error
        if not isinstance(text, str) or not -1 <= reward <= 1 or count < 1 or strays < 0:
            raise LearnerError(f"{where}: reward {reward}, count {count} and strays {strays} of {text!r}, expected a reward from -1 to 1, a count from 1, strays from 0 and a text")
        found.append(Sampled(text, reward, match, count, strays))
    return found


def _text(record, name, where):
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise LearnerError(f"{where}: no {name}, found {repr(value)[:80]}; expected a text")
    return value


def _records(path):
    try:
        lines = Path(path).open(encoding="utf-8", newline="\n")
    except OSError as error:
        raise LearnerError(f"{path} cannot be read: {error.strerror}") from error
    with lines:
        for number, line in enumerate(lines, 1):
            where = f"{path}, line {number}"
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise LearnerError(f"{where}: expected JSON, found {line.strip()[:80]!r} ({error})") from error
            if not isinstance(record, dict):
                raise LearnerError(f"{where}: expected an object, found {line.strip()[:80]!r}")
            yield record, where
