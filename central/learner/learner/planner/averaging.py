"""The mean of several trainings' weights: of rounds that went on from one another it is better than each of them (model soups, Wortsman et al. 2022)."""

import torch

from learner.errors import LearnerError
from learner.planner.train import ARCHITECTURE, load
from learner.training import Run


@torch.no_grad()
def average(folders, out):
    """Writes the mean as a finished training in `out`."""
    loaded = [load(folder) for folder in folders]
    shape, tokenizer, model, state = loaded[-1]
    for folder, (other, tokens, _, _) in zip(folders, loaded):
        if other != shape or tokens.to_json() != tokenizer.to_json():
            raise LearnerError(f"{folder} has another shape or other tokens than {folders[-1]}: only rounds of one base have a mean")
    weights = {name: sum(each.state_dict()[name] for _, _, each, _ in loaded) / len(loaded) for name in model.state_dict()}
    recipe = {**state.get("recipe", {}), "mean of": len(loaded)}
    Run(out, ARCHITECTURE, {"shape": shape.as_settings(), "tokenizer": tokenizer.to_json()}).save(state.get("step", 0), model=weights, average=weights, recipe=recipe)
