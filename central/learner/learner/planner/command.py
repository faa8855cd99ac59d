"""`python -m learner planner base|clone|average|export|loop`."""

from pathlib import Path

from learner.arguments import add_course
from learner.errors import LearnerError


def add_to(commands):
    planner = commands.add_parser("planner", help="train the planner from seeds and from rewards, and write its model folder")
    steps = planner.add_subparsers(dest="step", required=True)
    base = steps.add_parser("base", help="from pairs of question and plan: seeds, or every generated plan for the ceiling")
    base.add_argument("--data", required=True, action="append", help="pairs, of `edgehost data seeds` or `data plans --with-plans`; may be given several times")
    base.add_argument("--texts", action="append", default=[], help="questions without plans, of `edgehost data plans`: read as language, and for the vocabulary")
    base.add_argument("--texts-share", type=float, default=0.05, help="of a batch (default: %(default)s)")
    base.add_argument("--vocabulary", type=int, default=4096, help="most tokens (default: %(default)s)")
    base.add_argument("--width", type=int, default=160)
    base.add_argument("--layers", type=int, default=5)
    base.add_argument("--heads", type=int, default=5)
    base.add_argument("--hidden", type=int, default=448)
    base.add_argument("--context", type=int, default=256, help="tokens of prompt and plan together (default: %(default)s)")
    _add_training(base, minutes=10, steps=20000, rate=8e-3)
    base.set_defaults(run=run_base)

    clone = steps.add_parser("clone", help="from rewarded plans, beginning with the weights of a base")
    _add_cloning(clone)
    clone.add_argument("--rollouts", required=True, action="append", help="of `edgehost rollouts`; may be given several times")
    clone.add_argument("--out", required=True, help="folder for checkpoint, metrics, curves and model folders")
    _add_training(clone, minutes=5, steps=4000, rate=6e-3, out=False)
    clone.set_defaults(run=run_clone)

    export = steps.add_parser("export", help="write the model folders from the checkpoint in --out anew")
    export.add_argument("--out", required=True, help="folder of `planner base` or `clone`")
    export.add_argument("--figures", help="what `edgehost eval planner --json` printed of this model, for its card")
    export.set_defaults(run=run_export)

    mean = steps.add_parser("average", help="the mean of several rounds' weights")
    mean.add_argument("--of", required=True, action="append", help="folder of a round, or its model folder; given several times")
    mean.add_argument("--out", required=True, help="folder for checkpoint and model folders")
    mean.set_defaults(run=run_average)

    from learner.planner.loop import add_to as add_loop

    loop = steps.add_parser("loop", help="rounds of sampling, rewards, cloning and measuring")
    _add_cloning(loop)
    add_loop(loop)
    _add_training(loop, minutes=5, steps=4000, rate=6e-3, out=False)


def _add_cloning(command):
    command.add_argument("--base", required=True, help="folder of `planner base` or `clone`, or a model folder: what ships can be taught on")
    command.add_argument("--seeds", action="append", default=[], help="pairs that are mixed in; may be given several times")
    command.add_argument("--seeds-share", type=float, default=0.12, help="of a batch (default: %(default)s)")
    command.add_argument("--most-plans", type=int, default=4, help="of a question (default: %(default)s)")
    command.add_argument("--solved", type=float, default=0.1, help="least weight of a plan that was right everywhere (default: %(default)s)")
    command.add_argument("--partial", type=float, default=0.0, help="share of its weight that a plan has where none was right everywhere (default: %(default)s)")
    command.add_argument("--strayed", type=float, default=0.25, help="share of its weight that a right plan has which leaves out something its question says, or says something else (default: %(default)s)")
    command.add_argument("--longest", type=int, help="calls of the longest plan that counts as right; the training questions of the street need 4 at most (default: any)")
    command.add_argument("--variants", type=float, default=0.8, help="weight of a variant of a right plan, as a share of that plan's (default: %(default)s)")
    command.add_argument("--balanced", action="store_true", help="a family of questions counts the less the more of it there is")


