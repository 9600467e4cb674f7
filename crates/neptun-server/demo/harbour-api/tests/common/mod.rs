//! A harbour of one's own: a fresh database, the real router, and a few verbs.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Days, NaiveTime, Utc};
use reqwest::{Client, Response};
use serde_json::Value;

static NEXT: AtomicU32 = AtomicU32::new(1);

pub struct Harbour {
    base: String,
    client: Client,
    database: String,
}

impl Harbour {
    pub async fn start() -> Self {
        let database = format!("harbour_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let base = harbour_api::testing::serve(&database).await;
        Self { base, client: Client::new(), database }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}/api/harbours/1{path}", self.base)).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Response {
        self.client.post(format!("{}/api/harbours/1{path}", self.base)).json(&body).send().await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Response {
        self.client.delete(format!("{}{path}", self.base)).send().await.unwrap()
    }
}

impl Drop for Harbour {
    fn drop(&mut self) {
        harbour_api::testing::drop_database(&self.database);
    }
}

/// `"18:00"` of the first of June 2026; `"06:30+1"` of the day after.
pub fn at(text: &str) -> DateTime<Utc> {
    let (time, days) = text.split_once('+').unwrap_or((text, "0"));
    let day = "2026-06-01".parse::<chrono::NaiveDate>().unwrap() + Days::new(days.parse().unwrap());
    day.and_time(NaiveTime::parse_from_str(time, "%H:%M").unwrap()).and_utc()
}
