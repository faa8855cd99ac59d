"""The reward curve: what every round came to on every split, as a plot."""

import sys


def plot(lines, path):
    try:
        import matplotlib
    except ImportError:
        print(f"no {path.name}: matplotlib is not installed", file=sys.stderr)
        return
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (splits, rewards) = pyplot.subplots(2, 1, figsize=(9, 8), sharex=True, height_ratios=(3, 1))
    rounds = [line["round"] for line in lines]
    for name in dict.fromkeys(n for line in lines for n in line["splits"]):
        splits.plot(rounds, [line["splits"].get(name, {}).get("right", float("nan")) for line in lines], marker="o", linewidth=1, label=name)
    splits.set_ylabel("answers right")
    splits.legend(fontsize="small", ncol=2)
    for name in ("mean_reward", "solved"):
        rewards.plot(rounds, [line.get(name, float("nan")) for line in lines], marker="o", linewidth=1, label=name)
    rewards.legend(fontsize="small")
    rewards.set_xlabel("round; 0 is the base")
    for axis in (splits, rewards):
        axis.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
