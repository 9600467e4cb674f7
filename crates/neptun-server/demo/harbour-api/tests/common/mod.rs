//! A harbour of one's own: a fresh database, the real router, and a few verbs.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::atomic::{AtomicI32, Ordering};

use chrono::{DateTime, Days, NaiveTime, Utc};
use reqwest::{Client, Response};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgPool;

static NEXT: AtomicI32 = AtomicI32::new(1);

pub struct Harbour {
    base: String,
    client: Client,
    db: PgPool,
}

/// A row that exists. Two of them are the same if they have the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Row {
    id: i64,
}

impl Row {
    pub fn id(self) -> i64 {
        self.id
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.id)
    }
}

impl Harbour {
    pub async fn start() -> Self {
        let db = harbour_api::testing::fresh_database(NEXT.fetch_add(1, Ordering::Relaxed)).await;
        let base = harbour_api::testing::serve(db.clone()).await;
        Self { base, client: Client::new(), db }
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

    /// What the API offers to a vessel of this size.
    pub async fn free(&self, draught_cm: i32, length_cm: i32, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Row> {
        let path = format!(
            "/berths/free?draught_cm={draught_cm}&length_cm={length_cm}&from={}&to={}",
            from.format("%FT%TZ"),
            to.format("%FT%TZ"),
        );
        self.get(&path).await.error_for_status().unwrap().json().await.unwrap()
    }

    pub fn berth<'a>(&'a self, quay: &'a str, position: i16) -> NewBerth<'a> {
        NewBerth { harbour: self, quay, position, depth_cm: 600, closed: None }
    }

    pub fn vessel<'a>(&'a self, name: &'a str) -> NewVessel<'a> {
        NewVessel { harbour: self, name, draught_cm: 180 }
    }

    pub async fn tide(&self, port: &str, levels: &[(&str, i32)]) {
        let mut previous = at("00:00");
        for (time, height_cm) in levels {
            // A time earlier than the one before belongs to the next day.
            let mut moment = at(time);
            while moment < previous {
                moment = moment + Days::new(1);
            }
            previous = moment;
            sqlx::query("insert into tides (port_code, at, height_cm) values ($1, $2, $3)")
                .bind(port)
                .bind(moment)
                .bind(height_cm)
                .execute(&self.db)
                .await
                .unwrap();
        }
    }

    pub async fn booking(&self, quay: &str, position: i16, from: &str, to: &str) -> Row {
        let (berth, vessel) = (self.berth(quay, position).await, self.vessel("Nordlys").await);
        let body = serde_json::json!({
            "berth_id": berth.id, "vessel_id": vessel.id, "arrives_at": at(from), "leaves_at": at(to),
        });
        self.post("/bookings", body).await.error_for_status().unwrap().json().await.unwrap()
    }

    async fn insert(&self, sql: &str, text: &str, number: i32, other: i32, more: Option<&str>) -> Row {
        let query = sqlx::query_scalar(sql).bind(text).bind(number).bind(other).bind(more);
        Row { id: query.fetch_one(&self.db).await.unwrap() }
    }
}

pub struct NewBerth<'a> {
    harbour: &'a Harbour,
    quay: &'a str,
    position: i16,
    depth_cm: i32,
    closed: Option<&'a str>,
}

impl<'a> NewBerth<'a> {
    pub fn depth_cm(self, depth_cm: i32) -> Self {
        Self { depth_cm, ..self }
    }

    pub fn closed(self, reason: &'a str) -> Self {
        Self { closed: Some(reason), ..self }
    }
}

impl<'a> IntoFuture for NewBerth<'a> {
    type Output = Row;
    type IntoFuture = Pin<Box<dyn Future<Output = Row> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        const SQL: &str = "insert into berths (harbour_id, quay, position, depth_cm, length_cm, closed_reason)
                           values (1, $1, $2, $3, 2500, $4) returning id";
        Box::pin(self.harbour.insert(SQL, self.quay, self.position.into(), self.depth_cm, self.closed))
    }
}

pub struct NewVessel<'a> {
    harbour: &'a Harbour,
    name: &'a str,
    draught_cm: i32,
}

impl NewVessel<'_> {
    pub fn draught_cm(self, draught_cm: i32) -> Self {
        Self { draught_cm, ..self }
    }
}

impl<'a> IntoFuture for NewVessel<'a> {
    type Output = Row;
    type IntoFuture = Pin<Box<dyn Future<Output = Row> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        const SQL: &str = "insert into vessels (name, mmsi, draught_cm, call_sign, length_cm, beam_cm, flag)
                           values ($1, $2, $3, $4, 1200, 400, 'NO') returning id";
        let mmsi = 257_000_000 + NEXT.fetch_add(1, Ordering::Relaxed);
        Box::pin(self.harbour.insert(SQL, self.name, mmsi, self.draught_cm, None))
    }
}

/// `"18:00"` of the first of June 2026; `"06:30+1"` of the day after.
pub fn at(text: &str) -> DateTime<Utc> {
    let (time, days) = text.split_once('+').unwrap_or((text, "0"));
    let day = "2026-06-01".parse::<chrono::NaiveDate>().unwrap() + Days::new(days.parse().unwrap());
    day.and_time(NaiveTime::parse_from_str(time, "%H:%M").unwrap()).and_utc()
}
