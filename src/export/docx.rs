//! Word files: the 对照表 of three columns, the 花脸稿 with tracked changes, and the passages of themes.
//!
//! Written with the XML and the archive that reading Word files needs anyway: the one crate for writing them brings decoders of pictures
//! and a second XML reader and archive along, and knows no way to mark a paragraph's end as moved. Invariant: every part is well-formed
//! whatever words stand in it.

mod marked;
mod package;
mod passages;
mod set;
mod table;
mod xml;

pub use marked::marked;
pub use passages::passages;
pub use table::table;
