"""The reader as PyTorch trains it: the encoder, and the heads that `dragoman.reader` runs in numpy.

Shapes: B windows of T pieces, width 384; A acts, S statuses. The names of the weights are those of ``heads.npz``.
"""
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, HEADS, LAYERS = 384, 12, 12
EARLY = 4  # layers of the first part
ACTS, STATUSES = 16, 6
LENGTH = 20.0


class Layer(nn.Module):
    """One post-layer-norm BERT layer."""

    def __init__(self, dropout: float):
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.fi, self.fo = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.aln, self.oln = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (f(x).view(b, t, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = (q @ k.transpose(-1, -2)) / math.sqrt(WIDTH // HEADS) + mask
        mixed = (weights.softmax(-1) @ v).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.aln(x + F.dropout(self.ao(mixed), self.dropout, self.training))
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """Rows of pieces' vectors, their places and segments in, states of windows out.

    The lower `local` layers read each sentence by itself, as the base model was trained to, in the short rows that
    `dragoman.reader.encode.layout` makes; the upper ones see the whole window: `order` (B, N) names the slot of each of
    its pieces, -1 for padding. Places count from the start of the sentence. Segment 0 is seen by all, segment -1
    (padding) by none.
    """

    def __init__(self, dropout: float = 0.1, local: int = 9):
        super().__init__()
        self.local = local
        self.pos = nn.Parameter(torch.zeros(512, WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, vectors, places, segments, order):
        early = self.lower(vectors, places, segments)
        return self.upper(early, segments, order)

    def lower(self, vectors, places, segments):
        """Rows after the first `EARLY` layers."""
        x = self.ln(vectors + self.pos[places])
        for layer in self.layers[:EARLY]:
            x = layer(x, near(segments))
        return x

    def upper(self, x, segments, order):
        """Windows after all layers, from rows after the first."""
        for layer in self.layers[EARLY : self.local]:
            x = layer(x, near(segments))
        x = x.reshape(-1, WIDTH)[order.clamp(min=0)]
        there = (order >= 0)[:, None, None, :]
        for layer in self.layers[self.local :]:
            x = layer(x, (there.float() - 1.0) * 1e4)
        return x

    def load_base(self, tensors: dict[str, np.ndarray]) -> None:
        """Take the base model's weights; the one token type is folded into the positions."""
        put = lambda parameter, name: parameter.data.copy_(torch.from_numpy(tensors[name]).view(parameter.shape))
        put(self.pos, "emb.pos")
        self.pos.data += torch.from_numpy(tensors["emb.type"][:WIDTH])
        put(self.ln.weight, "emb.ln.w"), put(self.ln.bias, "emb.ln.b")
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                module = getattr(layer, name)
                put(module.weight, f"l{number}.{name}.w"), put(module.bias, f"l{number}.{name}.b")


def near(segments):
    """(R, 1, L, L) what keeps a slot from seeing other sentences."""
    theirs = segments[:, None, None, :]
    seen = (theirs >= 0) & ((theirs == segments[:, None, :, None]) | (theirs == 0))
    return (seen.float() - 1.0) * 1e4


def scaled(x):
    """Rows of one length, so that the heads see directions."""
    return LENGTH * F.normalize(x, dim=-1)


class Heads(nn.Module):
    """What is read off the states: acts of a sentence, words of a clause, status, links to marks."""

    def __init__(self, roles: int, features: int, kinds: int, size: int = 64, meeting: int = 128):
        super().__init__()
        self.inside, self.begin = nn.Linear(WIDTH, ACTS), nn.Linear(WIDTH, ACTS)
        self.act = nn.Linear(WIDTH, ACTS)
        self.peak = nn.Parameter(torch.full((ACTS,), 0.3))
        self.status, self.status_act = nn.Linear(WIDTH, STATUSES), nn.Linear(WIDTH, ACTS * STATUSES)
        self.query = nn.Linear(WIDTH + ACTS + STATUSES, roles * size)
        self.key = nn.Linear(WIDTH + kinds, size)
        self.plain = nn.Linear(features, roles)
        self.told, self.mark = nn.Linear(WIDTH + ACTS + STATUSES, meeting), nn.Linear(WIDTH + kinds, meeting, bias=False)
        self.place, self.meet = nn.Linear(features, meeting, bias=False), nn.Linear(meeting, roles)
        self.null = nn.Linear(WIDTH + ACTS + STATUSES, roles)
        self.center = nn.Parameter(torch.zeros(WIDTH), requires_grad=False)
        self.roles, self.size = roles, size
        for part in (self.inside, self.begin, self.act):
            nn.init.normal_(part.weight, std=0.01)
            nn.init.constant_(part.bias, -3.0)

    def centred(self, states):
        """States without what all of them share: the base model's lie in a narrow cone, where heads learn slowly."""
        return scaled(states - self.center)

    def acts(self, states, membership):
        """states (T, W), membership (sentences, T) of 0 and 1 -> logits (sentences, A)."""
        share = membership / membership.sum(1, keepdim=True).clamp(min=1)
        pooled = scaled(share @ states)
        tokens = self.inside(states)
        masked = tokens[None] + (membership[:, :, None] - 1) * 1e4
        best = masked.topk(min(4, masked.shape[1]), dim=1).values.clamp(min=-30).mean(1)
        return self.act(F.dropout(pooled, 0.1, self.training)) + self.peak * best, tokens, self.begin(states)

    def statuses(self, pooled, acts):
        """pooled claims (C, W), their acts (C,) -> logits (C, S)."""
        by_act = self.status_act(pooled).view(-1, ACTS, STATUSES)
        return self.status(pooled) + by_act[torch.arange(len(acts)), acts]

    def links(self, pooled, acts, statuses, marks, kinds, features):
        """(C, M, roles) scores of each claim and mark, and (C, roles) of 'none'."""
        asked = torch.cat([pooled, F.one_hot(acts, ACTS), F.one_hot(statuses, STATUSES)], 1)
        query = self.query(asked).view(len(acts), self.roles, self.size)
        offered = torch.cat([marks, kinds], 1)
        key = self.key(offered)
        scores = torch.einsum("crs,ms->cmr", query, key) / math.sqrt(self.size)
        together = F.relu(self.told(asked)[:, None] + self.mark(offered)[None] + self.place(features))
        return scores + self.plain(features) + self.meet(F.dropout(together, 0.2, self.training)), self.null(asked)

    def link_loss(self, pooled, acts, statuses, states, links, sets):
        """Sum over claims and roles: each key alone for roles that several may fill, else one key or none."""
        marks = scaled(torch.stack([states[p].mean(0) for p in links.pieces]))
        kinds, features = torch.from_numpy(links.kinds), torch.from_numpy(links.features)
        scores, null = self.links(F.dropout(pooled, 0.1, self.training), acts, statuses, F.dropout(marks, 0.1, self.training), kinds, features)
        key = torch.from_numpy(links.key)
        top = scores.detach().amax(1, keepdim=True)
        summed = torch.zeros(len(acts), len(links.allowed), self.roles).index_add(1, key, (scores - top).clamp(min=-30).exp())
        table = summed.clamp(min=1e-12).log() + top - null[:, None]
        may, gold = torch.from_numpy(links.allowed), torch.from_numpy(links.gold)
        several = F.binary_cross_entropy_with_logits(table, gold, reduction="none")
        several = (several * may)[:, :, sets].sum()
        alone = [r for r in range(self.roles) if r not in sets]
        logits = torch.cat([table.masked_fill(~may, -1e4)[:, :, alone], torch.zeros(len(acts), 1, len(alone))], 1)
        wanted = torch.cat([gold[:, :, alone], (gold[:, :, alone].sum(1, keepdim=True) == 0).float()], 1)
        return several + (logits.logsumexp(1) - logits.masked_fill(wanted == 0, -1e4).logsumexp(1)).sum()
