"""The model card, README.md of the model folder."""

import json
from pathlib import Path

from learner.errors import LearnerError


def card(model, tokenizer, licence, recipe, figures=None):
    """`recipe`: what the training was told. `figures`: a file of `edgehost eval planner --json` about this model."""
    shape = model.shape
    parameters = sum(p.numel() for p in model.parameters())
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in recipe.items() if name not in ("step", "examples"))
    measured = _table(figures) if figures else "None were taken when this was written: `edgehost eval planner --planner <this folder> --json` prints them."
    return f"""# street-planner

Writes plans (`docs/plan-language.md`) for questions, English and Japanese. A decoder of the LLaMA kind: {shape.layers} layers of width {shape.width}, {shape.heads} heads,
{parameters:,} parameters, {len(tokenizer):,} tokens of its own ({len(tokenizer.knows)} of them tools), a context of {shape.context} tokens. `street-planner.onnx` (MatMulNBits) and
`street-planner.gguf` (Q8_0) hold the same eight-bit numbers.

**Data.** {recipe.get("examples", 0):,} questions with plans: the hand-written seeds (`edgehost data seeds`) and, where rewards taught it, plans of its own that were run on simulated
scenes and rewarded for their answers (`edgehost rollouts`); questions without plans were read as language. No pictures, nobody's words.

**Recipe.** `python -m learner planner`, {recipe.get("step", 0):,} steps; {told} ([docs/planner-training.md](../../../docs/planner-training.md)).

**Figures.** {measured}

**Limits.** It knows the street world's tools and words and copies other words from the question. Of a tool without a token it reads one line of
documentation in the prompt. It is meant to be run with the token mask: without it nothing keeps it to the plan language. What it writes is checked before it runs.

**Licence.** {licence}, weights and vocabulary included.
"""


def _table(path):
    try:
        splits = json.loads(Path(path).read_text())["splits"]
        rows = [f"| {name} | {s['right']:.3f} | {s['valid']:.3f} | {s['n']:,} |" for name, s in splits.items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LearnerError(f"--figures {path}: expected what `edgehost eval planner --json` prints, found something else ({error!r})") from error
    return "`edgehost eval planner --json`, oracle tools:\n\n| questions | answers right | valid plans | of |\n|---|---|---|---|\n" + "\n".join(rows)
