//! The container of a workbook: a ZIP archive of XML parts.
//!
//! Nothing is unpacked but the parts that are asked for, each as a stream that ends at its limit.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Broken;
use super::xml::{Part, Xml};

/// The most bytes of a sheet, unpacked: a table of the size that a CSV may have, with its tags.
pub const SHEET_LIMIT: u64 = 512_000_000;

/// The most bytes of the texts that the sheets share.
pub const STRINGS_LIMIT: u64 = 128_000_000;

/// The most bytes of any other part.
pub const PART_LIMIT: u64 = 16_000_000;

/// The most bytes that are unpacked in all: a large sheet is looked through for its head, then for its cells, and once more
/// where cells are merged.
const TOTAL_LIMIT: u64 = 4 * SHEET_LIMIT;

/// How an OLE file begins: an old `.xls`, or a workbook with a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An opened container.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of its parts.
    ///
    /// # Errors
    /// What is no container, or one that is locked or cut off.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        if bytes.starts_with(&OLE) {
            let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let is_locked = memchr::memmem::find(bytes, &name).is_some();
            return Err(if is_locked { Broken::Locked } else { Broken::OldFormat });
        }
        if !bytes.starts_with(b"PK") {
            return Err(Broken::NoWorkbook);
        }
        ZipArchive::new(Cursor::new(bytes))
            .map(|zip| Self { zip, left: TOTAL_LIMIT })
            .map_err(|_| Broken::Damaged)
    }

    /// The part of this name, if there is one and it has no more bytes than `limit`. No more comes out of it than it says that
    /// it has.
    ///
    /// # Errors
    /// A part that cannot be unpacked.
    pub fn part(&mut self, name: &str, limit: u64) -> Result<Option<Xml<impl Read + use<'_, 'a>>>, Broken> {
        let Some(index) = self.index_of(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Broken::Locked,
            _ => Broken::Damaged,
        })?;
        let size = file.size();
        if size > limit || size > self.left {
            return Err(Broken::TooLarge);
        }
        self.left -= size;
        // One more, so that the end is seen.
        Ok(Some(Xml::new(Part { read: file, limit: size + 1 })))
    }

    /// Names are compared without regard to case, and some programs write them with a backslash.
    fn index_of(&self, name: &str) -> Option<usize> {
        let is_it = |other: &str| {
            other.len() == name.len()
                && other
                    .bytes()
                    .zip(name.bytes())
                    .all(|(a, b)| a.eq_ignore_ascii_case(&b) || (a, b) == (b'\\', b'/'))
        };
        self.zip
            .index_for_name(name)
            .or_else(|| (0..self.zip.len()).find(|&index| self.zip.name_for_index(index).is_some_and(is_it)))
    }
}
