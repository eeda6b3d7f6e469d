//! Work after a change: letters, messages, long class lists, files to destroy, the daily sweep.
//!
//! A job is enqueued in the transaction that causes it ([`queue`]) and claimed for a minute by whoever is free
//! ([`worker`]): a worker that dies loses its claim and another goes on. Hence every job may run twice and has to
//! bear it. A job that fails is tried again later and later, at most ten times, then lies there with its failure.

mod queue;
#[cfg(test)]
mod tests;
mod worker;

pub use queue::JobCounts;
