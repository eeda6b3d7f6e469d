//! The demo school: made by the same verbs that people use, then served.
//!
//! Nothing is written past the office: an administrator sets the school up, a secretary adds classes and pupils,
//! families send photos that this program draws (and its own detector finds), the secretary decides, a run is
//! printed, cards are handed out. The same seed makes the same school.

mod dice;
mod names;
mod roll;
mod story;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use jiff::{SignedDuration, Timestamp, civil::date};
use office::{
    Office,
    clock::{Clock, polish_date, warsaw},
};
use school::year::SchoolYear;
use serde::{Deserialize, Serialize};
use web::DemoAccount;

use crate::{
    commands::{open_at, out::say, serve},
    settings::Settings,
};

/// What `legitka demo` takes.
#[derive(Args, Clone)]
pub(crate) struct DemoArguments {
    /// The same seed makes the same school.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print addresses and accounts as one JSON object on the first line.
    #[arg(long)]
    json: bool,
    /// A small school for tests: 3 classes, 18 pupils.
    #[arg(long)]
    small: bool,
    /// Tell the school's story a school year earlier, so that its year waits to be turned.
    #[arg(long)]
    last_year: bool,
    /// Make the school and stop.
    #[arg(long)]
    no_serve: bool,
}

/// What the demo remembers of itself beside its data, so that a second start shows the same accounts.
#[derive(Serialize, Deserialize)]
struct Remembered {
    accounts: Vec<Account>,
    tokens: Vec<Token>,
    /// A school's own is in its safe alone; here backups are to be tried.
    #[serde(default)]
    recovery_key: String,
}

/// An account of the demo.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct Account {
    role: String,
    name: String,
    email: String,
    password: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    totp: Option<String>,
}

/// An API token of the demo.
#[derive(Serialize, Deserialize, Clone)]
pub(crate) struct Token {
    role: String,
    token: String,
}

/// `legitka demo`
pub(crate) async fn run(settings: &Settings, arguments: &DemoArguments) -> Result<ExitCode> {
    let (listener, public_url) = serve::listen(settings)?;
    let memory = settings.data.join("demo.json");
    if !memory.exists() {
        let clock = Clock::still(beginning(arguments.last_year)?);
        let office = open_at(settings, public_url.clone(), clock.clone()).await?;
        let made = make(&office, &clock, arguments).await.context("the demo school")?;
        office.close().await;
        std::fs::write(&memory, serde_json::to_vec_pretty(&made)?)?;
    }
    let remembered: Remembered = serde_json::from_slice(&std::fs::read(&memory)?)?;
    let office = open_at(settings, public_url.clone(), Clock::System).await?;
    office.run_due_jobs().await?;
    announce(&public_url, &remembered, arguments.json)?;
    if arguments.no_serve {
        office.close().await;
        return Ok(ExitCode::SUCCESS);
    }
    let accounts = remembered.accounts.into_iter().map(|account| {
        let Account { role, name, email, password, totp } = account;
        DemoAccount { role, name, email, password, totp }
    });
    serve::run(settings, office, listener, public_url, true, accounts.collect()).await
}

async fn make(office: &Office, clock: &Clock, arguments: &DemoArguments) -> Result<Remembered> {
    let size = if arguments.small { roll::Size::SMALL } else { roll::Size::WHOLE };
    story::tell(office, clock, &size, arguments.seed).await
}

/// The demo's people acted in the three weeks before today, or in March of the school year before this.
#[expect(clippy::disallowed_methods, reason = "the demo begins now; the office's own clock is set from this")]
fn beginning(last_year: bool) -> Result<Timestamp> {
    let now = Timestamp::now();
    if last_year {
        return in_the_year_before(now);
    }
    Ok(now.checked_sub(SignedDuration::from_hours(21 * 24))?)
}

/// A morning in the school year before the one that runs.
fn in_the_year_before(now: Timestamp) -> Result<Timestamp> {
    let year = SchoolYear::of(polish_date(now)).0;
    Ok(date(year, 3, 2).at(8, 0, 0, 0).to_zoned(warsaw())?.timestamp())
}

fn announce(public_url: &str, remembered: &Remembered, json: bool) -> Result<()> {
    if json {
        let Remembered { accounts, tokens, recovery_key } = remembered;
        let line = serde_json::json!({
            "address": public_url, "accounts": accounts, "tokens": tokens, "recovery_key": recovery_key
        });
        say(line)?;
    } else {
        say(format_args!("\nLegitka, demo school: {public_url}\n"))?;
        for account in &remembered.accounts {
            let Account { role, name, email, password, .. } = account;
            say(format_args!("  {role:<15} {name:<28} {email:<34} {password}"))?;
            if let Some(totp) = &account.totp {
                say(format_args!("  {:<15} second-factor key for an authenticator app: {totp}", ""))?;
            }
        }
        say(format_args!("\nRecovery key of its backups: {}", remembered.recovery_key))?;
        say(format_args!("Letters: {public_url}/mailbox   Stop with Ctrl-C.\n"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_of_last_year_lies_in_the_school_year_before_this_whatever_the_day() {
        for (now, year) in
            [("2026-09-01T08:00:00Z", 2025), ("2026-11-21T08:00:00Z", 2025), ("2027-08-31T08:00:00Z", 2025)]
        {
            let told = in_the_year_before(now.parse().unwrap()).unwrap();
            assert_eq!(SchoolYear::of(polish_date(told)), SchoolYear(year), "{now}");
            let over = told.checked_add(SignedDuration::from_hours(21 * 24)).unwrap();
            assert_eq!(SchoolYear::of(polish_date(over)), SchoolYear(year), "{now}: to its end");
        }
    }
}
