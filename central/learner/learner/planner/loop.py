"""
Rounds of self-training. The actor is the host, the learner is this package; between them are files.

    edgehost data plans → questions.jsonl → edgehost rollouts → rollouts.jsonl → clone → planner/ → edgehost eval planner → evaluation.json
              what the round before left unsolved → again.jsonl ─┘

Each file is written whole or not at all, so a loop that was stopped goes on where it was when the same command is given again.
"""

import argparse
import json
import os
import shlex
from pathlib import Path

from learner.errors import LearnerError
from learner.planner.actors import roll_out
from learner.planner.again import write_unsolved
from learner.planner.curve import plot
from learner.planner.edgehost import EdgeHost
from learner.planner.examples import read_rewards_of
from learner.planner.export import NAME

AGAIN = "rollouts-again.jsonl"
MODEL_WRITTEN = f"{NAME}-parity.json"  # what an export writes last
KEPT = ("base", "clevr", "seed", "questions", "samples", "temperature", "again_samples", "again_temperature", "window", "seeds_share", "most_plans", "solved", "partial", "strayed", "longest", "variants", "balanced", "begin", "minutes", "steps", "batch", "learning_rate", "dropout", "spell", "rename", "gaps", "made_up", "known", "forget", "overhear", "documented", "learn_questions")


def add_to(command):
    command.add_argument("--edgehost", required=True, help="the host's program")
    command.add_argument("--out", required=True, help="folder with a folder for each round, rounds.jsonl and curves.png")
    command.add_argument("--clevr", help="folder of CLEVR's published text: rounds about its scenes, measured on its untouched ones")
    command.add_argument("--rounds", type=int, default=8)
    command.add_argument("--questions", type=int, default=4000, help="of a round (default: %(default)s)")
    command.add_argument("--samples", type=int, default=8, help="plans of a question (default: %(default)s)")
    command.add_argument("--temperature", type=float, default=1.0)
    command.add_argument("--again-samples", type=int, default=12, help="plans of a question that the round before had no right plan for; 0: it is not asked again (default: %(default)s)")
    command.add_argument("--again-temperature", type=float, default=1.4, help="(default: %(default)s)")
    command.add_argument("--actors", type=int, default=os.cpu_count() or 1, help="hosts that sample and run plans side by side (default: one a core)")
    command.add_argument("--begin", choices=["last", "base"], default="last", help="whose weights a clone begins with: the last round's, or the base's anew (default: %(default)s)")
    command.add_argument("--window", type=int, default=8, help="rounds whose rollouts a clone learns from, this one among them (default: %(default)s)")
    command.add_argument("--rollouts-with", default="", help="more options of `edgehost rollouts`")
    command.add_argument("--last-rounds", type=int, default=0, help="rounds at the end to which --last-with applies (default: %(default)s)")
    command.add_argument("--last-with", default="", help="more options of `edgehost rollouts` in the last rounds, such as `--world engine`")
    command.add_argument("--evaluate-with", default="", help="more options of `edgehost eval planner`")
    command.add_argument("--command-minutes", type=float, default=120, help="most that one command of the host may take (default: %(default)s)")
    command.set_defaults(run=run)


