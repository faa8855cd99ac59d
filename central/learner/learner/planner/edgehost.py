"""Runs the host's commands."""

import shutil
import subprocess

from learner.errors import LearnerError

TAIL = 15


class EdgeHost:
    def __init__(self, program, seconds, log):
        """`seconds`: the most that a command may take. `log` gets what the commands say beside their result."""
        self._program, self._seconds, self._log = shutil.which(program), seconds, log
        if self._program is None:
            raise LearnerError(f"--edgehost {program}: there is no such program; build it with `dotnet build -c Release src/EdgeHost`")

    def beside(self, number):
        """Another one for commands that run at the same time, with a log of its own."""
        return EdgeHost(self._program, self._seconds, self._log.with_stem(f"{self._log.stem}-{number}"))

    def run(self, arguments):
        """What the command prints. One that fails is told with the end of what it said."""
        command = [self._program, *map(str, arguments)]
        told = f"edgehost {' '.join(command[1:])}"
        with self._log.open("a+") as log:
            log.write(f"$ {told}\n")
            log.flush()
            begin = log.tell()
            try:
                done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=True, timeout=self._seconds)
            except subprocess.TimeoutExpired as error:
                raise LearnerError(f"`{told}` did not end in {self._seconds / 60:g} minutes: give --command-minutes more, or less to do") from error
            if done.returncode == 0:
                return done.stdout
            log.seek(begin)
            tail = (done.stdout + log.read()).strip().splitlines()[-TAIL:]
        raise LearnerError(f"`{told}` ended with {done.returncode}; what is done so far is kept, give the same command again. It said:\n  " + "\n  ".join(tail))
