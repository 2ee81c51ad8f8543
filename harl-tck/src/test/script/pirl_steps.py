"""Five training steps of PIRL in plain PyTorch, float64: the numbers of rule TRAJ-8.

From the module's folder:

    python src/test/script/pirl_steps.py src/main/resources/org/harl/tck/golden/method-steps-pirl.json
"""
import json
import math
import sys

import torch

torch.set_default_dtype(torch.float64)

SEED, STEPS, BATCH, IMAGES, DRAWN = 7, 5, 8, 40, 20
SIDE, TILES, TILE = 16, 3, 6
HIDDEN, OUT = 32, 12
TEMPERATURE, WEIGHT, RATE, MOMENTUM, DECAY = 0.2, 0.3, 0.02, 0.9, 1e-3


class Encoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 8, 3, 1, 1, bias=False)
        self.bn1 = torch.nn.BatchNorm2d(8)
        self.conv2 = torch.nn.Conv2d(8, 16, 3, 2, 1, bias=False)
        self.bn2 = torch.nn.BatchNorm2d(16)

    def forward(self, x):
        return self.bn2(self.conv2(self.bn1(self.conv1(x)).relu())).relu()


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.projector = torch.nn.Sequential(
            torch.nn.Linear(16, HIDDEN), torch.nn.BatchNorm1d(HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, OUT))
        self.jigsaw = torch.nn.Linear(TILES * TILES * OUT, OUT)

    def f(self, image):
        return self.projector(self.encoder(image).mean((2, 3)))

    def g(self, mosaic):
        tiles = [mosaic[:, :, r * TILE:(r + 1) * TILE, c * TILE:(c + 1) * TILE] for r in range(TILES) for c in range(TILES)]
        every = torch.stack(tiles, 1).flatten(0, 1)  # a sample's tiles one after the other
        return self.jigsaw(self.f(every).reshape(len(mosaic), -1))


def filled(name, shape, j):
    size = math.prod(shape)
    values = torch.sin(0.37 * torch.arange(size) + 1.91 * j)
    last = name.split(".")[-1]
    factor = len(shape) == 1 and last in ("weight", "running_var")
    if len(shape) > 1:
        scale = math.sqrt(2.0 * shape[0] / size)
    else:
        scale = {"running_mean": 0.05, "running_var": 0.2}.get(last, 0.1)
    return ((1.0 if factor else 0.0) + scale * values).reshape(shape)


def wave(shape, pace):
    return torch.sin(torch.arange(math.prod(shape)) * pace).reshape(shape)


def unit(x):
    return x / x.norm(dim=1, keepdim=True)


def nce(v, own, others, drawn_own):
    right = (v * own).sum(1, keepdim=True) / TEMPERATURE
    wrong = (v @ others.T / TEMPERATURE).masked_fill(drawn_own, -math.inf)
    return (torch.logsumexp(torch.cat([right, wrong], 1), 1) - right[:, 0]).mean()


def norm(tensors):
    return math.sqrt(sum(float((t.detach() ** 2).sum()) for t in tensors))


def main(path):
    network = Network()
    network.train()
    names = [n for n in network.state_dict() if not n.endswith("num_batches_tracked")]
    state = network.state_dict()
    for j, name in enumerate(names):
        state[name].copy_(filled(name, tuple(state[name].shape), j))
    keys = torch.sin(0.83 * (torch.arange(OUT)[None, :] * IMAGES + torch.arange(IMAGES)[:, None]) + SEED)
    memory = unit(keys)
    velocity = {n: torch.zeros_like(p) for n, p in network.named_parameters()}
    trajectory = []
    for k in range(STEPS):
        paces = [0.013 + 0.001 * k + 0.0007 * a + SEED * 1e-5 for a in range(2)]
        samples = torch.tensor([(7 * i + 4 * k) % IMAGES for i in range(BATCH)])
        drawn = torch.tensor([(13 * j + 9 * k) % IMAGES for j in range(DRAWN)])
        f = unit(network.f(wave((BATCH, 3, SIDE, SIDE), paces[0])))
        g = unit(network.g(wave((BATCH, 3, TILES * TILE, TILES * TILE), paces[1])))
        own, others = memory[samples], memory[drawn]
        drawn_own = samples[:, None] == drawn[None, :]
        jigsaw, image = nce(g, own, others, drawn_own), nce(f, own, others, drawn_own)
        loss = WEIGHT * jigsaw + (1 - WEIGHT) * image
        network.zero_grad()
        loss.backward()
        gradient = norm([p.grad for p in network.parameters()])
        with torch.no_grad():
            memory = memory.clone()
            memory[samples] = unit(0.5 * own + 0.5 * f)
            for name, p in network.named_parameters():
                v = velocity[name]
                v.mul_(MOMENTUM).add_(p.grad)
                if p.dim() > 1:
                    v.add_(p, alpha=DECAY)
                p.sub_(RATE * v)
        fg = [p for n, p in network.named_parameters() if not n.startswith("jigsaw")]
        trajectory.append({
            "step": k, "loss": float(loss.detach()), "jigsaw": float(jigsaw.detach()), "image": float(image.detach()),
            "gradient_norm": gradient, "online_norm": norm(fg), "joining_norm": norm(network.jigsaw.parameters()),
            "memory_sum": float(memory.sum()), "memory_weighted_sum": float((memory * torch.arange(OUT)).sum())})
    case = {
        "case": "steps-pirl",
        "source": "torch float64 by src/test/script/pirl_steps.py; the tiny encoder, fill and views of trajectory-0 with 8 images, view 2 of 3 x 3 tiles of 6 pixels; mean pooling; heads Linear-BN-ReLU-Linear 16-32-12, joined 108-12",
        "params": {
            "seed": SEED, "steps": STEPS, "batch": BATCH, "images": IMAGES, "drawn": DRAWN, "temperature": TEMPERATURE,
            "weight": WEIGHT, "rate": RATE, "momentum": MOMENTUM, "weight_decay": DECAY,
            "state_dict_order": ["online." + n for n in names],
            "samples": "(7 i + 4 k) mod 40", "numbers drawn": "(13 j + 9 k) mod 40"},
        "tensors": {},
        "expect": {"trajectory": trajectory}}
    with open(path, "w") as file:
        json.dump(case, file)
        file.write("\n")


main(sys.argv[1])
