"""Reads `rewards.jsonl`, the hub's export: one reward a line, with the question, plan and answer it is about."""

import json
from dataclasses import dataclass
from pathlib import Path

from learner.errors import LearnerError

SOURCES = ("truth", "user", "self_check", "rule")


@dataclass(frozen=True)
class Reward:
    device: str
    answer: str  # its id; with the device it names one answer, which may have several rewards
    question: str
    language: str | None
    plan: str | None  # None: nothing was planned
    reward: float  # -1 to 1
    source: str  # one of SOURCES
    correction: dict | None  # {"correct": value} or {"plan": text}
    planner: str
    catalog: str | None
    model: str | None

    @property
    def wanted_plan(self):
        """The plan to learn from: the corrected one where there is one."""
        return (self.correction or {}).get("plan") or self.plan


def read_rewards(path):
    """Line by line, so that no file is too large. What is no reward is refused with its line."""
    path = Path(path)
    try:
        lines = path.open(encoding="utf-8", newline="\n")
    except OSError as error:
        raise LearnerError(f"{path} cannot be read: {error.strerror}; export it with GET /v1/exports/rewards.jsonl (docs/hub.md)") from error
    with lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _reward(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise LearnerError(f"{path}, line {number}: expected a reward of the hub's export, found {line.strip()[:80]!r} ({error!r}); export it again") from error


def _reward(record):
    query = record["query"]
    reward = Reward(
        device=record["device"], answer=record["id"], question=query["text"], language=query.get("language"), plan=record["plan"], reward=float(record["reward"]),
        source=record["source"], correction=record["correction"], planner=record["planner"], catalog=record["catalog"], model=record["model"],
    )
    if not -1 <= reward.reward <= 1:
        raise ValueError(f"reward {reward.reward}, expected -1 to 1")
    if reward.source not in SOURCES:
        raise ValueError(f"source {reward.source}, expected one of {', '.join(SOURCES)}")
    return reward
