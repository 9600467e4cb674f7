"""Which family goes into which bed, three years apart."""

import sys
import tomllib
from itertools import permutations
from pathlib import Path

FAMILIES = ["brassica", "legume", "allium", "nightshade"]
ROTATION = 3


def allowed(history: dict[str, str], family: str, year: int) -> bool:
    return all(history.get(str(year - back)) != family for back in range(1, ROTATION + 1))


def plan(beds: dict[str, dict], year: int) -> dict[str, str] | None:
    for families in permutations(FAMILIES, len(beds)):
        if all(allowed(bed["history"], family, year) for bed, family in zip(beds.values(), families)):
            return dict(zip(beds, families))
    return None


if __name__ == "__main__":
    beds = tomllib.loads(Path(__file__).with_name("beds.toml").read_text())["beds"]
    result = plan(beds, int(sys.argv[1]))
    print(result or "no plan: dig another bed")
