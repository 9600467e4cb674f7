from datetime import date

import pytest

from scripts.import_tides import CHUNK, ImportFailed, chunks, parse


def test_chunks_cover_the_period_without_gaps():
    pieces = list(chunks(date(2026, 1, 1), date(2026, 2, 2)))
    assert pieces[0][0] == date(2026, 1, 1)
    assert pieces[-1][1] == date(2026, 2, 2)
    assert all(stop - start <= CHUNK for start, stop in pieces)
    assert all(a[1] == b[0] for a, b in zip(pieces, pieces[1:]))


def test_observations_are_not_predictions():
    body = b'<tide><waterlevel value="9" time="2026-06-01T00:00:00+00:00" flag="obs"/></tide>'
    assert parse(body) == []


@pytest.mark.parametrize("body", [b"", b"<html>Service unavailable", b"<tide><error>Position outside area</error></tide>"])
def test_what_is_not_an_answer_is_an_error(body: bytes):
    with pytest.raises(ImportFailed):
        parse(body)
