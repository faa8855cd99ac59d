"""What stands below PyTorch."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[1]
THREADS = "from learner import machine; machine.prepare(); import os; print(os.environ['OPENBLAS_NUM_THREADS'])"
KEPT = """
from learner import machine
machine.prepare()
import numpy
def faults():
    return int(open('/proc/self/stat').read().rsplit(')', 1)[1].split()[7])
numpy.ones(1 << 23)  # 64 MB, freed at once
before = faults()
for _ in range(4):
    numpy.ones(1 << 23)
print(faults() - before)
"""


def ran(code, **environment):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


class MachineTest(unittest.TestCase):
    def test_products_of_a_replica_stay_on_its_core(self):
        without = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
        run = subprocess.run([sys.executable, "-c", THREADS], cwd=ROOT, env=without, capture_output=True, text=True, check=True, timeout=120)
        self.assertEqual("1", run.stdout.strip())

    def test_who_asks_for_more_threads_gets_them(self):
        self.assertEqual("3", ran(THREADS, OPENBLAS_NUM_THREADS="3"))

    @unittest.skipUnless(sys.platform == "linux", "page faults are read from /proc")
    def test_freed_memory_is_kept(self):
        self.assertLess(int(ran(KEPT)), 16384)  # 4 × 64 MB anew would be 65,536 pages of 4 KB


if __name__ == "__main__":
    unittest.main()
