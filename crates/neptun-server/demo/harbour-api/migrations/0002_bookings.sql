-- Vessels and bookings. Whether bookings overlap is checked from 0004 on.
create extension if not exists unaccent;

create table vessels (
    id           bigint generated always as identity primary key,
    mmsi         integer not null unique check (mmsi between 100000000 and 999999999),
    name         text not null,
    call_sign    text,
    length_cm    integer not null,
    beam_cm      integer not null,
    draught_cm   integer not null,
    flag         text not null,
    latitude     double precision,
    longitude    double precision,
    course       real,
    last_seen_at timestamptz,
    corrected_at timestamptz
);

create table bookings (
    id         bigint generated always as identity primary key,
    berth_id   bigint not null references berths,
    vessel_id  bigint not null references vessels,
    during     tstzrange not null check (not isempty(during)),
    note       text not null default '',
    created_at timestamptz not null default now()
);

create index bookings_by_vessel on bookings (vessel_id, lower(during) desc);