def _add_training(command, minutes, steps, rate, out=True):
    if out:
        command.add_argument("--out", required=True, help="folder for checkpoint, metrics, curves and model folders")
    command.add_argument("--validation", action="append", default=[], help="held-out pairs, measured every --every steps")
    command.add_argument("--minutes", type=float, default=minutes, help="length of the training; 0: by --steps (default: %(default)s)")
    command.add_argument("--steps", type=int, default=steps, help="with --minutes 0 (default: %(default)s)")
    command.add_argument("--batch", type=int, default=64, help="examples a step (default: %(default)s)")
    command.add_argument("--learning-rate", type=float, default=rate, help="at its highest (default: %(default)s)")
    command.add_argument("--dropout", type=float, default=0.0)
    command.add_argument("--spell", type=float, default=0.1, help="share of words written byte by byte (default: %(default)s)")
    command.add_argument("--rename", type=float, default=0.15, help="share of plans whose names begin later in the alphabet (default: %(default)s)")
    command.add_argument("--gaps", type=float, default=0.1, help="share of examples whose positions jump (default: %(default)s)")
    command.add_argument("--made-up", type=float, default=0.2, help="share of examples whose words nobody knows, in question and plan alike (default: %(default)s)")
    command.add_argument("--known", type=float, default=0.5, help="share of such words that other plans have; 1 where there are no others (default: %(default)s)")
    command.add_argument("--forget", type=float, default=0.1, help="share of a plan's tools that are read as another one afterwards (default: %(default)s)")
    command.add_argument("--overhear", type=float, default=0.0, help="share of a question's words that are read as nothing, in half of the examples (default: %(default)s)")
    command.add_argument("--documented", type=float, default=1.0, help="weight of an example with documentation in its prompt (default: %(default)s)")
    command.add_argument("--learn-questions", type=float, default=0.1, help="share of examples whose question is learnt too, as language (default: %(default)s)")
    add_course(command)


def run_base(options):
    from learner.planner.batches import Source
    from learner.planner.examples import read_pairs, read_texts, tools_of
    from learner.planner.network import Shape
    from learner.planner.tokenizer import Tokenizer
    from learner.planner.train import train

    _check_share("--texts-share", options.texts_share)
    pairs = [e for path in options.data for e in read_pairs(path)]
    texts = [e for path in options.texts for e in read_texts(path)]
    tools = tools_of(pairs)
    if not tools:
        raise LearnerError(f"{', '.join(options.data)}: no plan calls a tool; expected plans of the plan language (docs/plan-language.md)")
    tokenizer = Tokenizer.train([t for e in pairs + texts for t in (e.prompt, e.plan or "")], tools, options.vocabulary)
    shape = Shape(len(tokenizer), options.width, options.layers, options.heads, options.hidden, options.context)
    sources = [Source(pairs, 1 - options.texts_share if texts else 1.0, options.documented), Source(texts, options.texts_share)]
    train(options, tokenizer, shape, sources, _validation(options))
    run_export(options)


def run_clone(options):
    from learner.planner.batches import Source
    from learner.planner.examples import read_pairs, read_rollouts
    from learner.planner.train import load, train

    _check_share("--seeds-share", options.seeds_share)
    shape, tokenizer, base, _ = load(options.base)
    rewarded = [e for path in options.rollouts for e in read_rollouts(path, options.most_plans, options.solved, options.partial, options.variants, options.balanced, options.strayed, options.longest)]
    seeds = [e for path in options.seeds for e in read_pairs(path)]
    sources = [Source(rewarded, 1 - options.seeds_share if seeds else 1.0, options.documented), Source(seeds, options.seeds_share, options.documented)]
    train(options, tokenizer, shape, sources, _validation(options), start=base)
    run_export(options)


def run_average(options):
    from learner.planner.averaging import average

    average(options.of, options.out)
    run_export(options)


def run_export(options):
    from learner.planner.export import write_model_folders
    from learner.planner.train import load

    _, tokenizer, model, state = load(options.out)
    write_model_folders(model, tokenizer, Path(options.out), {"step": state["step"], **state.get("recipe", {})}, getattr(options, "figures", None))


def _validation(options):
    from learner.planner.examples import read_pairs

    return [e for path in options.validation for e in read_pairs(path)]


def _check_share(name, value):
    if not 0 <= value < 1:
        raise LearnerError(f"{name} {value}: expected a share from 0 to below 1")
