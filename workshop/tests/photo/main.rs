//! `workshop::photo` on pictures made by script: what is taken in, what is refused, what is cut out.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod cut;
mod hostile;
mod hostile_many;
mod logo;
mod made;
mod mutations;
mod nothing_of_the_face;
mod scaled;
mod seen;
