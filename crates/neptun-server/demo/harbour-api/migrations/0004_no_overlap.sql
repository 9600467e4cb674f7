-- Two vessels cannot lie at one berth at one time, whatever the handlers believe.
create extension if not exists btree_gist;

alter table bookings
    add constraint bookings_do_not_overlap
    exclude using gist (berth_id with =, during with &&);
