"""The report's text: Markdown, for a file, and also what a terminal shows."""

from . import measurements as m

_HEAD = """\
# What Keyway adds to a request

Written by `bench/run`; [docs/performance.md](../../docs/performance.md) says what is measured, and how to read it.
"""


def whole(facts, figures, judgements, cases, measurements=None):
    """All of the file; of some measurements only, where they are named."""
    parts = [_HEAD, table(["", ""], facts), "## Goals\n", goals(judgements)]
    for measurement in measurements or m.ALL:
        parts.append(f"## {title(measurement)}\n")
        parts.append(rows(figures, measurement))
    if cases:
        parts += ["## Parts, by JMH\n", jmh(cases)]
    return "\n".join(parts)


def title(measurement):
    return f"{m.ALL[measurement].__doc__} (`{measurement}`)"


def goals(judgements):
    return table(["goal", "at most", "measured", ""], [_goal(judgement) for judgement in judgements])


def _goal(judgement):
    limit = f"{number(judgement.goal.limit)} {judgement.goal.unit}"
    if not judgement.measured:
        return [judgement.goal.what, limit, "", "not measured"]
    measured = f"{number(judgement.value)} {judgement.goal.unit}"
    return [judgement.goal.what, limit, measured, "met" if judgement.met else "**missed**"]


def rows(figures, measurement):
    """A row a target; beside processor time how many times nginx's and the bare relay's it is."""
    quantities = figures.quantities(measurement)
    if not quantities:
        return "Could not be measured.\n"
    head, lines = ["", *quantities], []
    compared = [quantity for quantity in quantities if quantity in (m.CPU, m.CPU_EVENT)]
    others = [other for other in ("nginx", "bare") if compared and figures.get(measurement, other, compared[0])]
    head += [f"× {other}" for other in others]
    for target in figures.targets(measurement):
        cells = [_cell(figures.get(measurement, target, quantity)) for quantity in quantities]
        ratios = [_ratio(figures, measurement, target, other, compared[0]) for other in others]
        lines.append([target, *cells, *ratios])
    return table(head, lines)


def _cell(figure):
    """The median; how far the rounds lay apart in brackets."""
    if figure is None:
        return ""
    if figure.rounds == 1:
        return number(figure.median)
    return f"{number(figure.median)} ({number(figure.lowest)} – {number(figure.highest)})"


def _ratio(figures, measurement, target, other, quantity):
    own, others = figures.get(measurement, target, quantity), figures.get(measurement, other, quantity)
    return f"{own.median / others.median:.2f}" if own and others.median > 0 else ""


def jmh(cases):
    head = ["case", "passed, ns", "processor, ns", "allocated, bytes"]
    return table(head, [[case.name, *map(_known, (case.nanoseconds, case.processor, case.bytes))] for case in cases])


def _known(value):
    return "" if value is None else number(value)


def number(value):
    """Three digits that count, no more."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}"


def table(head, lines):
    """A Markdown table whose columns are as wide as their cells, so that it reads in a terminal too."""
    cells = [head, *([str(cell) for cell in line] for line in lines)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    text = [_line(cells[0], widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return "\n".join(text + [_line(row, widths) for row in cells[1:]]) + "\n"


def _line(cells, widths):
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |"
