"""Questions that a round had no right plan for are asked once more in the next one, by the better planner and with more courage: half of them get one then."""

import json

from learner.errors import LearnerError
from learner.planner.examples import read_solved


def write_unsolved(questions, rollouts, to, longest=None):
    """Lines of `questions` whose `rollouts` hold no plan that was right everywhere, with so many calls at most. Returns how many there are."""
    solved, left = read_solved(rollouts, longest), 0
    with questions.open(encoding="utf-8", newline="\n") as lines, to.open("w", encoding="utf-8", newline="\n") as out:
        for number, line in enumerate(lines, 1):
            try:
                name = json.loads(line)["id"]
            except (ValueError, KeyError, TypeError) as error:
                raise LearnerError(f"{questions}, line {number}: expected a question of `edgehost data plans` ({error!r})") from error
            if name not in solved:
                out.write(line)
                left += 1
    return left
