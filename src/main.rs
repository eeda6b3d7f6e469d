//! The `legitka` command.

mod commands;
mod confined;
mod demo;
mod settings;

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{self, ExitCode};

use clap::{Parser, Subcommand};
use rustix::{fs::Mode, process::umask};

use crate::settings::Flags;

/// School identity cards: from a family's photo to a valid card.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The settings file.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and API, and carry out jobs. The first start prints the set-up link.
    Serve {
        /// Leave the jobs to `legitka work`.
        #[arg(long)]
        no_jobs: bool,
    },
    /// Carry out jobs only: letters, messages, housekeeping. Needs an installation that `serve` or `migrate` has made.
    Work,
    /// Make a demo school, if there is none, and serve it.
    Demo(demo::DemoArguments),
    /// Look at photos as uploads are looked at, and say what would become of them.
    Photo(commands::photo::PhotoArguments),
    /// Verify the data: every invariant that can be checked. Exit status 0 if all hold, 1 if one does not.
    Check {
        /// Read and open every stored file, too.
        #[arg(long)]
        deep: bool,
    },
    /// Write an encrypted backup that only the recovery key opens.
    Backup {
        /// Where to.
        file: PathBuf,
    },
    /// Restore a backup into an empty installation.
    Restore {
        /// The backup.
        file: PathBuf,
        /// A file with the recovery key; without it the key is asked for on standard input.
        #[arg(long, value_name = "FILE")]
        recovery_key: Option<PathBuf>,
        /// A folder with the old installation's notes of erasures (its files/notes/erasures, or notes/erasures of its
        /// bucket), where the new one has other files: what was erased after the backup stays erased.
        #[arg(long, value_name = "DIR")]
        erasures: Option<PathBuf>,
    },
    /// Bring the database to this program's schema and stop.
    Migrate,
    /// People from the command line: list the staff, set a password, take a lost second factor away, say who runs the
    /// installation.
    Person {
        #[command(subcommand)]
        verb: commands::person::Verb,
    },
    /// Print the rule book: every row of the law with its dates, its paragraph and how sure it is.
    Law {
        /// One JSON object a row: id, family, from, to, basis, confidence, draft, says.
        #[arg(long)]
        json: bool,
    },
    /// Print the API's OpenAPI document.
    Openapi,
    /// The confined child that decodes one photo; started by the server, of no use by hand.
    #[command(hide = true)]
    Workshop,
}

fn main() -> ExitCode {
    // Before any thread or runtime exists: walls must be raised by a process with one thread.
    if std::env::args_os().nth(1).is_some_and(|word| word == "workshop") {
        return confined::run();
    }
    // What it makes, SQLite's files among it, is its owner's alone.
    umask(Mode::RWXG | Mode::RWXO);
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Serve { .. } | Command::Work | Command::Demo(_)) {
        frugal();
    }
    match commands::run(arguments) {
        Ok(code) => code,
        Err(error) => {
            commands::out::complain(format_args!("legitka: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Starts the program anew with a setting of the C library that is read before the first block of memory: a large block
/// that was freed goes back to the machine. Else it would take every later one for needed again soon, and one sign-in
/// (19 MiB, for a moment) would make an idle server as large for good.
fn frugal() {
    const NAME: &str = "MALLOC_MMAP_THRESHOLD_";
    if std::env::var_os(NAME).is_some() {
        return;
    }
    let mut words = std::env::args_os();
    if let (Ok(program), Some(name)) = (std::env::current_exe(), words.next()) {
        // does not come back; where it cannot be done, this one goes on as it is
        let _ = process::Command::new(program).arg0(name).args(words).env(NAME, "1048576").exec();
    }
}
