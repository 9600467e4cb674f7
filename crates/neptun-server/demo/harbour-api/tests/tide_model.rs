//! The lowest tide of a stay decides, wherever in the stay it is.

mod common;

use common::{Harbour, at};

#[tokio::test]
async fn low_water_in_the_middle_of_the_night_counts() {
    let harbour = Harbour::start().await;
    harbour.tide("ALESUND", &[("18:00", 142), ("00:10", -12), ("06:30", 155)]).await;
    let berth = harbour.berth("Storkaia", 1).depth_cm(300).await;

    // 300 − 12 − 50 = 238: she floats at both ends of her stay and sits on the ground in between.
    let free = harbour.free(240, 1_200, at("18:00"), at("06:30+1")).await;
    assert!(free.is_empty(), "{berth} must not be offered: {free:?}");
    assert_eq!(harbour.free(238, 1_200, at("18:00"), at("06:30+1")).await, [berth]);
}

#[tokio::test]
async fn without_a_prediction_chart_datum_is_assumed() {
    let harbour = Harbour::start().await;
    let berth = harbour.berth("Innerkaia", 3).depth_cm(250).await;
    assert_eq!(harbour.free(200, 900, at("12:00"), at("13:00")).await, [berth]);
    assert!(harbour.free(201, 900, at("12:00"), at("13:00")).await.is_empty());
}
