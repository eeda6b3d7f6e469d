//! workshop

mod archive;
pub mod bundle;
pub mod card;
pub mod code;
pub mod font;
pub mod letter;
pub mod photo;
pub mod photo_pack;
pub mod portrait;
pub mod table;
