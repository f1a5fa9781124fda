"""Where to draw each actor: positions that are the same on every run.

networkx's own layouts need NumPy, for which there is no other use here. This one is stress minimisation by
stochastic gradient descent (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient Descent", 2018)
in plain Python with a fixed seed: the drawn distance of two actors follows the number of contacts that lie
between them. It takes 0.1 s for 40 actors and some seconds for 300.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Point = tuple[float, float]
_Rows = list[dict[int, tuple[float, float]]]  # parts by number, with width and height

STEP = 150.0  # pixels between linked actors, before crowding is undone
BOX = (128.0, 54.0)  # pixels that an actor and its label take
ROOM = 2.0  # area that a part takes, at least, as a multiple of the boxes in it
STRETCH = 1.6  # how far a drawing may be drawn out to fill its frame
EPOCHS = 40


def positions(graph: nx.Graph[str], *aspects: float) -> list[dict[str, tuple[int, int]]]:
    """Pixel positions for the nodes of a graph, centred on (0, 0): a set for each frame to be filled.

    A frame is given as its aspect, width to height. Parts that do not hang together stand side by side.
    """
    neighbours = {node: sorted(set(graph[node]) - {node}) for node in sorted(graph)}
    parts = sorted(_components(neighbours), key=lambda part: (-len(part), part[0]))
    drawn = [_stress(part, neighbours) for part in parts]
    return [_framed(drawn, aspect) for aspect in aspects]


def _framed(drawn: Sequence[Mapping[str, Point]], aspect: float) -> dict[str, tuple[int, int]]:
    placed = _pack([_spread(_turned(part, aspect)) for part in drawn], aspect)
    if not placed:
        return {}
    left, top, right, bottom = _bounds(placed)
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)
    wider = min(STRETCH, max(1.0, height * aspect / width))
    taller = min(STRETCH, max(1.0, width / aspect / height))
    return {
        node: (round((x - (left + right) / 2) * wider), round((y - (top + bottom) / 2) * taller))
        for node, (x, y) in sorted(placed.items())
    }


def _components(neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    seen: set[str] = set()
    parts = []
    for node in neighbours:
        if node not in seen:
            part = sorted(_distances(node, neighbours))
            seen.update(part)
            parts.append(part)
    return parts


def _distances(start: str, neighbours: Mapping[str, Sequence[str]]) -> dict[str, int]:
    distance = {start: 0}
    frontier = [start]
    while frontier:
        reached = [near for node in frontier for near in neighbours[node] if near not in distance]
        distance.update(dict.fromkeys(reached, distance[frontier[0]] + 1))
        frontier = list(dict.fromkeys(reached))
    return distance


def _stress(part: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    chance = random.Random(1)
    turn = 2 * math.pi / len(part)
    radius = math.sqrt(len(part)) / 2
    x = {node: radius * math.cos(turn * i) for i, node in enumerate(part)}
    y = {node: radius * math.sin(turn * i) for i, node in enumerate(part)}
    goals = {node: _distances(node, neighbours) for node in part}
    pairs = [(one, other, float(goals[one][other])) for one, other in itertools.combinations(part, 2)]
    if not pairs:
        return dict.fromkeys(part, (0.0, 0.0))
    longest = max(goal for _, _, goal in pairs)
    decay = math.log(longest**2 / 0.1) / (EPOCHS - 1)
    for epoch in range(EPOCHS):
        rate = longest**2 * math.exp(-decay * epoch)
        chance.shuffle(pairs)
        for one, other, goal in pairs:
            across, down = x[one] - x[other], y[one] - y[other]
            apart = math.sqrt(across * across + down * down) or 1e-9
            move = (apart - goal) / 2 * min(1.0, rate / (goal * goal)) / apart
            x[one] -= move * across
            y[one] -= move * down
            x[other] += move * across
            y[other] += move * down
    return {node: (x[node] * STEP, y[node] * STEP) for node in part}


def _spread(points: Mapping[str, Point]) -> dict[str, Point]:
    """Push apart what would lie upon another's label, each time along the shorter way."""
    width, height = BOX
    left, top, right, bottom = _bounds(points)
    room = (right - left + width) * (bottom - top + height)
    grown = max(1.0, math.sqrt(ROOM * width * height * len(points) / room))
    moved = [[x * grown, y * grown] for x, y in points.values()]
    for _ in range(200):
        crowded = False
        from_left = sorted(moved, key=lambda point: point[0])
        for number, one in enumerate(from_left):
            for other in itertools.islice(from_left, number + 1, None):
                across, down = other[0] - one[0], other[1] - one[1]
                if across > 2 * width:
                    break
                overlap = width - abs(across), height - abs(down)
                if min(overlap) <= 0.5:
                    continue
                crowded = True
                axis = 0 if overlap[0] / width < overlap[1] / height else 1
                push = overlap[axis] / 2 if (across, down)[axis] >= 0 else -overlap[axis] / 2
                one[axis] -= push
                other[axis] += push
        if not crowded:
            break
    return {node: (x, y) for node, (x, y) in zip(points, moved, strict=True)}


def _turned(points: Mapping[str, Point], aspect: float) -> dict[str, Point]:
    """Turn a drawing by a right angle where that suits a wide or a tall frame better."""
    left, top, right, bottom = _bounds(points)
    if (bottom - top > right - left) == (aspect > 1):
        return {node: (y, x) for node, (x, y) in points.items()}
    return dict(points)


def _pack(drawn: Sequence[Mapping[str, Point]], aspect: float) -> dict[str, Point]:
    """Parts in rows, largest first, as wide as lets the whole be seen largest in a frame of `aspect`."""
    boxes = [_bounds(part) for part in drawn]
    sizes = [(right - left + BOX[0] * 1.2, bottom - top + BOX[1] * 1.6) for left, top, right, bottom in boxes]
    widest = max((width for width, _ in sizes), default=0.0)
    limits = {max(widest, total) for total in itertools.accumulate(width for width, _ in sizes)}
    rows = min(
        (_rows(sizes, limit) for limit in sorted(limits)), key=lambda rows: _extent(rows, aspect), default=[]
    )
    placed: dict[str, Point] = {}
    top = 0.0
    for row in rows:
        left, tallest = 0.0, max(sizes[number][1] for number in row)
        for number in row:
            width, height = sizes[number]
            across, down = left - boxes[number][0], top + (tallest - height) / 2 - boxes[number][1]
            placed.update({node: (x + across, y + down) for node, (x, y) in drawn[number].items()})
            left += width
        top += tallest
    return placed


def _rows(sizes: Sequence[tuple[float, float]], limit: float) -> _Rows:
    rows: _Rows = []
    across = math.inf
    for number, (width, height) in enumerate(sizes):
        if across + width > limit + 1e-6:
            rows.append({})
            across = 0.0
        rows[-1][number] = (width, height)
        across += width
    return rows


def _extent(rows: _Rows, aspect: float) -> float:
    width = max(sum(width for width, _ in row.values()) for row in rows)
    height = sum(max(height for _, height in row.values()) for row in rows)
    return max(width / aspect, height)


def _bounds(points: Mapping[str, Point]) -> tuple[float, float, float, float]:
    xs = [x for x, _ in points.values()]
    ys = [y for _, y in points.values()]
    return min(xs), min(ys), max(xs), max(ys)
