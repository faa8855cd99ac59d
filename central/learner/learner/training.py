"""What every training shares: seeds, the schedule, averaged weights, checkpoints, the metrics file, the progress bar and the plot."""

import copy
import json
import math
import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from learner.errors import LearnerError


def seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def choose_device(name):
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if name.startswith("cuda") and not torch.cuda.is_available():
        raise LearnerError(f"device {name}: this PyTorch ({torch.__version__}) sees no CUDA device; use --device cpu")
    return torch.device(name)


class Schedule:
    """How far a training is, 0 to 1: by steps, or by minutes of work, so that a recipe fits its time on any machine. A machine that
    sleeps between two steps does not work: no step counts for more than this."""

    LONGEST_STEP_SECONDS = 15.0

    def __init__(self, steps, minutes, step=0, seconds=0.0):
        self.steps, self.limit, self.step, self.seconds = steps, minutes * 60 if minutes else None, step, seconds
        self._last = time.monotonic()

    def advance(self):
        now = time.monotonic()
        self.seconds += min(now - self._last, self.LONGEST_STEP_SECONDS)
        self._last = now
        self.step += 1

    @property
    def share(self):
        return min(1.0, self.seconds / self.limit if self.limit else self.step / max(1, self.steps))


def learning_rate(at, peak, warmup=0.03):
    """Linear warm-up, then half a cosine down to a hundredth."""
    if at < warmup:
        return peak * (at / warmup)
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (at - warmup) / (1 - warmup))))


def computes_in_bfloat16(device, precision):
    """Whether the network runs in bfloat16 (weights, optimizer and losses stay float32). `auto`: where the hardware multiplies in it; on
    a CPU with AVX-512 BF16 a step takes a third of the time, on one without it a step takes longer."""
    if precision != "auto":
        return precision == "bfloat16"
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported()
    try:
        return bool({"avx512_bf16", "amx_bf16"} & set(Path("/proc/cpuinfo").read_text().split()))
    except OSError:
        return False


def workers_on(device, threads):
    """Replicas that share a batch: one a core on a CPU, whose operations then run on one thread each; one on a GPU."""
    if device.type != "cpu":
        return 1
    torch.set_num_threads(1)
    return max(1, threads or os.cpu_count())


class Crew:
    """Shares a batch between replicas of a model, a thread each, and averages their gradients. On a CPU that beats threads inside each
    operation, which wait for one another a hundred times a step; on a GPU there is one replica: the model itself."""

    def __init__(self, model, workers, precision=torch.float32):
        """`precision`: of the replicas. In another one than the model's they are all copies, and what is learnt is kept in the model's own."""
        self.model = model
        copies = workers if precision != torch.float32 else workers - 1
        self.replicas = [copy.deepcopy(model).to(precision) for _ in range(copies)]
        if copies < workers:
            self.replicas.insert(0, model)
        self._pool = ThreadPoolExecutor(workers) if workers > 1 else None

    def gradients(self, parts, loss_of):
        """loss_of(replica, part) → (loss, figures) for each part; leaves the mean gradient in the model. Returns the figures."""
        copies = [replica for replica in self.replicas if replica is not self.model]
        if not copies:
            return [self._one(self.model, parts[0], loss_of)]
        with torch.no_grad():
            for replica in copies:
                for mine, theirs in zip(replica.state_dict().values(), self.model.state_dict().values()):
                    mine.copy_(theirs)
        done = list((self._pool.map if self._pool else map)(lambda pair: self._one(*pair, loss_of), zip(self.replicas, parts)))
        for mine, shared in zip(self.model.parameters(), zip(*(r.parameters() for r in self.replicas))):
            # A part of a batch need not touch every weight: nobody in it may have a dog's state to tell.
            touched = [one.grad.to(mine.dtype) for one in shared if one.grad is not None]
            mine.grad = sum(touched[1:], touched[0]).div_(len(self.replicas)) if touched else None
        with torch.no_grad():
            for mine, shared in zip(self.model.buffers(), zip(*(r.buffers() for r in self.replicas))):
                if mine.dtype.is_floating_point:
                    mine.copy_(sum(shared) / len(self.replicas))
        return done

    @staticmethod
    def _one(replica, part, loss_of):
        replica.train()
        replica.zero_grad(set_to_none=True)
        loss, figures = loss_of(replica, part)
        loss.backward()
        return figures


