"""What a training asks of the libraries below PyTorch, before they are loaded."""

import ctypes
import os
import sys

MOST_MAPPED, TRIM_FROM, MOST_ARENAS = -4, -1, -8  # of mallopt(3)


def prepare():
    """
    On a CPU each replica of a crew has a core of its own (`learner.training.Crew`). Debian's PyTorch multiplies with OpenBLAS, which takes every core whatever `torch.set_num_threads` says, so
    that the replicas wait for one another: it gets one thread. And memory that glibc gives back after each step comes back page by page, cleared: it is kept.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.platform == "linux":
        keep = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc has it
        for name, value in ((MOST_MAPPED, 0), (TRIM_FROM, 2**31 - 1), (MOST_ARENAS, 1)) if keep else ():
            keep(name, value)
