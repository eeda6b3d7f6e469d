//! Drawn faces for the demo and the tests: people who do not exist, each from a seed, painted well
//! enough for the finder of faces and badly enough, on request, for every check.

mod artist;
mod body;
mod canvas;
mod curls;
mod features;
mod hair;
mod hijab;
mod lock;
mod person;
mod phone;
mod rng;
mod scene;
mod shape;
#[cfg(test)]
mod tests;

pub use person::Person;
pub use phone::{jpeg, phone_original};
pub use scene::{CARD, FLAWS, Flaw, UPLOAD, paint};
