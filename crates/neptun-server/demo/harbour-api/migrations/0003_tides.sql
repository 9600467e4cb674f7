-- Ten-minute predictions, about 53,000 rows per port and year. Imported by scripts/import_tides.py.
create table tides (
    port_code text not null references ports,
    at        timestamptz not null,
    height_cm integer not null,
    primary key (port_code, at)
);

-- Old predictions are of no use to anyone.
create function forget_old_tides() returns void language sql as $$
    delete from tides where at < now() - interval '40 days'
$$;
