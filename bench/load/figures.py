"""What was measured, by row and quantity."""

import statistics
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """The median of several rounds, and how far they lay apart."""

    median: float
    lowest: float
    highest: float
    rounds: int

    @staticmethod
    def of(values):
        return Figure(statistics.median(values), min(values), max(values), len(values))


class Figures:
    """Figures by (measurement, target, quantity); the quantity's name ends with its unit."""

    def __init__(self):
        self._figures = {}

    def add(self, measurement, target, quantity, values):
        self._figures[measurement, target, quantity] = Figure.of(list(values))

    def get(self, measurement, target, quantity):
        """The figure, or None where that was not measured."""
        return self._figures.get((measurement, target, quantity))

    def at_best(self, ours):
        """The same as they were in their best rounds for targets whose names begin with `ours`: the lowest of those, the highest of others."""
        best = Figures()
        for key, figure in self._figures.items():
            value = figure.lowest if key[1].startswith(ours) else figure.highest
            best._figures[key] = Figure(value, value, value, 1)
        return best

    def measurements(self):
        return list(dict.fromkeys(key[0] for key in self._figures))

    def targets(self, measurement):
        return list(dict.fromkeys(key[1] for key in self._figures if key[0] == measurement))

    def quantities(self, measurement):
        return list(dict.fromkeys(key[2] for key in self._figures if key[0] == measurement))
