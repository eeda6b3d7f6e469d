//! What commands say. Whoever reads it may stop (`legitka law | head`): a closed pipe is no error, the command does
//! what it was told and says the rest to nobody. `println!` would panic.

use std::{
    fmt::Display,
    io::{self, Write},
};

/// A line on standard output.
///
/// # Errors
/// If standard output does not take it, a full disk, say; not if nobody reads on.
pub(crate) fn say(line: impl Display) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        said => said,
    }
}

/// A line on standard error. There is nowhere to say that it could not be said.
pub(crate) fn complain(line: impl Display) {
    drop(writeln!(io::stderr(), "{line}"));
}
