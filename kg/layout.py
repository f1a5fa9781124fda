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
ASPECT = 1.5  # width to height of the drawing as a whole
EPOCHS = 40


def positions(graph: nx.Graph[str]) -> dict[str, tuple[int, int]]:
    """Pixel positions for the nodes of a graph, parts that hang together side by side, centred on (0, 0)."""
    neighbours = {node: sorted(set(graph[node]) - {node}) for node in sorted(graph)}
    parts = sorted(_components(neighbours), key=lambda part: (-len(part), part[0]))
    drawn = [_level(_spread(_stress(part, neighbours))) for part in parts]
    placed = _pack(drawn)
    if not placed:
        return {}
    left, top, right, bottom = _bounds(placed)
    across, down = (left + right) / 2, (top + bottom) / 2
    return {node: (round(x - across), round(y - down)) for node, (x, y) in sorted(placed.items())}


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
    moved = {node: list(point) for node, point in points.items()}
    width, height = BOX
    for _ in range(200):
        crowded = False
        for one, other in itertools.combinations(moved.values(), 2):
            across, down = other[0] - one[0], other[1] - one[1]
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
    return {node: (x, y) for node, (x, y) in moved.items()}


def _level(points: Mapping[str, Point]) -> dict[str, Point]:
    """Turn a drawing by a right angle where it is taller than wide: screens are wide."""
    left, top, right, bottom = _bounds(points)
    if bottom - top > right - left:
        return _spread({node: (y, x) for node, (x, y) in points.items()})
    return dict(points)


def _pack(drawn: Sequence[Mapping[str, Point]]) -> dict[str, Point]:
    """Parts in rows, largest first, as wide as lets the whole be seen largest in a frame of `ASPECT`."""
    boxes = [_bounds(part) for part in drawn]
    sizes = [(right - left + BOX[0] * 1.2, bottom - top + BOX[1] * 1.6) for left, top, right, bottom in boxes]
    widest = max((width for width, _ in sizes), default=0.0)
    limits = {max(widest, total) for total in itertools.accumulate(width for width, _ in sizes)}
    rows = min((_rows(sizes, limit) for limit in sorted(limits)), key=_extent, default=[])
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


def _extent(rows: _Rows) -> float:
    width = max(sum(width for width, _ in row.values()) for row in rows)
    height = sum(max(height for _, height in row.values()) for row in rows)
    return max(width / ASPECT, height)


def _bounds(points: Mapping[str, Point]) -> tuple[float, float, float, float]:
    xs = [x for x, _ in points.values()]
    ys = [y for _, y in points.values()]
    return min(xs), min(ys), max(xs), max(ys)
