-- Monthly occupancy per quay, in percent of all berth hours, for the council's report.
-- Parameters: :harbour, :year
with months as (
    select m as first_day, tstzrange(m, m + interval '1 month', '[)') as month
    from generate_series(make_date(:year, 1, 1)::timestamptz, make_date(:year, 12, 1), interval '1 month') m
),
stays as (
    select berths.quay,
           months.first_day,
           extract(epoch from upper(bookings.during * months.month) - lower(bookings.during * months.month)) / 3600 as hours
    from bookings
    join berths on berths.id = bookings.berth_id
    join months on months.month && bookings.during
    where berths.harbour_id = :harbour
),
capacity as (
    select quay, count(*) as berths from berths where harbour_id = :harbour group by quay
)
select c.quay,
       to_char(m.first_day, 'YYYY-MM') as month,
       c.berths,
       round(coalesce(sum(s.hours), 0)::numeric, 1) as hours,
       round(100 * coalesce(sum(s.hours), 0)::numeric
             / (c.berths * extract(epoch from upper(m.month) - lower(m.month))::numeric / 3600), 1) as percent
from capacity c
cross join months m
left join stays s on s.quay = c.quay and s.first_day = m.first_day
group by c.quay, c.berths, m.first_day, m.month
order by c.quay, m.first_day;
