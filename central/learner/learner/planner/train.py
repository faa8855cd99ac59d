"""The planner's training loop: the base from seeds, the clone from rewarded plans."""

import random
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from learner.errors import LearnerError
from learner.planner.batches import UNCHANGED, Batches, Changes, batch_of, coded, fitting
from learner.planner.muon import Muon
from learner.planner.network import Planner, Shape
from learner.planner.reading import planner_of
from learner.planner.tokenizer import Tokenizer
from learner.training import AveragedWeights, Crew, Run, choose_device, computes_in_bfloat16, learning_rate, seed_everything, workers_on

ARCHITECTURE = "street-planner/1"
RECIPE = ("batch", "learning_rate", "dropout", "spell", "rename", "gaps", "made_up", "known", "forget", "overhear", "learn_questions", "seed")


def load(folder):
    """Shape, tokenizer and weights of a finished training, or of a model folder."""
    if (Path(folder) / "model.json").is_file():
        return *planner_of(folder), {}
    state = Run(folder, ARCHITECTURE, {}).load()
    try:
        shape, tokenizer = Shape(**state["settings"]["shape"]), Tokenizer.from_json(state["settings"]["tokenizer"])
        model = Planner(shape)
        model.load_state_dict(state["average"])
    except (KeyError, TypeError, RuntimeError) as error:
        raise LearnerError(f"{folder}/checkpoint.pt is damaged ({error!r}): train again") from error
    return shape, tokenizer, model.eval(), state


def train(options, tokenizer, shape, sources, validation=(), start=None):
    """`start`: the model whose weights this one begins with. Returns the averaged model."""
    seed_everything(options.seed)
    sources = [fitting(tokenizer, source, shape.context) for source in sources]
    device = choose_device(options.device)
    workers = min(workers_on(device, options.threads), options.batch)
    model = Planner(shape, options.dropout)
    if start is not None:
        model.load_state_dict(start.state_dict())
    model.to(device)
    half = computes_in_bfloat16(device, options.precision)
    average = AveragedWeights(model)
    precision = torch.bfloat16 if half else torch.float32
    optimizer = Muon(model, options.learning_rate, precision=precision)
    settings = {"shape": shape.as_settings(), "tokenizer": tokenizer.to_json(), "seed": options.seed}
    run = Run(options.out, ARCHITECTURE, settings)
    schedule = run.begin(options, model, average, optimizer)
    changes = Changes(options.spell, options.rename, options.gaps, options.made_up, options.known, options.forget, options.overhear, options.learn_questions)
    batches, crew = Batches(tokenizer, sources, options.batch, options.seed, shape.context, changes), Crew(model, workers, precision)
    print(
        f"{sum(len(s.examples) for s in sources)} examples, {len(tokenizer)} tokens, {sum(p.numel() for p in model.parameters()):,} parameters, "
        f"{device}, {'bfloat16' if half else 'float32'}", flush=True)

    def loss_of_part(replica, part):
        rows, whole = part
        loss = loss_of(replica, batch_of(rows).to(device)) / whole
        return loss * workers, loss.item()  # the crew takes the mean

    def check():
        figures = validate(average.model, tokenizer, validation, options.batch, device)
        if figures:
            run.report(schedule.step, **figures)
            print(f"\nstep {schedule.step}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)
        run.save(
            schedule.step, seconds=schedule.seconds, model=model.state_dict(), average=average.model.state_dict(), optimizer=optimizer.state_dict(),
            recipe={"examples": sum(len(s.examples) for s in sources), **{name: getattr(options, name) for name in RECIPE}})

    told, tokens, before = [], 0, schedule.seconds
    while schedule.share < 1:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(schedule.share, options.learning_rate)
        rows = batches.at(schedule.step)
        whole = sum(sum(row.weights[1:]) for row in rows)
        told.append(sum(crew.gradients([(rows[worker::workers], whole) for worker in range(workers)], loss_of_part)))
        if not np.isfinite(told[-1]):
            raise LearnerError(f"the loss is not finite at step {schedule.step}: lower --learning-rate (now {options.learning_rate})")
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model, schedule.step)
        schedule.advance()
        tokens += sum(len(row.ids) for row in rows)
        run.progress(schedule, f"loss {told[-1]:.3f}")
        is_last = schedule.share >= 1
        if is_last or schedule.step % 100 == 0:
            run.report(schedule.step, loss=float(np.mean(told)), tokens_per_second=round(tokens / max(1e-9, schedule.seconds - before)), seconds=schedule.seconds)
            told, tokens, before = [], 0, schedule.seconds
        if is_last or schedule.step % options.every == 0:
            check()
    run.plot()
    return average.model.cpu()


def loss_of(model, batch):
    """Cross entropy of each next token, times its weight, summed."""
    counts = batch.weights > 0
    scores = model(batch.read[:, :-1], batch.positions[:, :-1], counts)
    each = functional.cross_entropy(scores.float(), batch.ids[:, 1:][counts], reduction="none")
    return (each * batch.weights[counts]).sum()


@torch.no_grad()
def validate(model, tokenizer, examples, size, device):
    """Shares of held-out plans of which every token is the likeliest one, and of their tokens."""
    rows = sorted((coded(tokenizer, e, UNCHANGED, random.Random(0), model.shape.context) for e in examples), key=lambda row: len(row.ids))
    tokens, right, whole = 0, 0, 0
    for a in range(0, len(rows), size):
        batch = batch_of(rows[a : a + size]).to(device)
        asked = batch.weights > 0
        agree = (model(batch.read[:, :-1]).argmax(-1) == batch.ids[:, 1:]) & asked
        tokens, right = tokens + asked.sum().item(), right + agree.sum().item()
        whole += (agree == asked).all(1).sum().item()
    return {"plan_right": whole / len(rows), "token_right": right / tokens} if rows else {}
