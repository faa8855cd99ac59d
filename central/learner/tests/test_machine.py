"""What stands below PyTorch."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[1]
THREADS = "from learner import machine; machine.prepare(); import os; print(os.environ['OPENBLAS_NUM_THREADS'])"
KEPT = """
import ctypes, sys
from learner import machine
if sys.argv[1:] != ["without"]:
    machine.prepare()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
def use():
    block = libc.malloc(64 << 20)
    ctypes.memset(block, 1, 64 << 20)
    libc.free(block)
def faults():
    return int(open('/proc/self/stat').read().rsplit(')', 1)[1].split()[7])
use()
before = faults()
for _ in range(4):
    use()
print(faults() - before)
"""


def ran(code, *arguments, **environment):
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


class MachineTest(unittest.TestCase):
    def test_products_of_a_replica_stay_on_its_core(self):
        without = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
        run = subprocess.run([sys.executable, "-c", THREADS], cwd=ROOT, env=without, capture_output=True, text=True, check=True, timeout=120)
        self.assertEqual("1", run.stdout.strip())

    def test_who_asks_for_more_threads_gets_them(self):
        self.assertEqual("3", ran(THREADS, OPENBLAS_NUM_THREADS="3"))

    @unittest.skipUnless(sys.platform == "linux", "page faults are read from /proc")
    def test_freed_memory_is_kept(self):
        self.assertLess(int(ran(KEPT)), 100)
        self.assertGreater(int(ran(KEPT, "without")), 100)


if __name__ == "__main__":
    unittest.main()