def run(options):
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    _check(options)
    _same_settings(out / "loop.json", {name: getattr(options, name) for name in KEPT})
    host = EdgeHost(options.edgehost, options.command_minutes * 60, out / "edgehost.log")
    lines = []
    for number in range(options.rounds + 1):
        lines.append(_round(options, host, out, number))
        (out / "rounds.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        plot(lines, out / "curves.png")


def _check(options):
    wrong = [f"--{name} {value}, expected {least} or more" for name, value, least in (
        ("rounds", options.rounds, 1), ("questions", options.questions, 1), ("samples", options.samples, 2), ("window", options.window, 1), ("actors", options.actors, 1)) if value < least]
    if not (model_folder(options.base) / "model.json").is_file():
        wrong.append(f"--base {options.base} has no {NAME}: train it with `planner base`, or write it with `planner export --out {options.base}`")
    if wrong:
        raise LearnerError("; ".join(wrong))


def _same_settings(path, settings):
    if not path.exists():
        path.write_text(json.dumps(settings, indent=2) + "\n")
        return
    before = json.loads(path.read_text())
    changed = sorted(name for name in settings if before.get(name) != settings[name])
    if changed:
        raise LearnerError(f"{path} is of a loop with another {', '.join(changed)}: go on with the same options, or give another --out")


def _round(options, host, out, number):
    """What a round came to; its line is told as soon as it is known. Round 0 is the base, as it is."""
    folder, line = out / f"round-{number:02}", {"round": number}
    folder.mkdir(exist_ok=True)
    clevr = ["--clevr", options.clevr] if options.clevr else []
    planner = Path(options.base) if number == 0 else folder / "planner"
    if number > 0:
        questions, rollouts = folder / "questions.jsonl", folder / "rollouts.jsonl"
        before = Path(options.base) if number == 1 else out / f"round-{number - 1:02}" / "planner"
        more = options.last_with if number > options.rounds - options.last_rounds else options.rollouts_with
        seed = options.seed * 1000 + number
        _once(questions, lambda to: host.run(["data", "plans", "--split", "train", "--count", options.questions, "--seed", seed, "--out", to, *clevr]))

        def rolled_out(asked, samples, temperature):
            arguments = ["rollouts", "--model", model_folder(before), "--samples", samples, "--temperature", temperature, "--seed", seed, *clevr, *shlex.split(more)]
            return lambda to: roll_out([host, *(host.beside(n) for n in range(1, options.actors))], arguments, asked, to)

        _once(rollouts, rolled_out(questions, options.samples, options.temperature))
        line |= read_rewards_of(rollouts)
        if number > 1 and options.again_samples > 0:
            line["again"] = _ask_again(folder, out / f"round-{number - 1:02}", lambda asked: rolled_out(asked, options.again_samples, options.again_temperature), options.longest)
        known = [out / f"round-{n:02}" / name for n in range(max(1, number - options.window + 1), number + 1) for name in ("rollouts.jsonl", AGAIN)]
        _clone(options, before if options.begin == "last" else options.base, [path for path in known if path.exists()], planner)
    evaluation = folder / "evaluation.json"
    _once(evaluation, lambda to: to.write_text(host.run(["eval", "planner", "--planner", model_folder(planner), "--json", *(["--split", "clevr", *clevr] if clevr else []), *shlex.split(options.evaluate_with)])))
    line["splits"] = _splits(evaluation)
    print(f"round {number}: " + ", ".join(f"{k} {v:.3f}" for k, v in {**{k: v for k, v in line.items() if isinstance(v, float)}, **{k: v["right"] for k, v in line["splits"].items()}}.items()), flush=True)
    return line


def _ask_again(folder, before, rolled_out, longest):
    """Share of what the round before left unsolved that is solved now."""
    asked, rollouts = folder / "again.jsonl", folder / AGAIN
    _once(asked, lambda to: write_unsolved(before / "questions.jsonl", before / "rollouts.jsonl", to, longest))
    if asked.stat().st_size == 0:
        return 1.0
    _once(rollouts, rolled_out(asked))
    return read_rewards_of(rollouts)["solved"]


def model_folder(planner):
    """Of a training's folder; a model folder is its own."""
    return Path(planner) if (Path(planner) / "model.json").is_file() else Path(planner) / NAME


def _once(path, make):
    if path.exists():
        return
    writing = path.with_name(path.name + ".writing")
    make(writing)
    if not writing.exists():
        raise LearnerError(f"{path} was not written, though the host said that all went well: is it of this version?")
    os.replace(writing, path)


def _clone(options, base, rollouts, planner):
    from learner.planner.command import run_clone

    if (planner / MODEL_WRITTEN).exists():
        return
    run_clone(argparse.Namespace(**{**vars(options), "base": base, "rollouts": rollouts, "out": str(planner), "resume": (planner / "checkpoint.pt").exists()}))


def _splits(path):
    try:
        splits = json.loads(path.read_text())["splits"]
        return {name: {"right": float(s["right"]), "valid": float(s["valid"]), "n": int(s["n"])} for name, s in splits.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LearnerError(f"{path}: expected splits.<name>.right, valid and n of `edgehost eval planner --json`, found something else ({error!r}); delete it and run again") from error
