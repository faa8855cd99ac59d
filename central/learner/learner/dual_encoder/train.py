"""The dual encoder's training loop."""

import functools
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from learner.dual_encoder.captions import COLOURS, PARTS, STATES, VEHICLE, altered, sentence, shortened, vocabulary
from learner.dual_encoder.data import CropSet
from learner.dual_encoder.network import DualEncoder
from learner.dual_encoder.tokens import CONTEXT, Tokenizer
from learner.errors import LearnerError
from learner.training import AveragedWeights, Crew, Run, choose_device, learning_rate, seed_everything, workers_on

ARCHITECTURE = "street-dual-encoder/1"


@dataclass
class Pairs:
    crops: torch.Tensor  # uint8 [N, 96, 96, 3]
    ids: torch.Tensor  # [M, 24]; the first N are the crops' own captions, the rest are altered ones
    agree: torch.Tensor  # [N, M]: the caption holds for the crop

    @property
    def pictures(self):
        return self.crops.permute(0, 3, 1, 2).float() / 255


class Codes:
    """Facts as small numbers, so that who agrees with whom is one comparison of arrays."""

    def __init__(self):
        self._codes = [{} for _ in PARTS]

    def of(self, said):
        return [-1 if said.get(p) is None else codes.setdefault(said[p], len(codes)) for p, codes in zip(PARTS, self._codes)]

    def agree(self, shown, captions):
        shown, captions = np.array([self.of(s) for s in shown]), np.array([self.of(s) for s in captions])
        return ((captions[None] == -1) | (captions[None] == shown[:, None])).all(-1)


def pairs(crops, indices, codes, tokenizer, random):
    shown = [crops.facts[i] for i in indices]
    own = [shortened(s, random) for s in shown]
    wrong = [a for a in (altered(s, random) for s in own) if a is not None]
    captions = own + wrong
    ids = [tokenizer(sentence(c, random if random.random() < 0.5 else None)) for c in captions]
    picked = crops.crops[indices].astype(np.float32)
    picked *= random.uniform(0.88, 1.12, (len(indices), 1, 1, 1)).astype(np.float32)
    picked = np.clip(picked + random.normal(0, 2, picked.shape).astype(np.float32), 0, 255).astype(np.uint8)
    mirrored = random.random(len(indices)) < 0.5
    picked[mirrored] = picked[mirrored][:, :, ::-1]
    return Pairs(torch.from_numpy(picked), torch.tensor(ids), torch.from_numpy(codes.agree(shown, captions)))


def loss_of(model, batch):
    image = functional.normalize(model.image(batch.pictures), dim=1)
    text = functional.normalize(model.text(batch.ids), dim=1)
    logits = image @ text.t() * model.log_scale.exp()
    one = contrast(logits, batch.agree)
    other = contrast(logits.t()[: len(image)], batch.agree.t()[: len(image)])  # an altered caption may hold for none
    # Sigmoid loss (SigLIP, Zhai et al. 2023) gives scores that can be held against a threshold.
    signed = torch.where(batch.agree, 1.0, -1.0)
    pairwise = -functional.logsigmoid(signed * (logits + model.bias))
    balanced = pairwise[batch.agree].mean() + pairwise[~batch.agree].mean() * 4
    loss = one + other + 0.3 * balanced
    return loss, (one.item(), other.item())


def contrast(logits, agree):
    """Each true pair of a row against the row's false ones; rows without one count for nothing."""
    false = logits.masked_fill(agree, -1e4).logsumexp(1, keepdim=True)
    each = functional.softplus(false - logits) * agree
    counts = agree.sum(1)
    return (each.sum(1)[counts > 0] / counts[counts > 0]).mean()


