//! The confined child: `legitka workshop REQUEST` locks itself in, reads one picture or table, answers, ends.
//!
//! Pictures and tables of strangers are read here and nowhere else. The program raises the walls around itself, after its
//! start and before its first byte of input, because doing it from outside would need `unsafe`. Three layers, each of
//! which alone stops files, network and programs: resource limits; Landlock (no file system, no TCP, no signals
//! outwards); and a list of the few system calls that a decoder needs, any other being death. Where the kernel has no
//! Landlock the child says so and goes on; without the list of system calls it refuses.
//!
//! What starts, feeds and ends it is `office::child`; what the two say to each other, `workshop::photo::wire`.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::process::ExitCode;

use anyhow::Context;
use landlock::{ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus, Scope};
use rustix::process::{DumpableBehavior, Resource, Rlimit, getpid, set_dumpable_behavior, setrlimit};
use seccompiler::SeccompCmpArgLen::{Dword, Qword};
use seccompiler::{BpfProgram, SeccompAction, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule};
use workshop::photo::wire::{Frame, Landlock, Request, Walls, perform, perform_on_pack};

/// Virtual memory, in bytes. The largest need is a progressive JPEG of 60 MP in four inks: eight bytes a pixel while
/// it is put together, three when it is done, and its own bytes twice.
const ADDRESS_SPACE: u64 = 832 << 20;
/// Processor seconds of a whole life. The parent's clock, which is shorter, counts wall time.
const CPU_SECONDS: u64 = 20;

/// Serves one request. Must be called before any runtime or thread exists: the walls bind the calling thread only.
pub(crate) fn run() -> ExitCode {
    // the default hook may open files for a backtrace
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> anyhow::Result<()> {
    let request = std::env::args().nth(2).context("usage: legitka workshop REQUEST, with a picture as input")?;
    #[cfg(feature = "hooks")]
    let request = hooks::before(&request)?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    let landlock = confine()?;
    Frame::walls(Walls { landlock })?.write(&mut output)?;
    #[cfg(feature = "hooks")]
    hooks::misbehave(&request);
    let request = Request::from_text(&request)?;
    let reply = match request.is_about_a_pack() {
        true => perform_on_pack(request, BufReader::new(Spooled)),
        false => perform(request, &mut input)?,
    };
    Ok(Frame::reply(reply)?.write(&mut output)?)
}

/// Standard input as the file that it is: an archive is read from its end, and is larger than this process may be.
struct Spooled;

impl Read for Spooled {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(io::stdin(), buffer)?)
    }
}

impl Seek for Spooled {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => rustix::fs::SeekFrom::Start(at),
            SeekFrom::End(by) => rustix::fs::SeekFrom::End(by),
            SeekFrom::Current(by) => rustix::fs::SeekFrom::Current(by),
        };
        Ok(rustix::fs::seek(io::stdin(), to)?)
    }
}

/// Raises the walls around the calling process, which must have one thread only, and says how high they are.
pub(crate) fn confine() -> anyhow::Result<Landlock> {
    // When memory runs out the kernel should take a child, never the server. A wish, not a wall.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
    rustix::thread::set_no_new_privs(true)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?; // no core file with a face in it
    let landlock = landlock()?;
    limit()?; // after Landlock, which needs one descriptor
    let filter = BpfProgram::try_from(allowed_calls()?)?;
    seccompiler::apply_filter(&filter)?; // last: it forbids all of the above
    Ok(landlock)
}

fn limit() -> anyhow::Result<()> {
    for (resource, most) in [
        (Resource::As, ADDRESS_SPACE),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Nofile, 0), // the three pipes stay open, a fourth descriptor cannot appear
        (Resource::Nproc, 0),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        (Resource::Memlock, 0),
    ] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

fn landlock() -> anyhow::Result<Landlock> {
    let newest = ABI::V9; // an older kernel enforces what it knows and says so
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(newest))?
        .handle_access(AccessNet::from_all(newest))?
        .scope(Scope::from_all(newest))?
        .create()?
        .restrict_self()?; // not one rule was added: nothing is allowed
    Ok(match status.ruleset {
        RulesetStatus::FullyEnforced => Landlock::Full,
        RulesetStatus::PartiallyEnforced => Landlock::Partial,
        RulesetStatus::NotEnforced => Landlock::Missing,
    })
}