class AveragedWeights:
    """Exponential moving average of a model's weights and statistics; short at the start, so that early steps are forgotten."""

    def __init__(self, model, decay=0.998):
        self.model = copy.deepcopy(model).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, model, step):
        decay = min(self.decay, (1 + step) / (10 + step))
        for mine, theirs in zip(self.model.state_dict().values(), model.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs, 1 - decay)
            else:
                mine.copy_(theirs)


class Run:
    """A training's folder: metrics.jsonl (a line per report), checkpoint.pt (replaced whole), curves.png."""

    def __init__(self, folder, architecture, settings):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.architecture = architecture
        self.settings = settings
        self.metrics = self.folder / "metrics.jsonl"
        self.checkpoint = self.folder / "checkpoint.pt"
        self._shown = 0.0

    def save(self, step, **state):
        written = self.checkpoint.with_suffix(".writing")
        torch.save({"architecture": self.architecture, "settings": self.settings, "step": step, **state}, written)
        os.replace(written, self.checkpoint)

    def load(self, path=None):
        path = Path(path or self.checkpoint)
        if not path.is_file():
            raise LearnerError(f"no checkpoint at {path}: train first, without --resume")
        try:
            state = torch.load(path, map_location="cpu")
        except Exception as error:
            raise LearnerError(f"{path} is no checkpoint that PyTorch {torch.__version__} reads ({error}); train again") from error
        found = state.get("architecture") if isinstance(state, dict) else None
        if found != self.architecture:
            raise LearnerError(f"{path} holds a '{found}', expected '{self.architecture}': give the checkpoint of this training, or another --out")
        return state

    def begin(self, options, model, average, optimizer):
        """A new training, or with --resume the one in this folder. Returns its schedule."""
        if not options.resume:
            self.metrics.unlink(missing_ok=True)
            return Schedule(options.steps, options.minutes)
        state = self.load()
        changed = sorted(k for k in self.settings if state["settings"].get(k) != self.settings[k])
        if changed:
            raise LearnerError(f"{self.checkpoint} was made with another {', '.join(changed)}: resume with the same options")
        model.load_state_dict(state["model"])
        average.model.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        return Schedule(options.steps, options.minutes, state["step"], state["seconds"])

    def report(self, step, **figures):
        with self.metrics.open("a") as lines:
            lines.write(json.dumps({"step": step, **figures}) + "\n")

    def progress(self, schedule, text):
        now, share = time.monotonic(), schedule.share
        if share < 1 and now - self._shown < (0.5 if sys.stderr.isatty() else 30):
            return
        self._shown = now
        left = schedule.seconds * (1 - share) / max(share, 1e-6)
        filled = int(30 * share)
        end = "\r" if sys.stderr.isatty() else "\n"
        print(f"[{'█' * filled}{'·' * (30 - filled)}] step {schedule.step} {text} {left / 60:5.1f} min left ", end=end, file=sys.stderr, flush=True)

    def plot(self):
        """curves.png from metrics.jsonl, where matplotlib is installed (python3-matplotlib)."""
        try:
            import matplotlib
        except ImportError:
            print("no curves.png: matplotlib is not installed", file=sys.stderr)
            return
        matplotlib.use("Agg")
        from matplotlib import pyplot

        lines = [json.loads(line) for line in self.metrics.read_text().splitlines()]
        names = [n for n in dict.fromkeys(k for line in lines for k in line) if n != "step"]
        figure, axes = pyplot.subplots(len(names), 1, figsize=(8, 2.2 * len(names)), sharex=True, squeeze=False)
        for axis, name in zip(axes[:, 0], names):
            points = [(line["step"], line[name]) for line in lines if isinstance(line.get(name), (int, float))]
            axis.plot([p[0] for p in points], [p[1] for p in points], linewidth=1)
            axis.set_ylabel(name)
            axis.grid(alpha=0.3)
        axes[-1, 0].set_xlabel("step")
        figure.tight_layout()
        figure.savefig(self.folder / "curves.png", dpi=110)
        pyplot.close(figure)