@torch.no_grad()
def validate(model, crops, tokenizer, device):
    """Colour and state by the best of the kind's prompts, and text to picture among 1,000 crops with captions of their own."""
    model.eval()
    images = torch.cat([
        functional.normalize(model.image((torch.from_numpy(crops.crops[a : a + 256]).permute(0, 3, 1, 2).float() / 255).to(device)), dim=1)
        for a in range(0, len(crops), 256)])

    def texts(sentences):
        return functional.normalize(model.text(torch.tensor([tokenizer(s) for s in sentences]).to(device)), dim=1)

    right, asked = {"colour": 0, "state": 0}, {"colour": 0, "state": 0}
    for kind in {f["kind"] for f in crops.facts}:
        mine = [i for i, f in enumerate(crops.facts) if f["kind"] == kind]
        for part, options in (("colour", COLOURS.get(kind, VEHICLE + ["pink"])), ("state", STATES.get(kind, []))):
            having = [i for i in mine if crops.facts[i][part] in options and (part != "colour" or kind not in ("stop sign", "traffic light", "steps", "cone", "keys"))]
            if not having or len(options) < 2:
                continue
            prompts = texts([sentence({"kind": kind, part: o}) for o in options])
            best = (images[having] @ prompts.t()).argmax(1).tolist()
            right[part] += sum(options[b] == crops.facts[i][part] for b, i in zip(best, having))
            asked[part] += len(having)
    captions, chosen = {}, []
    for i in np.random.default_rng(5).permutation(len(crops)):
        text = sentence(crops.facts[i])
        if text not in captions:
            captions[text] = len(chosen)
            chosen.append(int(i))
        if len(chosen) == 1000:
            break
    ranks = (texts(list(captions)) @ images[chosen].t()).argsort(1, descending=True)
    place = (ranks == torch.arange(len(chosen), device=device)[:, None]).float().argmax(1)
    return {"colour": right["colour"] / max(1, asked["colour"]), "state": right["state"] / max(1, asked["state"]),
            "r1": (place < 1).float().mean().item(), "r5": (place < 5).float().mean().item(), "among": len(chosen)}


def train(options):
    seed_everything(options.seed)
    device = choose_device(options.device)
    workers = min(workers_on(device, options.threads), options.batch)
    pieces = vocabulary()
    tokenizer = functools.lru_cache(100_000)(Tokenizer(pieces).ids)
    crops = CropSet(options.data, options.most, True, options.seed)
    held_out = CropSet(options.validation, options.most, False, options.seed)
    model = DualEncoder(len(pieces), CONTEXT).to(device)
    average = AveragedWeights(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.learning_rate, weight_decay=0.05)
    settings = {"pieces": pieces, "seed": options.seed}
    run = Run(options.out, ARCHITECTURE, settings)
    schedule = run.begin(options, model, average, optimizer)
    crew, codes = Crew(model, workers), Codes()
    print(f"{len(crops)} crops, {len(held_out)} to validate on, {sum(p.numel() for p in model.parameters()):,} parameters, {device}", flush=True)

    def check():
        figures = validate(average.model, held_out, tokenizer, device)
        run.report(schedule.step, **figures)
        run.save(schedule.step, seconds=schedule.seconds, model=model.state_dict(), average=average.model.state_dict(), optimizer=optimizer.state_dict())
        print(f"\nstep {schedule.step}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)

    told = []
    while schedule.share < 1:
        random = np.random.default_rng([options.seed, schedule.step])
        parts = [pairs(crops, random.integers(0, len(crops), options.batch // workers), codes, tokenizer, random) for _ in range(workers)]
        for part in parts:
            part.crops, part.ids, part.agree = part.crops.to(device), part.ids.to(device), part.agree.to(device)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(schedule.share, options.learning_rate)
        figures = crew.gradients(parts, loss_of)
        if not np.isfinite(sum(map(sum, figures))):
            raise LearnerError(f"the loss is not finite at step {schedule.step}: lower --learning-rate (now {options.learning_rate})")
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        with torch.no_grad():
            model.log_scale.clamp_(max=3.9)
        average.update(model, schedule.step)
        schedule.advance()
        told.append(np.mean(figures, 0))
        run.progress(schedule, f"picture to text {told[-1][0]:.3f} text to picture {told[-1][1]:.3f}")
        if schedule.step % 100 == 0:
            mean = np.mean(told, 0)
            run.report(schedule.step, picture_to_text=float(mean[0]), text_to_picture=float(mean[1]), seconds=schedule.seconds)
            told = []
        if schedule.step % options.every == 0:
            check()
    check()
    run.plot()
    return run, average.model
