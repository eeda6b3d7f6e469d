//! The confined child, started as the server starts it: what it answers, what it cannot do, how it dies.
//! Its crimes need `--features hooks`; a shipped program is built without.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::{Child, Command, ExitStatus, Stdio};

use workshop::photo::wire::{Frame, Landlock, Reply, Request};
use workshop::photo::{Fault, Intake};
use workshop::photo_pack::{PackFault, Skipped};
use workshop::table::{Kind, TableFault};

fn start(request: &str, input: &[u8]) -> Child {
    let mut file: File = tempfile::tempfile().unwrap();
    file.write_all(input).unwrap();
    file.rewind().unwrap();
    Command::new(env!("CARGO_BIN_EXE_legitka"))
        .args(["workshop", request])
        .env_clear()
        .current_dir("/")
        .stdin(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The walls it names, its reply if it lived to give one, how it ended and its last words.
fn end(mut child: Child) -> (Option<Landlock>, Option<Reply>, ExitStatus, String) {
    let mut output = child.stdout.take().unwrap();
    let landlock = Frame::read(&mut output).ok().map(|frame| frame.to_walls().unwrap().landlock);
    let reply = Frame::read(&mut output).ok().map(|frame| frame.into_reply().unwrap());
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    (landlock, reply, child.wait().unwrap(), words)
}

fn intake(input: &[u8]) -> Reply {
    let (landlock, reply, status, words) = end(start(&Request::Intake.to_text().unwrap(), input));
    assert!(status.success(), "{status} {words}");
    if landlock == Some(Landlock::Missing) {
        println!("this kernel has no Landlock: the list of system calls stands alone");
    }
    reply.unwrap()
}

/// Coloured stripes on `side` × `side` pixels: as many coefficients as a photo of that size, in a small file.
fn progressive(side: u16) -> Vec<u8> {
    let row: Vec<u8> = (0..side).flat_map(|x| [(x / 30) as u8, 90, (x % 251) as u8]).collect();
    let mut bytes = vec![];
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.set_progressive(true);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    encoder.encode(&row.repeat(usize::from(side)), side, side, jpeg_encoder::ColorType::Rgb).unwrap();
    bytes
}

#[test]
fn pictures_are_answered_up_to_sixty_megapixels() {
    assert_eq!(intake(b""), Reply::Refused(Fault::Empty));
    assert!(matches!(intake(&progressive(600)), Reply::Intake(Intake { width: 600, height: 600, .. })));
    // the hungriest way to store the largest picture: its memory must suffice for it
    let Reply::Intake(Intake { width, height, .. }) = intake(&progressive(7740)) else { panic!("refused") };
    assert_eq!((width, height), (3000, 3000));
}

fn table(input: &[u8]) -> Reply {
    let (_, reply, status, words) = end(start(&Request::Table.to_text().unwrap(), input));
    assert!(status.success(), "{status} {words}");
    reply.unwrap()
}

/// A workbook of one sheet with so many rows of one name.
fn workbook(rows: usize) -> Vec<u8> {
    let rows = vec![vec!["Żółć".to_owned(), "=1+1".to_owned()]; rows];
    let headings = vec!["Nazwisko".to_owned(), "Imię".to_owned()];
    let sheet = workshop::table::write::Sheet { title: "Lista", headings, rows };
    workshop::table::write::xlsx(&sheet, "2026-09-07T08:00:00Z".parse().unwrap()).unwrap()
}

#[test]
fn tables_are_read_behind_the_same_walls() {
    let Reply::Table(read) = table("Nazwisko;Imię\nŻółć;Jan\n".as_bytes()) else { panic!("refused") };
    assert_eq!(read.rows[1].cells, ["Żółć", "Jan"]);
    let Reply::Table(read) = table(&workbook(3)) else { panic!("refused") };
    assert_eq!((read.rows.len(), read.rows[3].cells[1].as_str()), (4, "=1+1"));
}

#[test]
fn a_hostile_workbook_costs_one_answer() {
    assert_eq!(table(b""), Reply::NoTable(TableFault::Empty));
    assert_eq!(table(b"%PDF-1.7"), Reply::NoTable(TableFault::Unsupported(Kind::Pdf)));
    assert_eq!(table(&workbook(workshop::table::MOST_ROWS)), Reply::NoTable(TableFault::TooManyRows));
    let sound = workbook(500);
    let cut = &sound[..sound.len() / 2];
    assert!(matches!(table(cut), Reply::NoTable(TableFault::Damaged)), "cut off");
    // every length and offset of the archive's own list of contents is a lie
    let mut lying = sound.clone();
    let list = lying.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    lying[list + 20..list + 46].fill(0xFF);
    assert!(matches!(table(&lying), Reply::NoTable(TableFault::Damaged | TableFault::Bomb)), "lying");
    assert!(matches!(table(&sound), Reply::Table(_)), "the next one is read as ever");
}

fn pack(request: &Request, input: &[u8]) -> Reply {
    let (_, reply, status, words) = end(start(&request.to_text().unwrap(), input));
    assert!(status.success(), "{status} {words}");
    reply.unwrap()
}

#[test]
fn packs_are_read_where_they_lie() {
    let files = [("Nowak Anna.jpg".to_owned(), progressive(600)), ("list.txt".to_owned(), b"no picture".to_vec())];
    let packed = workshop::bundle::pack(&files).unwrap();
    let Reply::Pack(entries) = pack(&Request::Pack, &packed) else { panic!("refused") };
    assert_eq!(entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["Nowak Anna.jpg", "list.txt"]);
    let of = |place| pack(&Request::Packed(Box::default(), place), &packed);
    assert!(matches!(of(0), Reply::Intake(Intake { width: 600, height: 600, .. })));
    assert!(matches!(of(1), Reply::PassedOver(Skipped::NotAPhoto(_))));
    assert!(matches!(of(2), Reply::PassedOver(Skipped::Damaged)), "beyond the end");
    assert!(matches!(pack(&Request::Pack, b"no archive"), Reply::NoPack(PackFault::Damaged)));
}

#[test]
fn a_request_that_makes_no_sense_is_none() {
    let (landlock, reply, status, _) = end(start("format the disk", b""));
    assert!(landlock.is_some() && reply.is_none() && status.code() == Some(1), "{status}");
}

#[cfg(feature = "hooks")]
mod crimes {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    const FORBIDDEN_CALL: i32 = libc::SIGSYS;

    #[test]
    fn whatever_a_decoder_has_no_business_doing_is_its_death() {
        for crime in [
            "read-file",
            "write-file",
            "list-folder",
            "connect",
            "send",
            "start-program",
            "start-thread",
            "signal-parent",
            "raise-limit",
        ] {
            let (landlock, reply, status, words) = end(start(&format!("hook:{crime}"), b""));
            assert!(landlock.is_some() && reply.is_none(), "{crime}: {words}");
            assert_eq!(status.signal(), Some(FORBIDDEN_CALL), "{crime}: {status} {words}");
        }
    }

    #[test]
    fn a_mistake_ends_one_child_and_no_other() {
        for (mistake, signal, code) in [
            ("panic", None, Some(101)),
            ("abort", Some(libc::SIGABRT), None),
            ("overflow-stack", Some(libc::SIGABRT), None),
            ("eat-memory", Some(libc::SIGABRT), None),
        ] {
            let (_, reply, status, words) = end(start(&format!("hook:{mistake}"), b""));
            assert!(reply.is_none(), "{mistake}");
            assert_eq!((status.signal(), status.code()), (signal, code), "{mistake}: {words}");
            assert_eq!(intake(b"GIF89a"), Reply::Refused(Fault::Unsupported(workshop::photo::Kind::Gif)));
        }
    }

    #[test]
    fn one_that_hangs_is_bounded_and_can_be_ended() {
        let mut child = start("hook:hang", b"");
        Frame::read(child.stdout.as_mut().unwrap()).unwrap();
        let about = |what: &str| std::fs::read_to_string(format!("/proc/{}/{what}", child.id())).unwrap();
        let (status, limits) = (about("status"), about("limits"));
        let line = |text: &str, name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().unwrap_or_default().to_owned()
        };
        for (name, value) in [("Seccomp:", "2"), ("NoNewPrivs:", "1"), ("Threads:", "1")] {
            assert_eq!(line(&status, name), value, "{name}");
        }
        for (name, value) in [
            ("Max cpu time", "20"),
            ("Max open files", "0"),
            ("Max file size", "0"),
            ("Max core file size", "0"),
            ("Max processes", "0"),
            ("Max locked memory", "0"),
        ] {
            assert_eq!(line(&limits, name), value, "{name}");
        }
        assert!(line(&limits, "Max address space").parse::<u64>().unwrap() <= 1 << 30);
        assert!(child.try_wait().unwrap().is_none(), "it hangs");
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(libc::SIGKILL));
    }

    #[test]
    fn without_landlock_a_child_says_so_and_works() {
        let request = format!("without-landlock:{}", Request::Intake.to_text().unwrap());
        let (landlock, reply, status, words) = end(start(&request, &progressive(600)));
        assert_eq!(landlock, Some(Landlock::Missing), "{words}");
        assert!(matches!(reply, Some(Reply::Intake(_))) && status.success(), "{status} {words}");
    }
}
