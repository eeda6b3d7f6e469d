//! The running server is killed (`kill -9`) at random moments while four people and programs write: classes, pupils,
//! families, photos, decisions, print runs. After each kill the data are checked; nothing that was acknowledged may be
//! lost or done twice, and a request without an answer takes effect once when it is asked again.
//!
//! `KILLS` sets how often (100 unless told): seven tenths on SQLite and a folder, the rest on PostgreSQL and S3, which
//! keep running. `KILL_SEED` repeats the dice, though not the moments. A stage of its own in `make test`.

#![expect(clippy::disallowed_methods, reason = "every request of this test has a key of its own")]

mod changes;
mod history;
#[path = "../shared/http.rs"]
mod http;
mod server;
mod writers;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::{
    history::History,
    server::{Place, Server},
    writers::{Dice, Writer},
};

const WRITERS: usize = 4;

#[test]
#[ignore = "has its own stage in make test"]
fn on_sqlite_nothing_acknowledged_is_lost_however_often_the_server_is_killed() {
    let kills = told("KILLS", 100);
    survive("sqlite", &Place::sqlite(), kills - kills * 3 / 10);
}

#[test]
#[ignore = "has its own stage in make test"]
fn on_postgres_nothing_acknowledged_is_lost_however_often_the_server_is_killed() {
    if let Some(place) = Place::postgres() {
        survive("postgres", &place, told("KILLS", 100) * 3 / 10);
    }
}

fn told(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

fn survive(engine: &str, place: &Place, kills: u64) {
    let (seed, started) = (told("KILL_SEED", 0x5EED_CAFE), Instant::now());
    let mut server = Server::start(place);
    let (mut history, mut dice) = (History::from_now_on(&server), Dice::new(seed, 0));
    let mut writers = Writer::cast(&server, place.draw_picture(), seed);
    println!("{engine}: a school was made in {:.0} s", started.elapsed().as_secs_f64());
    for kill in 1..=kills {
        write_and_kill(&mut server, &mut writers, Duration::from_millis(20 + dice.throw(400)));
        place.check_deep();
        server = Server::start(place);
        ask_again(&server, &mut writers, kill);
        for writer in &mut writers {
            history.add(writer.acknowledged());
            writer.find_draft(server.address());
        }
        history.verify(&server);
        if kill % 10 == 0 {
            let (total, took) = (history.total(), started.elapsed().as_secs_f64());
            println!("{engine}: kill {kill}, {took:.0} s, {total} acknowledged, 0 lost");
        }
    }
    history.verify_everything(&server);
    println!("{engine}: kills={kills} seed={seed:#x} lost=0 {}", history.summary());
    assert!(history.total() > kills, "too little was written to prove anything");
    // Fewer kills, as somebody tries them by hand, leave too little time for everything.
    assert!(kills < 30 || history.has_every_kind(), "something was never written");
}

/// Everybody writes, until the server is killed at that moment.
fn write_and_kill(server: &mut Server, writers: &mut [Writer], moment: Duration) {
    let (stop, address) = (AtomicBool::new(false), server.address().clone());
    thread::scope(|scope| {
        for writer in writers {
            scope.spawn(|| writer.write_until(&stop, &address));
        }
        thread::sleep(moment);
        server.kill();
        stop.store(true, Ordering::SeqCst);
    });
}

/// Everybody asks at once, as after a real restart; by turns, one asks twice.
fn ask_again(server: &Server, writers: &mut [Writer], kill: u64) {
    thread::scope(|scope| {
        for (number, writer) in (0..).zip(writers) {
            let twice = kill % WRITERS as u64 == number;
            scope.spawn(move || writer.ask_again(server.address(), twice));
        }
    });
}
