"""The model card, README.md of the model folder."""


def card(model, tokenizer, licence, notes=None):
    shape, notes = model.shape, notes or {}
    parameters = sum(p.numel() for p in model.parameters())
    data = notes.get("data", "Pairs of question and plan (`edgehost data seeds`); nothing else is known of this training.")
    recipe = notes.get("recipe", "`python -m learner planner` (`docs/planner-training.md`).")
    figures = notes.get("figures", "None were taken at the export: `edgehost eval planner --planner <this folder> --json` prints them.")
    return f"""# street-planner

Writes plans (`docs/plan-language.md`) for questions, English and Japanese. A decoder of the LLaMA kind: {shape.layers} layers of width {shape.width},
{shape.heads} heads, {parameters:,} parameters, {len(tokenizer)} tokens of its own ({len(tokenizer.knows)} of them are tools), a context of {shape.context}. `street-planner.onnx` (MatMulNBits) and
`street-planner.gguf` (Q8_0) hold the same eight-bit numbers.

**Data.** {data}

**Recipe.** {recipe}

**Figures.** {figures}

**Limits.** It knows the street world's tools and words and copies other words from the question. Of a tool without a token it reads one line of
documentation in the prompt. It is meant to be run with the token mask: without it nothing keeps it to the plan language. What it writes is checked before it runs.

**Licence.** {licence}, weights and vocabulary included.
"""
