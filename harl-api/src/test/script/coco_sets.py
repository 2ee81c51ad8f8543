"""Writes src/test/resources/golden/coco-sets.txt: what pycocotools 2.0.11 gives for 500 drawn sets.

One line a set: its twelve numbers in COCO's order, - where there is nothing to find. The sets are
those of DrawnBoxes.java, draw for draw.

python -m venv V && V/bin/pip install pycocotools==2.0.11 numpy && V/bin/python coco_sets.py > FILE
"""

import contextlib
import io

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


class Draws:
    def __init__(self, seed):
        self.state = seed

    def next(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def box(draws, span):
    return [draws.next(4 * span) / 4 for _ in range(4)]


def drawn(seed):
    draws = Draws(seed)
    many = draws.next(8) == 0
    images = 1 + draws.next(2 if many else 12)
    classes = 1 + draws.next(4)
    levels = [3, 10, 1000, 1 << 20][draws.next(4)]
    span = [20, 60, 250][draws.next(3)]
    crowds = draws.next(3)
    wanted = classes - 1 if classes > 1 and draws.next(3) == 0 else classes
    truths = []
    for _ in range(draws.next(31)):
        truths.append(
            {
                "id": len(truths) + 1,
                "image_id": 1 + 3 * draws.next(images),
                "category_id": draws.next(wanted),
                "bbox": box(draws, span),
                "iscrowd": int(draws.next(8) < crowds),
                "area": (4 - draws.next(2)) / 4,
            }
        )
        truths[-1]["area"] *= truths[-1]["bbox"][2] * truths[-1]["bbox"][3]
    found = []
    for _ in range(400 if many else draws.next(61)):
        near = draws.next(3) < 2 and truths
        if near:
            base = truths[draws.next(len(truths))]
            bbox = [max(0, n + (draws.next(9) - 4) * span / 256) for n in base["bbox"]]
            image, label = base["image_id"], base["category_id"]
        else:
            bbox = box(draws, span)
            image, label = 1 + 3 * draws.next(images), draws.next(classes)
        found.append(
            {
                "id": len(found) + 1,
                "image_id": image,
                "category_id": label,
                "bbox": bbox,
                "area": bbox[2] * bbox[3],
                "iscrowd": 0,
                "score": draws.next(levels) / levels,
            }
        )
    return images, classes, truths, found


def coco(images, classes, annotations):
    made = COCO()
    made.dataset = {
        "images": [{"id": 1 + 3 * i} for i in range(images)],
        "categories": [{"id": c} for c in range(classes)],
        "annotations": annotations,
    }
    made.createIndex()
    return made


def main():
    for seed in range(500):
        with contextlib.redirect_stdout(io.StringIO()):
            images, classes, truths, found = drawn(seed)
            of = COCOeval(coco(images, classes, truths), coco(images, classes, found), "bbox")
            of.evaluate()
            of.accumulate()
            of.summarize()
        print(*("-" if n < 0 else f"{n:.11f}".rstrip("0").rstrip(".") for n in of.stats))


if __name__ == "__main__":
    main()
