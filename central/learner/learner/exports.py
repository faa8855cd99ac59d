"""Reads the folders that `edgehost sim export` writes."""

import json
from dataclasses import dataclass
from pathlib import Path

from learner.errors import LearnerError


@dataclass(frozen=True)
class ExportedFrame:
    picture: Path
    graph: dict


class Export:
    """One complete export: its classes in label order, and its frames film by film."""

    def __init__(self, folder):
        self.folder = Path(folder)
        manifest = self.folder / "manifest.json"
        if not manifest.is_file():
            raise LearnerError(f"{folder} is no complete export: manifest.json is missing (it is written last); run `edgehost sim export` again")
        try:
            self.manifest = json.loads(manifest.read_text())
            self.classes = list(self.manifest["classes"])
            self.sources = list(self.manifest["sources"])
        except (ValueError, KeyError, TypeError) as error:
            raise LearnerError(f"{manifest} is damaged ({error}); run `edgehost sim export` again") from error

    def frames(self):
        """Every frame, checked: a graph without its picture, or fewer frames than the manifest promises, is an error by name."""
        for source in self.sources:
            graphs = self.folder / source["graphs"]
            if not graphs.is_file():
                raise LearnerError(f"{self.folder} is incomplete: {source['graphs']} of its manifest is missing; export again")
            pictures = self.folder / graphs.stem
            lines = graphs.read_text().splitlines()
            if len(lines) != source["frames"]:
                raise LearnerError(f"{graphs} has {len(lines)} frames, its manifest says {source['frames']}; export again")
            for line in lines:
                graph = json.loads(line)
                picture = pictures / f"{graph['frame']:06d}.jpg"
                if not picture.is_file():
                    raise LearnerError(f"{self.folder} is incomplete: {picture.relative_to(self.folder)} is missing; export again")
                yield ExportedFrame(picture, graph)
