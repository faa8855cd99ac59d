"""`python -m learner detector`."""

from pathlib import Path

import torch

from learner.arguments import add_shared


def add_to(commands):
    command = commands.add_parser("detector", help="train the street detector and write its model folders")
    add_shared(command)
    command.add_argument("--minutes", type=float, default=60, help="length of the training; 0: by --steps (default: %(default)s, the CPU recipe)")
    command.add_argument("--steps", type=int, default=60000, help="with --minutes 0 (default: %(default)s, the GPU recipe)")
    command.add_argument("--batch", type=int, default=32)
    command.add_argument("--learning-rate", type=float, default=3e-3)
    command.add_argument("--scale", type=float, default=1.0, help="channel widths, times this (default: %(default)s)")
    command.add_argument("--width", type=int, default=640)
    command.add_argument("--height", type=int, default=352)
    command.add_argument("--start", help="checkpoint.pt of another training, or a model folder, whose weights this one begins with")
    command.set_defaults(run=run)


def run(options):
    from learner.detector.export import write_model_folders
    from learner.detector.train import ARCHITECTURE, train, widths
    from learner.detector.network import StreetDetector
    from learner.training import Run

    if options.width % 32 or options.height % 32:
        from learner.errors import LearnerError

        raise LearnerError(f"input {options.width}x{options.height}: both sides must be multiples of 32")
    if options.export_only:
        folder = Run(options.out, ARCHITECTURE, {})
        state = folder.load()
        options.scale, options.width, options.height = (state["settings"][k] for k in ("scale", "width", "height"))
        model = StreetDetector(len(state["settings"]["classes"]), **widths(options.scale))
        model.load_state_dict(state["average"])
        model.eval()
    else:
        _, model = train(options)
    with torch.no_grad():
        write_model_folders(model.cpu(), options, Path(options.out))
