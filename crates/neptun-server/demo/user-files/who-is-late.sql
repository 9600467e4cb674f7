-- Vessels that should have left and have not sent a position from anywhere else since.
select v.name,
       b.quay || ' ' || b.position        as berth,
       upper(k.during)                    as should_have_left,
       age(now(), upper(k.during))        as late_by,
       coalesce(next.name, 'nobody')      as waiting
from bookings k
join vessels v on v.id = k.vessel_id
join berths b on b.id = k.berth_id
left join lateral (
    select w.name
    from bookings n
    join vessels w on w.id = n.vessel_id
    where n.berth_id = k.berth_id and lower(n.during) >= upper(k.during)
    order by lower(n.during)
    limit 1
) next on true
where upper(k.during) < now()
  and v.last_seen_at > now() - interval '15 minutes'
  and v.latitude between 62.465 and 62.480
order by late_by desc;
