//! The vocabulary of generated files, and the filling of templates with it.

use std::fmt::Write as _;

use super::rng::Rng;

/// Nouns of generated code, in snake case.
#[rustfmt::skip]
pub(super) const NOUNS: &[&str] = &[
    "tide", "station", "harbour", "datum", "gauge", "forecast", "surge", "chart", "sounding", "current", "buoy",
    "beacon", "channel", "berth", "quay", "lock", "sluice", "vessel", "draught", "passage", "waypoint", "bearing",
    "swell", "wave", "constituent", "harmonic", "amplitude", "phase", "residual", "reading", "sample", "series",
    "window", "bucket", "cache", "archive", "atlas", "tile", "layer", "contour", "depth", "seabed", "shoal",
    "estuary", "inlet", "lagoon", "moon", "season", "almanac", "calendar", "observer", "sensor", "calibration",
    "offset", "drift", "alarm", "threshold", "report", "bulletin", "ledger", "snapshot", "index", "region", "grid",
];

/// Verbs of generated code.
#[rustfmt::skip]
pub(super) const VERBS: &[&str] = &[
    "load", "merge", "smooth", "predict", "resolve", "collect", "validate", "render", "interpolate", "resample",
    "publish", "reconcile", "decode", "encode", "rotate", "project", "filter", "group", "align", "clip", "schedule",
    "refresh", "annotate", "compare",
];

/// Real places from many coasts. All of their letters are in Latin-1.
#[rustfmt::skip]
const LATIN1_PLACES: &[&str] = &[
    "Tromsø", "Ålesund", "Hammerfest", "Kirkenes", "Bodø", "Longyearbyen", "Þorlákshöfn", "Saint-Malo", "Cà Mau",
    "São Luís", "Bay of Fundy", "Río Gallegos", "Anchorage", "Hobart", "Bristol",
];

/// More of them, in their own scripts.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "Świnoujście", "Αλεξανδρούπολη", "Πειραιάς", "Одеса", "博多港", "横浜", "函館", "高雄港", "부산", "حيفا", "الإسكندرية",
    "אילת", "Severn ⚓",
];

const ADJECTIVES: &[&str] = &[
    "hourly",
    "observed",
    "harmonic",
    "missing",
    "sheltered",
    "late",
    "northern",
    "shallow",
    "provisional",
    "corrected",
];

/// String contents with something to escape, already escaped the way JSON, JavaScript, Python, Go and Rust agree on.
#[rustfmt::skip]
const LATIN1_ESCAPED: &[&str] = &[
    r#"C:\\charts\\north\\tiles"#, r#"he said \"slack water\""#, r#"height\tdatum\tflag"#,
    r#"first line\nsecond line"#, r#"^\\d{2}:\\d{2}$"#, r#"\\\\fileserver\\tides"#, "naïve «curly»",
];

/// More of them, with characters beyond Latin-1.
const ESCAPED: &[&str] = &["naïve — “curly” …", "🌊 → 🏖"];

/// The characters that a text may hold. A browser keeps a text of Latin-1 in half of the memory that any other text takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Latin1,
    Unicode,
}

impl Charset {
    fn pick(self, latin1: &[&'static str], others: &[&'static str], rng: &mut Rng) -> &'static str {
        let count = latin1.len() + if self == Self::Unicode { others.len() } else { 0 };
        let index = rng.below(count);
        latin1.get(index).unwrap_or_else(|| &others[index - latin1.len()])
    }

    fn place(self, rng: &mut Rng) -> &'static str {
        self.pick(LATIN1_PLACES, PLACES, rng)
    }

    fn escaped(self, rng: &mut Rng) -> &'static str {
        self.pick(LATIN1_ESCAPED, ESCAPED, rng)
    }
}

/// Appends `template` to `out` with every `§x` replaced.
///
/// `§a §b §c` are nouns and `§v` a verb that stay the same within one call (`§A §B §C §V` in Pascal case); every other
/// one is new each time: `§n` noun, `§p` place, `§j` adjective, `§q` escaped string content, `§i` integer, `§f` decimal
/// number, `§t` one below ten, `§h` eight hex digits, `§s` sentence, `§d` date.
pub(super) fn fill(template: &str, charset: Charset, rng: &mut Rng, out: &mut String) {
    let nouns = [rng.pick(NOUNS), rng.pick(NOUNS), rng.pick(NOUNS)];
    let verb = rng.pick(VERBS);
    let mut parts = template.split('§');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let mut rest = part.chars();
        let Some(slot) = rest.next() else { continue };
        // Writing to a String cannot fail.
        let _ = match slot {
            'a' => write!(out, "{}", nouns[0]),
            'b' => write!(out, "{}", nouns[1]),
            'c' => write!(out, "{}", nouns[2]),
            'v' => write!(out, "{verb}"),
            'A' => write!(out, "{}", pascal(nouns[0])),
            'B' => write!(out, "{}", pascal(nouns[1])),
            'C' => write!(out, "{}", pascal(nouns[2])),
            'V' => write!(out, "{}", pascal(verb)),
            'n' => write!(out, "{}", rng.pick(NOUNS)),
            'p' => write!(out, "{}", charset.place(rng)),
            'j' => write!(out, "{}", rng.pick(ADJECTIVES)),
            'q' => write!(out, "{}", charset.escaped(rng)),
            'i' => write!(out, "{}", 2 + rng.below(998)),
            'f' => write!(out, "{}.{:03}", rng.below(12), rng.below(1_000)),
            't' => write!(out, "{}.{:04}", rng.below(10), rng.below(10_000)),
            'h' => write!(out, "{:08x}", rng.next() as u32),
            'd' => write!(out, "2026-{:02}-{:02}", 1 + rng.below(12), 1 + rng.below(28)),
            's' => sentence(charset, rng, out),
            other => write!(out, "§{other}"),
        };
        out.push_str(rest.as_str());
    }
}

/// A word in Pascal case.
pub(super) fn pascal(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn sentence(charset: Charset, rng: &mut Rng, out: &mut String) -> std::fmt::Result {
    let (a, b, verb) = (rng.pick(NOUNS), rng.pick(NOUNS), rng.pick(VERBS));
    let (place, adjective) = (charset.place(rng), rng.pick(ADJECTIVES));
    match rng.below(6) {
        0 => write!(
            out,
            "The {adjective} {a} of {place} is what we {verb} before the {b} is published."
        ),
        1 => write!(out, "Never {verb} the {a} without its {b}: {place} taught us that."),
        2 => {
            write!(out, "{place} reports no {adjective} {a}, so the {b} comes from its neighbour.")
        }
        3 => write!(out, "Any {a} is {adjective} until somebody has looked at the {b}."),
        4 => write!(
            out,
            "We {verb} each {a} once; the {b} may be up to {} minutes late.",
            5 + rng.below(55)
        ),
        _ => write!(out, "Every {adjective} {a} belongs to exactly one {b} (see {place})."),
    }
}
