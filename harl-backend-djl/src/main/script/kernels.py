"""The TorchScript kernels of harl-backend-djl: what DJL's own calls cannot do, or only in many calls.

Written to the jar as kernels.pt by, from the module's folder and with PyTorch 2.7 or newer:

    python src/main/script/kernels.py src/main/resources/org/harl/backend/djl/run/kernels.pt

Numbers that stay the same for the life of a program come as tensors where autograd must go through,
because DJL passes only tensors on that path.
"""
import sys
from typing import List

import torch


class Kernels(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x

    @torch.jit.export
    def channels_last(self, x: torch.Tensor) -> torch.Tensor:
        return x.clone(memory_format=torch.channels_last)

    @torch.jit.export
    def gradients(self, loss: torch.Tensor, leaves: List[torch.Tensor], keep: bool) -> List[torch.Tensor]:
        found = torch.autograd.grad([loss], leaves, None, keep, False, True)
        result: List[torch.Tensor] = []
        for i in range(len(leaves)):
            gradient = found[i]
            result.append(torch.zeros_like(leaves[i]) if gradient is None else gradient)
        return result

    @torch.jit.export
    def norm(self, X: List[torch.Tensor]) -> torch.Tensor:
        return torch.stack([x.norm() for x in X]).norm()

    @torch.jit.export
    def lars(self, W: List[torch.Tensor], G: List[torch.Tensor], V: List[torch.Tensor], rate: torch.Tensor,
             eta: float, momentum: float, decay: float, of_sum: bool) -> int:
        for i in range(len(W)):
            w, g, v = W[i], G[i], V[i]
            v.mul_(momentum)
            if w.dim() < 2:
                v.add_(g)
            elif of_sum:
                p, q = w.norm(), g.norm()
                usable = torch.minimum(p, q) > 0
                ratio = torch.where(usable, eta * p / (q + decay * p + 1e-8), torch.ones_like(p))
                v.addcmul_(g, ratio)
                v.addcmul_(w, torch.where(usable, ratio * decay, torch.zeros_like(p)))
            else:
                u = g.add(w, alpha=decay)
                p, q = w.norm(), u.norm()
                usable = torch.minimum(p, q) > 0
                v.addcmul_(u, torch.where(usable, eta * p / torch.where(usable, q, torch.ones_like(q)), torch.ones_like(p)))
            w.addcmul_(v, rate, value=-1)
        return 0

    @torch.jit.export
    def sgd(self, W: List[torch.Tensor], G: List[torch.Tensor], V: List[torch.Tensor], rate: torch.Tensor,
            momentum: float, decay: float) -> int:
        for i in range(len(W)):
            w, v = W[i], V[i]
            v.mul_(momentum).add_(G[i])
            if w.dim() > 1:
                v.add_(w, alpha=decay)
            w.addcmul_(v, rate, value=-1)
        return 0

    @torch.jit.export
    def ema(self, T: List[torch.Tensor], O: List[torch.Tensor], tau: torch.Tensor) -> int:
        rest = 1 - tau
        for i in range(len(T)):
            T[i].mul_(tau).addcmul_(O[i], rest)
        return 0

    @torch.jit.export
    def maximum(self, x: torch.Tensor, axes: torch.Tensor) -> torch.Tensor:
        dims: List[int] = axes.tolist()
        return torch.amax(x, dims, True)

    @torch.jit.export
    def narrow(self, x: torch.Tensor) -> torch.Tensor:
        return x.to(torch.bfloat16)

    @torch.jit.export
    def widen(self, x: torch.Tensor) -> torch.Tensor:
        return x.to(torch.float32)


torch.jit.script(Kernels()).save(sys.argv[1])
