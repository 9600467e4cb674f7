/// Largest vessel first, smallest berth that still takes her. Not optimal, but the harbour master can follow it.
pub fn allocate(mut vessels: Vec<Vessel>, berths: &[Berth], low_water_cm: i32) -> Vec<(VesselId, Option<BerthId>)> {
    vessels.sort_by_key(|vessel| std::cmp::Reverse((vessel.draught_cm, vessel.length_cm)));
    let mut taken = HashSet::new();
    vessels
        .into_iter()
        .map(|vessel| {
            let berth = berths
                .iter()
                .filter(|berth| !taken.contains(&berth.id) && berth.takes(&vessel, low_water_cm))
                .min_by_key(|berth| (berth.depth_cm, berth.length_cm))
                .map(|berth| berth.id);
            taken.extend(berth);
            (vessel.id, berth)
        })
        .collect()
}
