"""Spring tides follow the moon by a day or two. Good enough for a wall calendar, not for a pilot."""

from datetime import datetime, timezone

SYNODIC_MONTH = 29.530588853
NEW_MOON = datetime(2000, 1, 6, 18, 14, tzinfo=timezone.utc)
NAMES = ["🌑", "🌒", "🌓", "🌔", "🌕", "🌖", "🌗", "🌘"]


def age(at: datetime) -> float:
    """Days since the last new moon."""
    return ((at - NEW_MOON).total_seconds() / 86_400) % SYNODIC_MONTH


def symbol(at: datetime) -> str:
    return NAMES[round(age(at) / SYNODIC_MONTH * 8) % 8]


if __name__ == "__main__":
    now = datetime.now(timezone.utc)
    print(f"{symbol(now)}  {age(now):.1f} days, springs in {(SYNODIC_MONTH / 2 - age(now)) % (SYNODIC_MONTH / 2) + 1.5:.0f}")
