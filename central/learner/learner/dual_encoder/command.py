"""`python -m learner dual_encoder`."""

from pathlib import Path

import torch

from learner.arguments import add_shared


def add_to(commands):
    command = commands.add_parser("dual_encoder", help="train the picture and text encoders and write their model folders")
    add_shared(command)
    command.add_argument("--minutes", type=float, default=30, help="length of the training; 0: by --steps (default: %(default)s, the CPU recipe)")
    command.add_argument("--steps", type=int, default=40000, help="with --minutes 0 (default: %(default)s, the GPU recipe with --batch 1024)")
    command.add_argument("--batch", type=int, default=256)
    command.add_argument("--most", type=int, default=20000, help="crops a kind (default: %(default)s)")
    command.add_argument("--learning-rate", type=float, default=2e-3)
    command.set_defaults(run=run)


def run(options):
    from learner.dual_encoder.export import write_model_folders
    from learner.dual_encoder.network import DualEncoder
    from learner.dual_encoder.tokens import CONTEXT
    from learner.dual_encoder.train import ARCHITECTURE, train, value_counts
    from learner.training import Run

    if options.export_only:
        folder = Run(options.out, ARCHITECTURE, {})
        state = folder.load()
        pieces = state["settings"]["pieces"]
        model = DualEncoder(len(pieces), CONTEXT, value_counts())
        model.load_state_dict(state["average"])
        model.eval()
    else:
        folder, model = train(options)
        pieces = folder.settings["pieces"]
    with torch.no_grad():
        write_model_folders(model.cpu().eval(), pieces, options, Path(options.out))
