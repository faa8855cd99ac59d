"""Made-up pairs and options for the planner's tests."""

import json
import random
from types import SimpleNamespace

from learner.planner.examples import Example

KINDS = {"car": "cars", "bus": "buses", "dog": "dogs", "person": "people", "traffic light": "traffic lights"}


def pairs(count, seed=1):
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        kind, kinds = chance.choice(list(KINDS.items()))
        made.append(chance.choice([
            Example(f"<ask>how many {kinds} are there?<plan>", f'a = find("{kind}")\nb = count(a)\nreturn b'),
            Example(f"<ask>is there a red {kind}?<plan>", f'a = find("{kind}")\nb = where(a, "red")\nc = exists(b)\nreturn c'),
            Example("<ask>自転車は何台ありますか<plan>", 'a = find("bicycle")\nb = count(a)\nreturn b')]))
    return made


def write_pairs(path, examples):
    path.write_text("".join(json.dumps({"prompt": e.prompt, "plan": e.plan, "weight": e.weight}, ensure_ascii=False) + "\n" for e in examples))
    return str(path)


def options(out, **changes):
    return SimpleNamespace(**{
        "out": str(out), "minutes": 0, "steps": 4, "batch": 8, "learning_rate": 2e-3, "dropout": 0.0, "spell": 0.0, "rename": 0.0, "gaps": 0.0, "made_up": 0.0, "known": 0.5, "forget": 0.0, "overhear": 0.0, "documented": 1.0, "learn_questions": 0.1, "every": 100,
        "seed": 1, "device": "cpu", "threads": 1, "precision": "float32", "resume": False, **changes})
