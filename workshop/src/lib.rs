//! workshop

pub mod card;
pub mod code;
pub mod font;
pub mod letter;
pub mod photo;
pub mod portrait;
