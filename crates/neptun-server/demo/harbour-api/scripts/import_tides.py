#!/usr/bin/env python3
"""Imports ten-minute tide predictions from the Norwegian Mapping Authority into the database.

    scripts/import_tides.py --days 30
    scripts/import_tides.py --port TROMSO --from 2026-06-01 --dry-run

Safe to run as often as one likes: what is there already is overwritten with the same.
Exit codes: 0 all ports imported, 1 some failed, 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import asyncpg
import httpx

SOURCE = "https://api.sehavniva.no/tideapi.php"
#: The service answers at most this much in one go, whatever one asks for.
CHUNK = timedelta(days=14)
CONCURRENT_PORTS = 4
ATTEMPTS = 4

log = logging.getLogger("import_tides")


class ImportFailed(Exception):
    """A port could not be imported; the message says why, in words for the person on duty."""


@dataclass(frozen=True, slots=True)
class Port:
    code: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Level:
    at: datetime
    height_cm: int


def chunks(start: date, end: date) -> Iterator[tuple[date, date]]:
    """Splits a period into pieces that the service accepts. The end is not part of it."""
    while start < end:
        stop = min(start + CHUNK, end)
        yield start, stop
        start = stop


def parse(body: bytes) -> list[Level]:
    """Reads the service's XML.

    >>> parse(b'<tide><waterlevel value="142.6" time="2026-06-01T00:00:00+02:00" flag="pre"/></tide>')
    [Level(at=datetime.datetime(2026, 5, 31, 22, 0, tzinfo=datetime.timezone.utc), height_cm=143)]
    """
    try:
        root = ET.fromstring(body)
    except ET.ParseError as error:
        raise ImportFailed(f"the answer is not XML: {error}") from error
    if (problem := root.find(".//error")) is not None:
        raise ImportFailed(f"the service says: {(problem.text or '').strip()}")
    return [
        Level(
            at=datetime.fromisoformat(element.attrib["time"]).astimezone(timezone.utc),
            height_cm=round(float(element.attrib["value"])),
        )
        for element in root.iter("waterlevel")
        if element.attrib.get("flag") == "pre"
    ]


async def fetch(client: httpx.AsyncClient, port: Port, start: date, end: date) -> list[Level]:
    params = {
        "tide_request": "locationdata",
        "lat": f"{port.latitude:.5f}",
        "lon": f"{port.longitude:.5f}",
        "datatype": "pre",
        "refcode": "cd",
        "fromtime": start.isoformat(),
        "totime": end.isoformat(),
        "interval": "10",
        "tzone": "0",
    }
    for attempt in range(1, ATTEMPTS + 1):
        try:
            response = await client.get(SOURCE, params=params)
            response.raise_for_status()
            return parse(response.content)
        except (httpx.TransportError, httpx.HTTPStatusError) as error:
            if attempt == ATTEMPTS:
                raise ImportFailed(f"no answer after {ATTEMPTS} attempts: {error}") from error
            log.info("%s: attempt %d failed (%s), waiting", port.code, attempt, error)
            await asyncio.sleep(2**attempt)
    raise AssertionError("unreachable")


async def store(pool: asyncpg.Pool, port: Port, levels: list[Level]) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await connection.executemany(
            """
            insert into tides (port_code, at, height_cm) values ($1, $2, $3)
            on conflict (port_code, at) do update set height_cm = excluded.height_cm
            """,
            [(port.code, level.at, level.height_cm) for level in levels],
        )


async def import_port(
    client: httpx.AsyncClient, pool: asyncpg.Pool, port: Port, start: date, end: date, *, dry_run: bool
) -> int:
    total = 0
    for first, last in chunks(start, end):
        levels = await fetch(client, port, first, last)
        if not levels:
            raise ImportFailed(f"no predictions between {first} and {last}; is {port.name} on the coast?")
        if not dry_run:
            await store(pool, port, levels)
        total += len(levels)
    return total


async def run(arguments: argparse.Namespace) -> int:
    start = arguments.start or datetime.now(timezone.utc).date()
    end = start + timedelta(days=arguments.days)
    gate = asyncio.Semaphore(CONCURRENT_PORTS)
    failed: list[str] = []

    async with asyncpg.create_pool(arguments.database, max_size=CONCURRENT_PORTS) as pool:
        rows = await pool.fetch(
            "select code, name, latitude, longitude from ports where country = 'NO' and ($1::text is null or code = $1)",
            arguments.port,
        )
        if not rows:
            log.error("no such port: %s", arguments.port or "the table is empty, run `make seed`")
            return 2

        async with httpx.AsyncClient(timeout=20, headers={"user-agent": "harbour-api import"}) as client:

            async def one(port: Port) -> None:
                async with gate:
                    try:
                        count = await import_port(client, pool, port, start, end, dry_run=arguments.dry_run)
                    except ImportFailed as error:
                        failed.append(port.code)
                        log.error("%s (%s): %s", port.code, port.name, error)
                    else:
                        log.info("%s (%s): %d levels", port.code, port.name, count)

            await asyncio.gather(*(one(Port(**row)) for row in rows))

    if failed:
        log.error("%d of %d ports failed: %s", len(failed), len(rows), ", ".join(sorted(failed)))
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", help="only this port, by its code")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, help="first day (today)")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL"))
    parser.add_argument("--dry-run", action="store_true", help="fetch and parse, store nothing")
    arguments = parser.parse_args()
    if not arguments.database:
        parser.error("neither --database nor DATABASE_URL is given")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-5s %(message)s")
    return asyncio.run(run(arguments))


if __name__ == "__main__":
    sys.exit(main())