/// Every system call a decoding child may make, and with which arguments.
fn allowed_calls() -> anyhow::Result<SeccompFilter> {
    let is = |argument, value| SeccompCondition::new(argument, Dword, SeccompCmpOp::Eq, value);
    let bits = |argument, mask: i32, value: i32| {
        SeccompCondition::new(argument, Qword, SeccompCmpOp::MaskedEq(mask as u64), value as u64)
    };
    let not_executable = || bits(2, libc::PROT_EXEC, 0);
    let anonymous = bits(3, libc::MAP_ANONYMOUS, libc::MAP_ANONYMOUS)?;
    let this_process = getpid().as_raw_nonzero().get() as u64;
    let when = |conditions| SeccompRule::new(conditions);

    let mut allowed: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::from([
        // the conversation: three descriptors, nothing else
        (libc::SYS_read, vec![when(vec![is(0, 0)?])?]),
        (libc::SYS_lseek, vec![when(vec![is(0, 0)?])?]),
        (libc::SYS_write, vec![when(vec![is(0, 1)?])?, when(vec![is(0, 2)?])?]),
        // memory: anonymous, never executable
        (libc::SYS_mmap, vec![when(vec![not_executable()?, anonymous])?]),
        (libc::SYS_mprotect, vec![when(vec![not_executable()?])?]),
        // abort() raises SIGABRT, in this process only
        (libc::SYS_tgkill, vec![when(vec![is(0, this_process)?])?]),
    ]);
    allowed.extend(UNCONDITIONAL.map(|call| (call, vec![])));
    let (otherwise, listed) = (SeccompAction::KillProcess, SeccompAction::Allow);
    Ok(SeccompFilter::new(allowed, otherwise, listed, std::env::consts::ARCH.try_into()?)?)
}

const UNCONDITIONAL: [i64; 14] = [
    // the allocator
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // locks, seeds of hash tables; the clock only where it cannot be read without a call
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    // a decent death: panic, abort, stack overflow
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_sigaltstack,
    libc::SYS_exit_group,
];

/// What a child may do wrong, on command, for the tests. A shipped program is built without.
#[cfg(feature = "hooks")]
mod hooks {
    use super::*;

    /// The request without the hook that has already worked.
    pub(super) fn before(request: &str) -> anyhow::Result<String> {
        let Some(request) = request.strip_prefix("without-landlock:") else { return Ok(request.to_owned()) };
        // makes this kernel look like one that has none
        let call = BTreeMap::from([(libc::SYS_landlock_create_ruleset, vec![])]);
        let missing = SeccompAction::Errno(libc::ENOSYS as u32);
        let filter = SeccompFilter::new(call, SeccompAction::Allow, missing, std::env::consts::ARCH.try_into()?)?;
        rustix::thread::set_no_new_privs(true)?;
        seccompiler::apply_filter(&BpfProgram::try_from(filter)?)?;
        Ok(request.to_owned())
    }

    #[expect(unconditional_recursion, reason = "overflows the stack on purpose")]
    pub(super) fn misbehave(what: &str) {
        fn deeper(n: u64) -> u64 {
            let frame = std::hint::black_box([n; 64]);
            deeper(n + 1) + frame[7]
        }
        match what {
            "hook:hang" => loop {
                std::hint::spin_loop();
            },
            "hook:eat-memory" => loop {
                std::mem::forget(std::hint::black_box(vec![1_u8; 8 << 20]));
            },
            "hook:panic" => panic!("as asked"),
            "hook:abort" => std::process::abort(),
            "hook:overflow-stack" => drop(std::hint::black_box(deeper(0))),
            "hook:read-file" => drop(std::fs::read("/etc/hostname")),
            "hook:write-file" => drop(std::fs::write("/legitka-hook", "x")),
            "hook:list-folder" => drop(std::fs::read_dir("/")),
            "hook:connect" => drop(std::net::TcpStream::connect("127.0.0.1:9")),
            "hook:send" => drop(std::net::UdpSocket::bind("127.0.0.1:0")),
            "hook:start-program" => drop(std::process::Command::new("/bin/true").status()),
            "hook:start-thread" => drop(std::thread::Builder::new().spawn(|| {})),
            "hook:signal-parent" => {
                let parent = rustix::process::getppid();
                let _ = parent.map(|parent| rustix::process::kill_process(parent, rustix::process::Signal::CONT));
            }
            "hook:raise-limit" => drop(setrlimit(Resource::Nofile, Rlimit { current: Some(64), maximum: Some(64) })),
            _ => {}
        }
    }
}
