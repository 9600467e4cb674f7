//! Berths and bookings through the real router, on a real database that is thrown away afterwards.

mod common;

use common::{Harbour, at};
use reqwest::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_new_harbour_has_no_berths() {
    let harbour = Harbour::start().await;
    let response = harbour.get("/berths").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.json::<Value>().await.unwrap(), json!([]));
}

#[tokio::test]
async fn berths_come_quay_by_quay_from_the_sea() {
    let harbour = Harbour::start().await;
    for (quay, position) in [("Storkaia", 2), ("Innerkaia", 1), ("Storkaia", 1)] {
        harbour.berth(quay, position).await;
    }
    let berths: Vec<Value> = harbour.get("/berths").await.json().await.unwrap();
    let order: Vec<_> = berths.iter().map(|it| (it["quay"].as_str().unwrap(), it["position"].as_i64().unwrap())).collect();
    assert_eq!(order, [("Innerkaia", 1), ("Storkaia", 1), ("Storkaia", 2)]);
}

#[tokio::test]
async fn a_closed_berth_is_listed_but_never_free() {
    let harbour = Harbour::start().await;
    harbour.berth("Storkaia", 1).closed("crane on the quay until \"whenever\"").await;
    let berths: Vec<Value> = harbour.get("/berths").await.json().await.unwrap();
    assert_eq!(berths[0]["closed_reason"], "crane on the quay until \"whenever\"");
    assert!(harbour.free(100, 500, at("08:00"), at("09:00")).await.is_empty());
}

#[tokio::test]
async fn booking_takes_the_berth_and_only_for_its_time() {
    let harbour = Harbour::start().await;
    let berth = harbour.berth("Storkaia", 1).await;
    let vessel = harbour.vessel("MS Sjøsprøyt").await;

    let response = harbour
        .post("/bookings", json!({
            "berth_id": berth.id(), "vessel_id": vessel.id(),
            "arrives_at": at("10:00"), "leaves_at": at("14:00"),
        }))
        .await;
    assert_eq!(response.status(), StatusCode::CREATED);

    assert!(harbour.free(100, 500, at("13:59"), at("15:00")).await.is_empty());
    assert_eq!(harbour.free(100, 500, at("14:00"), at("15:00")).await, [berth]);
}

#[tokio::test]
async fn overlapping_bookings_cannot_both_win() {
    let harbour = Harbour::start().await;
    let berth = harbour.berth("Storkaia", 1).await;
    let (one, two) = (harbour.vessel("Havørn").await, harbour.vessel("はやぶさ").await);
    let book = |vessel: i64| {
        harbour.post("/bookings", json!({
            "berth_id": berth.id(), "vessel_id": vessel,
            "arrives_at": at("10:00"), "leaves_at": at("14:00"),
        }))
    };

    let (first, second) = tokio::join!(book(one.id()), book(two.id()));
    let mut statuses = [first.status(), second.status()];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::CREATED, StatusCode::CONFLICT]);
}

#[tokio::test]
async fn too_deep_for_the_berth_is_refused_with_the_numbers() {
    let harbour = Harbour::start().await;
    let berth = harbour.berth("Innerkaia", 1).depth_cm(300).await;
    let vessel = harbour.vessel("Tordenskjold").draught_cm(420).await;
    let response = harbour
        .post("/bookings", json!({
            "berth_id": berth.id(), "vessel_id": vessel.id(),
            "arrives_at": at("10:00"), "leaves_at": at("14:00"),
        }))
        .await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["error"], "Tordenskjold draws 420 cm, the berth has 250 cm at low water");
}

#[tokio::test]
async fn times_must_make_sense() {
    let harbour = Harbour::start().await;
    let berth = harbour.berth("Storkaia", 1).await;
    let vessel = harbour.vessel("Kong Harald").await;
    for (arrives, leaves, reason) in [
        ("10:00", "10:00", "leaves_at: must be later than `arrives_at`"),
        ("10:00", "09:00", "leaves_at: must be later than `arrives_at`"),
        ("10:00", "11:00+61", "leaves_at: 61 days are too long"),
    ] {
        let response = harbour
            .post("/bookings", json!({
                "berth_id": berth.id(), "vessel_id": vessel.id(),
                "arrives_at": at(arrives), "leaves_at": at(leaves),
            }))
            .await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{arrives} to {leaves}");
        assert_eq!(response.json::<Value>().await.unwrap()["error"], reason);
    }
}

#[tokio::test]
async fn cancelling_twice_is_as_good_as_once() {
    let harbour = Harbour::start().await;
    let booking = harbour.booking("Storkaia", 1, "10:00", "14:00").await;
    // By then there is nothing to cancel.
    for _ in 0..2 {
        assert_eq!(harbour.delete(&format!("/api/bookings/{}", booking.id())).await.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(harbour.free(100, 500, at("10:00"), at("14:00")).await.len(), 1);
}
