//! The parent's side of the confined child: starts one for each picture or table, feeds it, bounds it, ends it.
//!
//! Nothing here looks inside a picture but for the size that its first bytes name, and a child is believed about nothing but its own: lengths are bounded, time
//! is bounded, and so are the pictures that wait. A child starts in about a millisecond; one that served two pictures
//! could be taken over by the first and alter the second. The spooled upload is the child's standard input as it
//! stands, so nothing after its start passes through this process.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::os::unix::fs::FileExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use school::photo::Crop;
use tokio::io::{AsyncReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use workshop::photo::wire::{Frame, HEAD, Reply, Request};
use workshop::photo::{Cut, Fault, Intake, MOST_BYTES, Profile, Thresholds, is_heavy};
use workshop::photo_pack::{PackFault, Packed, Skipped};
use workshop::table::{self, Table, TableFault};

pub use workshop::photo::wire::Walls;

/// As much of an upload as is looked at here, to tell whether it is heavy, in bytes.
const START: usize = 64 << 10;
/// How much of a dead child's last words is kept, in bytes.
const LAST_WORDS: usize = 400;

/// Why there is no answer about a picture. The server goes on.
#[derive(Debug, thiserror::Error)]
pub enum ChildFault {
    /// Too many pictures wait already: ask again in a moment.
    #[error("too many pictures are waiting")]
    Busy,
    /// The child took too long. The family is told what it is told of a damaged picture.
    #[error("the child took too long and was ended")]
    TimedOut,
    /// The picture, or a mistake of ours, killed the child; with its last words. The family is told the same.
    #[error("the child died: {0}")]
    Died(String),
    /// No child could be started.
    #[error("no child could be started")]
    Closed(#[from] io::Error),
}

/// Why a file of a pack is no photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPhoto {
    /// It is passed over unread.
    Skipped(Skipped),
    /// It is a picture that cannot be used.
    Fault(Fault),
}

/// How children are started.
#[derive(Debug, Clone)]
pub struct ChildSettings {
    /// The `legitka` program; `/proc/self/exe` is the running one, even if an update has replaced it on disk.
    pub program: PathBuf,
    /// Children at work at once: the number of cores.
    pub at_once: usize,
    /// Pictures that may wait for a child before the next is turned away.
    pub waiting: usize,
    /// Wall time for one picture, from the start of its child.
    pub deadline: Duration,
}

/// Where pictures are decoded: a handle to be cloned.
#[derive(Debug, Clone)]
pub(crate) struct Workshop(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: ChildSettings,
    places: Semaphore,
    slots: Semaphore,
    /// One decode that takes hundreds of megabytes at a time, whatever the number of cores.
    heavy: Semaphore,
}

impl Workshop {
    /// Tries a first child, so that a kernel or container that cannot confine one is known at once. The walls say
    /// whether Landlock stands; without it the operator should be warned loudly.
    ///
    /// # Errors
    /// Any [`ChildFault`] but [`ChildFault::Busy`].
    pub(crate) async fn open(settings: ChildSettings) -> Result<(Self, Walls), ChildFault> {
        let (slots, places) = (settings.at_once, settings.at_once + settings.waiting);
        let inner =
            Inner { settings, slots: Semaphore::new(slots), places: Semaphore::new(places), heavy: Semaphore::new(1) };
        let workshop = Self(Arc::new(inner));
        match workshop.ask(Request::Intake, Stdio::null()).await? {
            (walls, Reply::Refused(Fault::Empty)) => Ok((workshop, walls)),
            _ => Err(strange()),
        }
    }

    /// Has an upload taken in, judged by a school's own limits: a whole file without a name, of which nothing is kept in
    /// memory.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the picture.
    pub(crate) async fn intake(
        &self,
        limits: Thresholds,
        mut spooled: File,
    ) -> Result<Result<Intake, Fault>, ChildFault> {
        let bytes = spooled.metadata()?.len();
        if bytes > MOST_BYTES {
            return Ok(Err(Fault::TooManyBytes { bytes }));
        }
        let heavy = begins_heavy(&spooled, bytes)?;
        spooled.rewind()?;
        let request = Request::IntakeBy(Box::new(limits));
        let asked = match heavy {
            true => self.ask_alone(request, spooled.into()).await?,
            false => self.ask(request, spooled.into()).await?,
        };
        match asked.1 {
            Reply::Intake(intake) => Ok(Ok(intake)),
            Reply::Refused(fault) => Ok(Err(fault)),
            _ => Err(strange()),
        }
    }

    /// Has a frame of a file developed for a receiver; the frame is in pixels of the upright file.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the picture.
    pub(crate) async fn develop(
        &self,
        mut spooled: File,
        crop: Crop,
        profile: Profile,
    ) -> Result<Result<Vec<u8>, Fault>, ChildFault> {
        spooled.rewind()?;
        match self.ask(Request::Develop(crop, profile), spooled.into()).await?.1 {
            Reply::Developed(jpeg) => Ok(Ok(jpeg)),
            Reply::Refused(fault) => Ok(Err(fault)),
            _ => Err(strange()),
        }
    }

    /// Has a school's logo made clean and small: a JPEG.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the picture.
    pub(crate) async fn logo(&self, mut spooled: File) -> Result<Result<Vec<u8>, Fault>, ChildFault> {
        let bytes = spooled.metadata()?.len();
        if bytes > MOST_BYTES {
            return Ok(Err(Fault::TooManyBytes { bytes }));
        }
        spooled.rewind()?;
        match self.ask(Request::Logo, spooled.into()).await?.1 {
            Reply::Developed(jpeg) => Ok(Ok(jpeg)),
            Reply::Refused(fault) => Ok(Err(fault)),
            _ => Err(strange()),
        }
    }

    /// Has a frame cut out of a clean source, judged by a school's own limits.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the frame.
    pub(crate) async fn cut(
        &self,
        limits: Thresholds,
        clean: Vec<u8>,
        crop: Crop,
    ) -> Result<Result<Cut, Fault>, ChildFault> {
        match self.ask(Request::CutBy(Box::new(limits), crop), in_memory(&clean)?.into()).await?.1 {
            Reply::Cut(cut) => Ok(Ok(cut)),
            Reply::Refused(fault) => Ok(Err(fault)),
            _ => Err(strange()),
        }
    }

    /// Has a table read: a whole file without a name, of which nothing is kept in memory but its cells; of a workbook the
    /// sheet at this place, else the first with something in it.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the table.
    pub(crate) async fn read_table(
        &self,
        mut spooled: File,
        sheet: Option<usize>,
    ) -> Result<Result<Table, TableFault>, ChildFault> {
        let bytes = spooled.metadata()?.len();
        if bytes > table::MOST_BYTES as u64 {
            return Ok(Err(TableFault::TooManyBytes { bytes }));
        }
        spooled.rewind()?;
        // a workbook may unpack to as much as a heavy picture
        let request = sheet.map_or(Request::Table, Request::Sheet);
        match self.ask_alone(request, spooled.into()).await?.1 {
            Reply::Table(table) => Ok(Ok(table)),
            Reply::NoTable(fault) => Ok(Err(fault)),
            _ => Err(strange()),
        }
    }

    /// Has the files of a pack listed; the pack stays where it lies.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the pack.
    pub(crate) async fn open_pack(&self, spooled: &File) -> Result<Result<Vec<Packed>, PackFault>, ChildFault> {
        match self.ask_alone(Request::Pack, from_its_start(spooled)?).await?.1 {
            Reply::Pack(entries) => Ok(Ok(entries)),
            Reply::NoPack(fault) => Ok(Err(fault)),
            _ => Err(strange()),
        }
    }

    /// Has one photo of a pack taken in, judged by a school's own limits. Not two at a time of one file: they would read
    /// from one place.
    ///
    /// # Errors
    /// The outer one about the child, the inner one about the file in the pack.
    pub(crate) async fn packed_photo(
        &self,
        limits: Thresholds,
        spooled: &File,
        place: usize,
    ) -> Result<Result<Intake, NoPhoto>, ChildFault> {
        let request = Request::Packed(Box::new(limits), place);
        // how heavy the picture is, its child alone finds out
        match self.ask_alone(request, from_its_start(spooled)?).await?.1 {
            Reply::Intake(intake) => Ok(Ok(intake)),
            Reply::Refused(fault) => Ok(Err(NoPhoto::Fault(fault))),
            Reply::PassedOver(skipped) => Ok(Err(NoPhoto::Skipped(skipped))),
            _ => Err(strange()),
        }
    }

    /// Dropping the future kills the child.
    async fn ask(&self, request: Request, input: Stdio) -> Result<(Walls, Reply), ChildFault> {
        let _place = self.0.places.try_acquire().map_err(|_| ChildFault::Busy)?;
        self.ask_in_turn(request, input).await
    }

    /// The same, while no other heavy picture is decoded; those that wait for each other have places like all.
    async fn ask_alone(&self, request: Request, input: Stdio) -> Result<(Walls, Reply), ChildFault> {
        let _place = self.0.places.try_acquire().map_err(|_| ChildFault::Busy)?;
        let _alone = self.0.heavy.acquire().await.map_err(|_| ChildFault::Busy)?;
        self.ask_in_turn(request, input).await
    }

    async fn ask_in_turn(&self, request: Request, input: Stdio) -> Result<(Walls, Reply), ChildFault> {
        let Inner { settings, slots, .. } = &*self.0;
        let _slot = slots.acquire().await.map_err(|_| ChildFault::Busy)?;
        let (mut child, output) = start(settings, request, input)?;
        let answer = timeout(settings.deadline, converse(output)).await;
        let fault = match answer {
            Ok(Ok(answer)) => {
                child.kill().await?; // it has nothing left to do, and is buried here
                return Ok(answer);
            }
            Ok(Err(broken)) => ChildFault::Died(post_mortem(&mut child, &broken).await),
            Err(_) => {
                child.kill().await?;
                ChildFault::TimedOut
            }
        };
        tracing::warn!(%fault, "an upload could not be looked at");
        Err(fault)
    }
}

/// Nothing of the file stays in memory: many may wait.
fn begins_heavy(spooled: &File, bytes: u64) -> io::Result<bool> {
    let mut start = vec![0; START];
    let read = spooled.read_at(&mut start, 0)?;
    Ok(is_heavy(&start[..read], bytes))
}

fn strange() -> ChildFault {
    ChildFault::Died("it answered another question".to_owned())
}

/// The same file for one more child.
fn from_its_start(spooled: &File) -> io::Result<Stdio> {
    let mut file = spooled.try_clone()?;
    file.rewind()?;
    Ok(file.into())
}

/// What was decrypted must not touch a disk: a sealed file that exists in memory only.
pub(crate) fn in_memory(bytes: &[u8]) -> io::Result<File> {
    let mut file = File::from(memfd_create("upload", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?);
    file.write_all(bytes)?;
    fcntl_add_seals(&file, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    file.rewind()?;
    Ok(file)
}

fn start(settings: &ChildSettings, request: Request, input: Stdio) -> Result<(Child, ChildStdout), ChildFault> {
    let mut command = Command::new(&settings.program);
    command.arg0("legitka").arg("workshop").arg(request.to_text().map_err(io::Error::other)?).current_dir("/");
    command.env_clear(); // no secrets; and RUST_BACKTRACE would make a panic open files
    command.env("MALLOC_MMAP_THRESHOLD_", "1048576"); // a large block that was freed is gone, and not kept for the next
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn()?;
    let output = child.stdout.take().ok_or_else(|| io::Error::other("no pipe"))?;
    Ok((child, output))
}

/// The child answers only after it has read everything, so the two never wait for each other.
async fn converse(output: ChildStdout) -> io::Result<(Walls, Reply)> {
    let mut output = BufReader::with_capacity(256 << 10, output);
    let walls = receive(&mut output).await?.to_walls().map_err(io::Error::other)?;
    let reply = receive(&mut output).await?.into_reply().map_err(io::Error::other)?;
    Ok((walls, reply))
}

async fn receive(output: &mut BufReader<ChildStdout>) -> io::Result<Frame> {
    let mut head = [0; HEAD];
    output.read_exact(&mut head).await?;
    let mut frame = Frame::announced(head).map_err(io::Error::other)?;
    for part in [&mut frame.words, &mut frame.first, &mut frame.second] {
        output.read_exact(part).await?;
    }
    Ok(frame)
}

/// What ended a child, for the log: signal 31 is a forbidden system call, 6 memory that ran out, code 101 a panic.
async fn post_mortem(child: &mut Child, broken: &io::Error) -> String {
    let _ = timeout(Duration::from_millis(200), child.wait()).await; // usually dead already
    let _ = child.kill().await;
    let mut words = vec![0; LAST_WORDS];
    let said = match &mut child.stderr {
        Some(stderr) => timeout(Duration::from_millis(50), stderr.read(&mut words)).await,
        None => Ok(Ok(0)),
    };
    let length = said.map_or(0, |read| read.unwrap_or(0));
    let words: String =
        String::from_utf8_lossy(&words[..length]).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let end = match child.wait().await {
        Ok(status) => status.signal().map_or(format!("code {:?}", status.code()), |signal| format!("signal {signal}")),
        Err(error) => error.to_string(),
    };
    format!("{end}; {broken}; {}", words.trim())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A child that speaks as agreed, then does `after`.
    fn pretending(folder: &std::path::Path, name: &str, after: &str) -> PathBuf {
        let walls = r#"printf '\023\0\0\0\0\0\0\0\0\0\0\0{"landlock":"full"}'"#;
        let empty = r#"printf '\023\0\0\0\0\0\0\0\0\0\0\0{"refused":"Empty"}'"#;
        let program = folder.join(name);
        let probe = format!("if [ \"$2\" = '\"intake\"' ]; then {empty}; exit; fi");
        std::fs::write(&program, format!("#!/bin/sh\n{walls}\n{probe}\n{after}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        program
    }

    async fn opened(program: PathBuf) -> Workshop {
        let settings = ChildSettings { program, at_once: 1, waiting: 1, deadline: Duration::from_millis(700) };
        Workshop::open(settings).await.unwrap().0
    }

    async fn cut(workshop: &Workshop) -> ChildFault {
        workshop
            .cut(Thresholds::default(), vec![1, 2, 3], Crop { cx: 1.0, cy: 1.0, w: 1.0, angle: 0.0 })
            .await
            .unwrap_err()
    }

    #[tokio::test]
    async fn a_child_is_bounded_in_time_in_words_and_in_number() {
        let folder = tempfile::tempdir().unwrap();
        let hanging = opened(pretending(folder.path(), "hanging", "exec sleep 60")).await;
        let dying = opened(pretending(folder.path(), "dying", "echo 'my last words' >&2; kill -9 $$")).await;
        let boasting =
            opened(pretending(folder.path(), "boasting", r"printf '\377\377\377\377\0\0\0\0\0\0\0\0'; exec sleep 60"))
                .await;
        let babbling = opened(pretending(folder.path(), "babbling", r"printf '\002\0\0\0\0\0\0\0\0\0\0\0{}'")).await;

        let (first, second, third) = tokio::join!(cut(&hanging), cut(&hanging), cut(&hanging));
        assert!(matches!((first, second, third), (ChildFault::TimedOut, ChildFault::TimedOut, ChildFault::Busy)));
        let ChildFault::Died(words) = cut(&dying).await else { panic!("it lives") };
        assert!(words.starts_with("signal 9") && words.ends_with("my last words"), "{words}");
        assert!(matches!(cut(&boasting).await, ChildFault::Died(words) if words.contains("too long")));
        assert!(matches!(cut(&babbling).await, ChildFault::Died(words) if words.contains("no sense")));
    }

    #[tokio::test]
    async fn a_program_that_is_no_child_is_known_at_the_start() {
        let settings = |program: &str| ChildSettings {
            program: program.into(),
            at_once: 1,
            waiting: 1,
            deadline: Duration::from_millis(700),
        };
        assert!(matches!(Workshop::open(settings("/nowhere/legitka")).await, Err(ChildFault::Closed(_))));
        assert!(matches!(Workshop::open(settings("/bin/true")).await, Err(ChildFault::Died(_))));
    }

    #[tokio::test]
    async fn a_file_that_is_too_long_costs_no_child() {
        let folder = tempfile::tempdir().unwrap();
        let workshop = opened(pretending(folder.path(), "dying", "exit 1")).await;
        let file = tempfile::tempfile().unwrap();
        file.set_len(MOST_BYTES + 1).unwrap();
        let refused = workshop.intake(Thresholds::default(), file).await.unwrap().unwrap_err();
        assert_eq!(refused, Fault::TooManyBytes { bytes: MOST_BYTES + 1 });
    }
}
