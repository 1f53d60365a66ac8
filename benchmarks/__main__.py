"""Measure all, print the figures beside their bars, and write RESULTS.md and plots."""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
from pathlib import Path

from benchmarks import decoding, filters, generated, report, walking
from benchmarks.child import measured
from benchmarks.measuring import Times
from benchmarks.report import Figure
from benchmarks.server import serving

OURS, DICTS, PYDANTIC = decoding.OURS, decoding.DICTS, decoding.PYDANTIC
Sections = list[str]


def ratio(found: dict[str, Times], one: str, other: str) -> float:
    """Return how many times as long the one takes as the other."""
    return found[one].median / found[other].median


def of_decoding(count: int, sections: Sections) -> list[Figure]:
    large = decoding.decoded(10_000, max(5, count // 4))
    small = decoding.decoded(1_000, count * 3)
    few = decoding.decoded(1_000, count * 3, few=True)
    for title, found in (
        ("One page of 10,000 rows", large),
        ("One page of 1,000 rows", small),
        ("One page of 1,000 rows without references and terminals", few),
    ):
        sections.append(report.times(title, found, DICTS))
    name = "decode 10,000 rows, to `orjson.loads`"
    by_pydantic = "faster than pydantic's `validate_json`"
    return [
        Figure(name, ratio(large, OURS, DICTS), 1.0, False),
        Figure(
            "decode 1,000 rows, to the same", ratio(small, OURS, DICTS), 1.15, False
        ),
        Figure(f"10,000 rows {by_pydantic}", ratio(large, PYDANTIC, OURS), 3.5, True),
        Figure(f"1,000 rows {by_pydantic}", ratio(small, PYDANTIC, OURS), 3.5, True),
    ]


def of_walking(pages: int, count: int, sections: Sections) -> list[Figure]:
    found = walking.without_delay(pages, count)
    sections.append(report.times(f"Walk {pages} pages at 0 ms", found, OURS))
    rate = {name: pages * 1_000 / one.median for name, one in found.items()}
    report.bars("rows", "Rows of a list by second of CPU", rate, "rows/s")
    bars = {
        "pydantic + httpx": 2.5,
        "openapi-python-client": 3.5,
        "--generate-client, pydantic": 2.5,
        "--generate-client, msgspec": 0.9,
    }
    figures = [
        Figure(f"walk at 0 ms, to {name}", ratio(found, name, OURS), bar, True)
        for name, bar in bars.items()
    ]
    arrow = ratio(found, OURS, "this client, Arrow")
    return [*figures, Figure("Arrow to objects, rows/s", arrow, 1.5, True)]


def of_waiting(pages: int, count: int, sections: Sections) -> list[Figure]:
    few = walking.overlapped(pages, count, 0.010)
    sections.append(report.times(f"{pages} pages at 10 ms", few, "asking ahead"))
    many = walking.in_parallel(96, count, 0.050)
    sections.append(report.times("A year of 96 pages at 50 ms", many, "12 in parallel"))
    ahead = ratio(few, "one after the other", "asking ahead")
    windows = ratio(many, "sequential", "12 in parallel")
    return [
        Figure("12 windows in parallel at 50 ms, to sequential", windows, 8, True),
        Figure("asking for the next page ahead at 10 ms", ahead, 1.15, True),
    ]


def of_memory(sections: Sections, millions: int) -> list[Figure]:
    kept = {name: measured("kept", name)[0] for name in decoding.readers()}
    report.bars("memory", "Memory of 100,000 rows", kept, "MiB")
    lines = [f"| {name} | {one:.0f} |" for name, one in kept.items()]
    sections.append(
        "### 100,000 rows kept\n\n| | MiB |\n|---|---|\n" + "\n".join(lines)
    )
    peaks = []
    for pages in (10, millions * 1_000):
        with serving(0, 1_000, pages) as url:
            peaks.append(measured("streamed", url)[0])
    half = kept[OURS] / kept[DICTS]
    note = f"{peaks[0]:.0f} and {peaks[1]:.0f} MiB"
    return [
        Figure("memory of 100,000 kept rows, to dicts", half, 0.5, False),
        Figure(
            "streaming 1,000,000 against 10,000 rows",
            peaks[1] - peaks[0],
            10,
            False,
            " MiB",
            note,
        ),
    ]


def of_starting(sections: Sections) -> list[Figure]:
    ours, peers = (
        statistics.median(measured("imported", names, 9))
        for names in ("protime", "pydantic,httpx")
    )
    with serving(0, 100, 1) as url:
        first = statistics.median(measured("first_call", url, 5))
    sections.append(
        f"### Starting\n\nThe first page in a fresh process takes {first:.0f} ms."
    )
    return [
        Figure("`import protime` above the interpreter", ours, 15, False, " ms"),
        Figure("the same, to pydantic + httpx", ours / peers, 0.1, False),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--folder", type=Path, default=Path(".bench"))
    options = parser.parse_args()
    generated.generate(options.folder)
    sections: Sections = []
    walks = max(3, options.rounds // 5)
    figures = [
        *of_decoding(options.rounds, sections),
        *of_walking(options.pages, walks, sections),
        *of_waiting(min(options.pages, 100), walks, sections),
        *of_memory(sections, 1),
        *of_starting(sections),
    ]
    sections.append(filters.section())
    version = f"{platform.python_implementation()} {platform.python_version()}"
    whole = (
        f"# Figures\n\nPrinted by `python -m benchmarks` on {version}. Ratios of CPU"
        " time, of time by the wall where waiting is the subject; medians of"
        " interleaved rounds. Decoding is a page read, used and freed, with what the"
        " garbage collector has to do for it."
        f"\n\n{report.table(figures)}\n\n" + "\n\n".join(sections) + "\n"
    )
    minor = f"{sys.version_info.major}{sys.version_info.minor}"
    name = "RESULTS.md" if minor == "311" else f"RESULTS-{minor}.md"
    (report.HERE / name).write_text(whole, "utf-8")
    print(whole)


if __name__ == "__main__":
    main()
