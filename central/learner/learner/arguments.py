"""The options that every training has."""


def add_shared(command):
    command.add_argument("--data", required=True, help="folder of `edgehost sim export --split train`")
    command.add_argument("--validation", required=True, help="folder of `edgehost sim export --split validation`; also calibrates")
    command.add_argument("--out", required=True, help="folder for checkpoint, metrics, curves and model folders")
    add_course(command)
    command.add_argument("--export-only", action="store_true", help="write the model folders from the checkpoint in --out")


def add_course(command):
    """How a training runs, whatever it is of."""
    command.add_argument("--every", type=int, default=500, help="steps between checkpoints and validations")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--device", default="auto", help="auto, cpu, cuda, cuda:1 …")
    command.add_argument("--threads", type=int, default=0, help="CPU threads, a replica each; 0: all cores")
    command.add_argument("--precision", default="auto", choices=["auto", "bfloat16", "float32"], help="of the network's arithmetic in training (default: bfloat16 where the hardware has it)")
    command.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
