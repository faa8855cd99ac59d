#!/usr/bin/env python3
"""Best score of a label in every frame of a video, by the second implementation of make_golden.py: what an end-to-end run is held against.

  make_frame_scores.py DATA [OUT]     DATA and OUT as for make_golden.py
"""
import json
import os
import sys

import cv2

from make_golden import FastestDet

VIDEOS = {"one-by-one-person-detection.mp4": "person", "carnd-vehicle-test_video.mp4": "car"}


def main():
    data = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))
    model = FastestDet()
    model.listed_from = 0.05
    with open(os.path.join(data, "labels", "coco.names")) as f:
        labels = f.read().split("\n")
    net = cv2.dnn.readNetFromONNX(os.path.join(data, "models", model.file))
    videos = []
    for name, label in VIDEOS.items():
        video, scores = cv2.VideoCapture(os.path.join(data, "videos", name)), []
        while True:
            there, image = video.read()
            if not there:
                break
            scores.append(round(max((float(score) for _, _, score, at in model.run(net, image) if labels[at] == label), default=0), 2))
        print(f"{name}: {len(scores)} frames, {label} above {model.threshold} in {sum(s > model.threshold for s in scores)}")
        videos.append({"source": f"videos/{name}", "label": label, "scores": scores})
    with open(os.path.join(out, "frame-scores.json"), "w") as f:
        f.write(json.dumps({"model": model.file, "made_with": f"opencv {cv2.__version__} dnn", "threshold": model.threshold})[:-1])
        f.write(', "videos": [\n' + ",\n".join(json.dumps(video) for video in videos) + "\n]}\n")


main()
