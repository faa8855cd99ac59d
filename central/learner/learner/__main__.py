"""`python -m learner detector|dual_encoder|planner …`: the spine. Each training reads exports, trains, then exports and writes a model folder."""

import argparse
import sys

from learner import machine
from learner.errors import LearnerError


def main(arguments=None):
    machine.prepare()
    parser = argparse.ArgumentParser(prog="learner", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    from learner.detector import command as detector
    from learner.dual_encoder import command as dual_encoder
    from learner.planner import command as planner

    detector.add_to(commands)
    dual_encoder.add_to(commands)
    planner.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except LearnerError as error:
        print(f"learner {options.command}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
