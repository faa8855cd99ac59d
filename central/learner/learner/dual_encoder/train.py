"""The dual encoder's training loop."""

import functools
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch.nn import functional

from learner.dual_encoder.captions import COLOURS, COMPANIONS, EVERY_KIND, HELD_OUT, LIGHTS, PARTS, PLACES, STATES, VEHICLE, altered, questions, sentence, shortened, vocabulary
from learner.dual_encoder.data import PAD as GREY
from learner.dual_encoder.data import CropSet
from learner.dual_encoder.network import SIDE, DualEncoder
from learner.dual_encoder.tokens import CONTEXT, Tokenizer
from learner.errors import LearnerError
from learner.training import AveragedWeights, Crew, Run, choose_device, computes_in_bfloat16, learning_rate, seed_everything, workers_on

ARCHITECTURE = "street-dual-encoder/2"
TURNED = 0.25  # of a batch is shown once more in turned hues, and asked for all but colour and light
HUELESS = np.array([1, 0, 1, 1, 1, 0])  # the parts that a turned hue does not touch
HUES = [(0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]  # orders of the three channels


@dataclass
class Pairs:
    crops: torch.Tensor  # uint8 [N, 96, 96, 3]
    gains: torch.Tensor  # brightness of each crop [N]
    ids: torch.Tensor  # [M, 24]; the first N are the crops' own captions, the rest are altered ones
    agree: torch.Tensor  # [N, M]: the caption holds for the crop
    answers: torch.Tensor  # [N, 2]: the right prompt of the questions for colour and state, -1 where not asked
    turned: torch.Tensor  # uint8 [T, 96, 96, 3]: crops in turned hues
    shown: torch.Tensor  # [N + T, 6]: the number of each part's value, -1 where it has none or is not asked
    said: torch.Tensor  # [M, 6]: the same of the captions

    def to(self, device):
        return Pairs(*(getattr(self, f.name).to(device) for f in fields(self)))

    @property
    def pictures(self):
        pixels = torch.cat([self.crops, self.turned]).permute(0, 3, 1, 2).float() * (self.gains / 255)[:, None, None, None]
        return pixels.clamp_(max=1).contiguous(memory_format=torch.channels_last)


def known_values():
    """Of each part, every value that an object may have."""
    colour = dict.fromkeys([*VEHICLE, "pink", *sum(COLOURS.values(), [])])
    return {"kind": list(EVERY_KIND), "colour": list(colour), "state": list(dict.fromkeys(sum(STATES.values(), []))), "with": COMPANIONS, "place": list(PLACES), "light": list(LIGHTS)}


def value_counts():
    return {part: len(values) for part, values in known_values().items()}


class Codes:
    """Facts as small numbers, so that who agrees with whom is one comparison of arrays."""

    def __init__(self):
        self._codes = [{value: code for code, value in enumerate(values)} for values in known_values().values()]

    def of(self, said):
        return [-1 if said.get(p) is None else codes.get(said[p], -2) for p, codes in zip(PARTS, self._codes)]

    def agree(self, shown, captions):
        return ((captions[None] == -1) | (captions[None] == shown[:, None])).all(-1)

    def never_together(self):
        """[kinds, colours]: the held-out pairs, so that neither is called wrong because of the other."""
        held = torch.zeros(len(self._codes[0]), len(self._codes[1]), dtype=torch.bool)
        for colour, kind in HELD_OUT:
            held[self._codes[0][kind], self._codes[1][colour]] = True
        return held


class Prompts:
    """The host's questions: every answer as a text, and which belong to one question."""

    def __init__(self, tokenizer):
        self._places, ids, of = {}, [], []
        for number, (kind, part, options) in enumerate(questions()):
            for option in options:
                self._places[kind, part, option] = len(ids)
                ids.append(tokenizer(sentence({"kind": kind, part: option})))
                of.append(number)
        self.ids, self.of = torch.tensor(ids), torch.tensor(of)

    def answers(self, said):
        return [self._places.get((said["kind"], part, said[part]), -1) for part in ("colour", "state")]


class Pairing:
    """Makes a batch's part: crops, captions that hold, captions with one fact turned wrong."""

    def __init__(self, crops, tokenizer, prompts):
        self._crops, self._tokenizer, self._prompts, self._codes = crops, tokenizer, prompts, Codes()

    def __call__(self, count, random):
        crops, indices = self._crops, np.sort(random.integers(0, len(self._crops), count))
        shown = [crops.facts[i] for i in indices]
        own = [shortened(s, random) for s in shown]
        captions = own + [a for a in (altered(s, random) for s in own) if a is not None]
        ids = [self._tokenizer(sentence(c, random if random.random() < 0.5 else None)) for c in captions]
        picked = crops.crops[indices]
        for n in range(count):
            picked[n] = shifted(picked[n], random)
        again = [n for n in random.permutation(count)[: int(count * TURNED)] if shown[n]["kind"] not in ("traffic light", "stop sign")]
        turned = np.stack([picked[n][:, :, HUES[int(random.integers(len(HUES)))]] for n in again]) if again else picked[:0]
        gains = random.uniform(0.85, 1.15, count + len(again)).astype(np.float32)
        facts, said = np.array([self._codes.of(s) for s in shown]), np.array([self._codes.of(c) for c in captions])
        colourless = facts[again] * HUELESS + HUELESS - 1  # -1 where not asked
        return Pairs(
            torch.from_numpy(picked), torch.from_numpy(gains), torch.tensor(ids), torch.from_numpy(self._codes.agree(facts, said)),
            torch.tensor([self._prompts.answers(s) for s in shown]), torch.from_numpy(turned), torch.from_numpy(np.concatenate([facts, colourless])),
            torch.from_numpy(said))


def shifted(crop, random, most=6):
    """Moved by up to `most` pixels, grey where nothing is, and mirrored half the time."""
    dx, dy = random.integers(-most, most + 1, 2)
    moved = np.full_like(crop, GREY)
    moved[max(0, dy) : SIDE + min(0, dy), max(0, dx) : SIDE + min(0, dx)] = crop[max(0, -dy) : SIDE + min(0, -dy), max(0, -dx) : SIDE + min(0, -dx)]
    return moved[:, ::-1] if random.random() < 0.5 else moved


def loss_of(model, batch, prompts, never, half):
    with torch.autocast(batch.crops.device.type, torch.bfloat16, enabled=half):
        image = model.image(batch.pictures)
        text = model.text(torch.cat([batch.ids, prompts.ids.to(batch.ids.device)]))
    image, text = image.float(), text.float()
    parts = stretched(model.stretches(image), batch.shown, never) + stretched(model.stretches(text[: len(batch.ids)]), batch.said, never, silent=True)
    image, text = functional.normalize(image[: len(batch.crops)], dim=1), functional.normalize(text, dim=1)
    logits = image @ text.t() * model.log_scale.exp()
    logits, answers = logits[:, : len(batch.ids)], logits[:, len(batch.ids) :]
    one = contrast(logits, batch.agree)
    other = contrast(logits.t()[: len(image)], batch.agree.t()[: len(image)])  # an altered caption may hold for none
    # Sigmoid loss (SigLIP, Zhai et al. 2023) gives scores that can be held against a threshold.
    signed = torch.where(batch.agree, 1.0, -1.0)
    pairwise = -functional.logsigmoid(signed * (logits + model.bias))
    balanced = pairwise[batch.agree].mean() + pairwise[~batch.agree].mean() * 4
    asked = questioned(answers, batch.answers, prompts.of.to(answers.device))
    loss = one + other + 0.3 * balanced + asked + parts
    return loss, (one.item(), other.item(), asked.item(), parts.item())


def stretched(parts, codes, never, silent=False):
    """Cross entropy of every part's value within its own stretch; with `silent`, what is not said has no length either."""
    never = never.to(codes.device)
    barred = {
        0: never.t()[codes[:, 1].clamp(min=0)] & (codes[:, 1] >= 0)[:, None],  # kinds never shown in this colour
        1: never[codes[:, 0].clamp(min=0)] & (codes[:, 0] >= 0)[:, None],  # colours never shown of this kind
    }
    loss = 0.0
    for part, (logits, length) in enumerate(parts):
        known = codes[:, part] >= 0
        if part in barred:
            logits = logits.masked_fill(barred[part], -1e4)
        if known.any():
            loss = loss + functional.cross_entropy(logits[known], codes[known, part]) / 3
        if silent and not known.all():
            loss = loss + length[~known].mean()
    return loss


def questioned(logits, answers, of):
    """Cross entropy of each question's right answer against the question's other answers."""
    rows, parts = (answers >= 0).nonzero(as_tuple=True)
    right = answers[rows, parts]
    others = of[None] != of[right][:, None]
    return functional.cross_entropy(logits[rows].masked_fill(others, -1e4), right)


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
    model = DualEncoder(len(pieces), CONTEXT, value_counts()).to(device, memory_format=torch.channels_last)
    half = computes_in_bfloat16(device, options.precision)
    average = AveragedWeights(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.learning_rate, weight_decay=0.05)
    settings = {"pieces": pieces, "seed": options.seed}
    run = Run(options.out, ARCHITECTURE, settings)
    schedule = run.begin(options, model, average, optimizer)
    crew, prompts, never = Crew(model, workers), Prompts(tokenizer), Codes().never_together()
    pairing = Pairing(crops, tokenizer, prompts)
    print(f"{len(crops)} crops, {len(held_out)} to validate on, {sum(p.numel() for p in model.parameters()):,} parameters, {device}, {'bfloat16' if half else 'float32'}", flush=True)

    def loss_of_part(replica, seeds):
        batch = pairing(options.batch // workers, np.random.default_rng(seeds)).to(device)
        return loss_of(replica, batch, prompts, never, half)

    def check():
        figures = validate(average.model, held_out, tokenizer, device)
        run.report(schedule.step, **figures)
        run.save(schedule.step, seconds=schedule.seconds, model=model.state_dict(), average=average.model.state_dict(), optimizer=optimizer.state_dict())
        print(f"\nstep {schedule.step}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()), flush=True)

    told = []
    while schedule.share < 1:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(schedule.share, options.learning_rate)
        figures = crew.gradients([[options.seed, schedule.step, worker] for worker in range(workers)], loss_of_part)
        if not np.isfinite(sum(map(sum, figures))):
            raise LearnerError(f"the loss is not finite at step {schedule.step}: lower --learning-rate (now {options.learning_rate})")
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        with torch.no_grad():
            model.log_scale.clamp_(max=3.9)
        average.update(model, schedule.step)
        schedule.advance()
        told.append(np.mean(figures, 0))
        run.progress(schedule, f"picture to text {told[-1][0]:.3f} text to picture {told[-1][1]:.3f} answers {told[-1][2]:.3f} parts {told[-1][3]:.3f}")
        if schedule.step % 100 == 0:
            mean = np.mean(told, 0)
            run.report(schedule.step, picture_to_text=float(mean[0]), text_to_picture=float(mean[1]), answers=float(mean[2]), parts=float(mean[3]), seconds=schedule.seconds)
            told = []
        if schedule.step % options.every == 0:
            check()
    check()
    run.plot()
    return run, average.model
