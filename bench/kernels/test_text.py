"""What is done to a text, for 500 posts a round."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bench.in_process import Ready, searches_of
from bench.kernels.conftest import COUNT
from bench.measures.text_search import sample
from policycheck.plan import Part
from policycheck.text.fold import fold
from policycheck.text.links import links
from policycheck.text.sentences import sentences
from policycheck.text.words import words


def test_fold_ascii(benchmark: BenchmarkFixture, plain: Sequence[str]) -> None:
    folded = benchmark(lambda: [fold(text) for text in plain])
    assert [one.text for one in folded] == [" ".join(text.lower().split()) for text in plain]


def test_fold_accented(benchmark: BenchmarkFixture, accented: Sequence[str]) -> None:
    folded = benchmark(lambda: [fold(text) for text in accented])
    assert all(one.starts is not None for one in folded)


@pytest.mark.parametrize("divided", [words, sentences, links], ids=lambda one: one.__name__)
def test_division(
    benchmark: BenchmarkFixture, plain: Sequence[str], divided: Callable[[str], list[object]]
) -> None:
    assert any(benchmark(lambda: [divided(text) for text in plain]))


def test_finder_scan(benchmark: BenchmarkFixture, plain: Sequence[str], ready: Ready) -> None:
    """Which searches can hit: what every post pays for."""
    finder = ready.policy.program.finder
    assert any(benchmark(lambda: [finder.heard(text) for text in plain]))


def test_finder_found(benchmark: BenchmarkFixture, ready: Ready) -> None:
    """Where they hit: what only posts with a hit pay for. Here that is every one."""
    finder = ready.policy.program.finder
    with_terms = sample(searches_of(ready.policy.program), COUNT, 1.0)
    heard = [
        (search, Part("text", text, ("text",)))
        for text in with_terms
        for search in finder.heard(text)
    ]
    assert any(benchmark(lambda: [finder.found(search, part) for search, part in heard]))
