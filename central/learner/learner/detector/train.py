"""The detector's training loop."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from learner.detector.data import FrameSet, Feeder, letterboxed
from learner.detector.evaluate import average_precisions, detect, mean
from learner.detector.network import SHIPPED, StreetDetector, cells, decode
from learner.detector.targets import losses
from learner.errors import LearnerError
from learner.export.reading import begin_with, weights_of
from learner.training import AveragedWeights, Crew, Run, Schedule, choose_device, computes_in_bfloat16, learning_rate, seed_everything, workers_on

ARCHITECTURE = "street-detector/2"


@dataclass(frozen=True)
class Plan:
    """Cuttings around objects first, then whole pictures. A cutting of half the sides costs a quarter and shows small things at the size
    they have in use, which smaller pictures do not (after SNIPER, Singh et al. 2018)."""

    schedule: Schedule
    width: int
    height: int
    batch: int
    stages: tuple = ((0.6, 0.5), (1.0, 1.0))  # up to that share of the training, sides times this

    def now(self):
        part = next((part for end, part in self.stages if self.schedule.share < end), 1.0)
        return round(self.width * part / 32) * 32, round(self.height * part / 32) * 32, self.batch


def train(options):
    seed_everything(options.seed)
    device = choose_device(options.device)
    workers = min(workers_on(device, options.threads), options.batch)
    frames, held_out = FrameSet(options.data), FrameSet(options.validation)
    if held_out.names != frames.names:
        raise LearnerError(f"{options.validation} has classes {held_out.names}, {options.data} has {frames.names}: export both with one version")
    model = StreetDetector(len(frames.names), **widths(options.scale)).to(device, memory_format=torch.channels_last)
    half = computes_in_bfloat16(device, options.precision)
    average = AveragedWeights(model)
    decayed = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.02}, {"params": others, "weight_decay": 0}], lr=options.learning_rate)
    settings = {"classes": frames.names, "width": options.width, "height": options.height, "scale": options.scale, "seed": options.seed}
    run = Run(options.out, ARCHITECTURE, settings)
    schedule = run.begin(options, model, average, optimizer)
    if options.start and not options.resume:
        start(model, average, options, run, held_out)
    crew = Crew(model, workers)
    print(f"{len(frames)} pictures, {len(held_out)} to validate on, {sum(p.numel() for p in model.parameters()):,} parameters, {device}, {'bfloat16' if half else 'float32'}", flush=True)
    plan = Plan(schedule, options.width, options.height, options.batch)
    feeder = Feeder(frames, plan, schedule.step, options.seed)
    told, grids, validated = [], {}, schedule.step

    def loss_of(replica, batch):
        size = tuple(batch.pictures.shape[2:])
        if size not in grids:
            grids[size] = cells(size[1], size[0], device)
        centres, strides = grids[size]
        pictures = (batch.pictures.float() / 255).contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            logits, distances = (part.float() for part in replica(pictures))
        class_loss, box_loss = losses(logits, distances, decode(distances, centres, strides), centres, strides, batch)
        return class_loss + 2.0 * box_loss, (class_loss.item(), box_loss.item())

    def validate(count):
        few = np.linspace(0, len(held_out) - 1, min(count, len(held_out))).astype(int)
        precisions = average_precisions(detect(average.model, held_out, few, options.width, options.height, device=device), held_out)
        run.report(schedule.step, map50=mean(precisions), ap50=precisions)
        run.save(schedule.step, seconds=schedule.seconds, model=model.state_dict(), average=average.model.state_dict(), optimizer=optimizer.state_dict())
        print(f"\nstep {schedule.step}: mAP@0.5 {mean(precisions):.3f} on {len(few)} validation pictures; " + ", ".join(
            f"{n} {'-' if p is None else f'{p:.2f}'}" for n, p in precisions.items()), flush=True)

    try:
        for step, batch in feeder:
            rate = learning_rate(schedule.share, options.learning_rate)
            for group in optimizer.param_groups:
                group["lr"] = rate
            figures = crew.gradients([batch.part(i, workers, device) for i in range(workers)], loss_of)
            class_loss, box_loss = (sum(f[i] for f in figures) / len(figures) for i in (0, 1))
            if not np.isfinite(class_loss + box_loss):
                raise LearnerError(f"the loss is {class_loss + box_loss} at step {step}: lower --learning-rate (now {options.learning_rate})")
            torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
            optimizer.step()
            average.update(model, step)
            schedule.advance()
            told.append((class_loss, box_loss))
            run.progress(schedule, f"class {class_loss:.3f} box {box_loss:.3f}")
            if schedule.step % 100 == 0:
                run.report(schedule.step, class_loss=float(np.mean([t[0] for t in told])), box_loss=float(np.mean([t[1] for t in told])), rate=rate, seconds=schedule.seconds)
                told = []
            if schedule.step - validated >= options.every:
                validated = schedule.step
                validate(200)
    finally:
        feeder.close()
    validate(len(held_out))
    run.plot()
    return run, average.model


def start(model, average, options, run, held_out):
    """Goes on from another training's checkpoint, or from a model folder, on other films or at another size of picture."""
    if Path(options.start).is_dir():
        pictures = (torch.stack([letterboxed(held_out, int(i), options.width, options.height)[0]]) for i in np.linspace(0, len(held_out) - 1, 48))
        begin_with(model, "detector", weights_of(options.start), pictures)
    else:
        take(model, run.load(options.start)["average"])
    average.model.load_state_dict(model.state_dict())


def take(model, weights):
    try:
        model.load_state_dict(weights)
    except RuntimeError as error:
        raise LearnerError(f"--start: its network has other classes or widths than this one ({str(error).splitlines()[-1].strip()}); train anew") from error


def widths(scale):
    """The shipped widths, or wider for a larger recipe."""
    return {part: tuple(int(v * scale / 8 + 0.5) * 8 for v in values) for part, values in SHIPPED.items()}
