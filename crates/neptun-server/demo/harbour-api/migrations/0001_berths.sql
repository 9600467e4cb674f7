-- Harbours and their berths.
create table ports (
    code      text primary key check (code ~ '^[A-Z0-9-]{3,16}$'),
    name      text not null,
    country   text not null check (length(country) = 2),
    latitude  double precision not null,
    longitude double precision not null
);

create table harbours (
    id        bigint generated always as identity primary key,
    name      text not null unique,
    port_code text not null references ports
);

create table berths (
    id            bigint generated always as identity primary key,
    harbour_id    bigint not null references harbours on delete cascade,
    quay          text not null,
    position      smallint not null check (position > 0),
    length_cm     integer not null check (length_cm > 0),
    depth_cm      integer not null,
    shore_power   boolean not null default false,
    closed_reason text,
    unique (harbour_id, quay, position)
);

comment on column berths.depth_cm is 'below chart datum; negative where it falls dry';
