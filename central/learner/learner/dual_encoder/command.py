"""`python -m learner dual_encoder`."""


def add_to(commands):
    command = commands.add_parser("dual_encoder", help="train the picture and text encoders and write their model folders")
    command.set_defaults(run=None)
