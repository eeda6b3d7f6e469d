//! The photos behind a number of the statistics.

use askama::Template;
use axum::extract::Query;
use i18n_embed_fl::fl;
use office::{Refused, statistics::CountedPhoto};
use school::statistics::{Asked, What};
use serde::Deserialize;

use super::words::{age_words, check_name, reason_words, what_words};
use crate::{
    formats,
    frame::Frame,
    pages::{Answer, photo::known},
    refusal::page,
    visitor::Staff,
    words::Words,
};

/// How many stand on a page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "statistics/photos.html")]
struct PhotosPage {
    frame: Frame,
    /// Which photos, in words.
    asked: String,
    count: usize,
    rows: Vec<Row>,
    pages: Option<Pages>,
}

struct Row {
    href: String,
    name: String,
    class: String,
    on: String,
    decided: String,
    /// What the program warned of.
    warned: String,
}

struct Pages {
    from: usize,
    to: usize,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// What the address says. What is left out does not matter.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    what: String,
    check: String,
    age: String,
    reason: String,
    on: String,
    /// From 1.
    page: String,
}

impl Wanted {
    /// Which photos; a list that is not understood is not there.
    fn asked(&self) -> Result<Asked, Refused> {
        Ok(Asked {
            what: if self.what.is_empty() { What::Sent } else { known(&self.what)? },
            check: if self.check.is_empty() { None } else { Some(known(&self.check)?) },
            age: if self.age.is_empty() { None } else { Some(known(&self.age)?) },
            reason: if self.reason.is_empty() { None } else { Some(known(&self.reason)?) },
            on: if self.on.is_empty() { None } else { Some(known(&self.on)?) },
        })
    }
}

/// The address of such a list.
pub(super) fn address(asked: &Asked) -> String {
    let fields = [
        ("what", Some(asked.what.to_string())),
        ("check", asked.check.map(|check| check.to_string())),
        ("age", asked.age.map(|age| age.to_string())),
        ("reason", asked.reason.map(|reason| reason.to_string())),
        ("on", asked.on.map(|on| on.to_string())),
    ];
    let told: Vec<(&str, String)> = fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    format!("/statistics/photos?{}", serde_urlencoded::to_string(told).unwrap_or_default())
}

/// The list.
pub async fn photos(staff: Staff, Query(wanted): Query<Wanted>) -> Answer {
    let (t, asked) = (staff.t(), wanted.asked()?);
    let found = staff.desk.counted_photos(&asked).await?;
    let at =
        wanted.page.parse::<usize>().map_or(0, |page| page.saturating_sub(1)).min(found.len().saturating_sub(1) / PAGE);
    let shown: Vec<Row> = found.iter().skip(at * PAGE).take(PAGE).map(|photo| row(t, photo)).collect();
    let to = |page: usize| format!("{}&page={}", address(&asked), page + 1);
    let pages = (found.len() > PAGE).then(|| Pages {
        from: at * PAGE + 1,
        to: at * PAGE + shown.len(),
        total: found.len(),
        previous: at.checked_sub(1).map(to),
        next: ((at + 1) * PAGE < found.len()).then(|| to(at + 1)),
    });
    let frame = staff.frame("statistics").await?;
    Ok(page(&PhotosPage { frame, asked: words(t, &asked), count: found.len(), rows: shown, pages }))
}

/// Which photos: what, of which check, of whom, why, when.
fn words(t: Words, asked: &Asked) -> String {
    let parts = [
        asked.check.map(|check| check_name(t, check)),
        asked.age.map(|age| age_words(t, age)),
        asked.reason.map(|reason| reason_words(t, reason)),
        asked.on.map(formats::short_day),
    ];
    let parts: Vec<String> = [what_words(t, asked.what)].into_iter().chain(parts.into_iter().flatten()).collect();
    parts.join(" · ")
}

fn row(t: Words, photo: &CountedPhoto) -> Row {
    let decided = match photo.sent.decision.map(|decision| decision.rejected) {
        None => fl!(t, "photos-state-submitted"),
        Some(None) => fl!(t, "photos-state-approved"),
        Some(Some(reason)) => format!("{}: {}", fl!(t, "photos-state-rejected"), reason_words(t, reason)),
    };
    let warned: Vec<String> = photo.sent.warned.iter().map(|check| check_name(t, *check)).collect();
    Row {
        href: format!("/photos/{}", photo.id),
        name: photo.name.clone(),
        class: photo.class.clone(),
        on: formats::short_day(photo.sent.on),
        decided,
        warned: warned.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use school::{
        photo::{Check, Reason},
        statistics::AgeGroup,
    };

    use super::*;

    #[test]
    fn a_list_is_found_again_by_its_address() {
        let everything = Asked {
            what: What::Missed,
            check: Some(Check::Tilt),
            age: Some(AgeGroup::From16),
            reason: Some(Reason::HeadSize),
            on: Some(date(2026, 11, 21)),
        };
        for asked in [Asked::all(What::Sent), everything] {
            let address = address(&asked);
            let query = address.split_once('?').unwrap().1;
            let wanted: Wanted = serde_urlencoded::from_str(query).unwrap();
            assert_eq!(wanted.asked().unwrap(), asked, "{address}");
        }
        let unknown: Wanted = serde_urlencoded::from_str("what=everything").unwrap();
        assert!(matches!(unknown.asked(), Err(Refused::NotFound)));
    }
}
