"""Writes a model folder: the ONNX file and the model.json that the host reads (docs/models.md)."""

import hashlib
import json
from pathlib import Path


def write_folder(folder, model, description):
    """Returns the file's size in bytes. `description` gives all but file and sha256."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file = f"{description['name']}.onnx"
    content = model.SerializeToString()
    (folder / file).write_bytes(content)
    head = {"name": description["name"], "task": description["task"], "file": file, "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "model.json").write_text(json.dumps({**head, **{k: v for k, v in description.items() if k not in head}}, indent=2) + "\n")
    return len(content)
