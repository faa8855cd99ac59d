"""Several hosts that sample and run plans side by side: half of that work is the scenes, which one process makes on one core."""

from concurrent.futures import ThreadPoolExecutor


def roll_out(hosts, arguments, questions, to):
    """`to` gets the lines of all questions. Each host has a share of them and a file of its own, which stays for the next try with as many hosts if one fails."""
    lines = questions.read_text(encoding="utf-8").splitlines(keepends=True)
    shares = [(host, lines[n :: len(hosts)], to.with_name(f"{to.name}.{n}-of-{len(hosts)}")) for n, host in enumerate(hosts)]
    shares = [share for share in shares if share[1]]
    with ThreadPoolExecutor(len(shares)) as pool:
        parts = list(pool.map(lambda share: _one(*share, arguments), shares))
    to.write_text("".join(part.read_text(encoding="utf-8") for part in parts), encoding="utf-8")
    for part in parts:
        part.unlink()
        _asked(part).unlink()


def _one(host, lines, part, arguments):
    _asked(part).write_text("".join(lines), encoding="utf-8")
    host.run([*arguments, "--questions", _asked(part), "--out", part])
    return part


def _asked(part):
    return part.with_name(f"{part.name}.questions")
