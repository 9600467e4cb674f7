#!/usr/bin/env bash
# Dumps the database, checks that the dump can be read, keeps fourteen of them.
set -euo pipefail

: "${DATABASE_URL:?}"
folder="${BACKUP_DIR:-/var/backups/harbour}"
name="$folder/harbour-$(date --utc +%Y%m%dT%H%M%SZ).dump"

mkdir -p "$folder"
trap 'rm -f "$name.part"' EXIT

pg_dump --format=custom --compress=zstd:9 --file="$name.part" "$DATABASE_URL"
# A backup that nobody has read is a rumour.
pg_restore --list "$name.part" | grep -q 'TABLE DATA public bookings' || {
    echo "backup $name.part has no bookings" >&2
    exit 1
}
mv "$name.part" "$name"

ls -1t "$folder"/harbour-*.dump | tail -n +15 | xargs -r rm --
echo "$name $(stat --format=%s "$name") bytes"
