//! The table of contents of a `.zip`, which is read before anything is inflated.

use std::fmt;
use std::ops::Range;

use flate2::Crc;

use super::MAX_FILES;

/// The part at the end of an archive that says where its table of contents is, with the longest comment, in bytes.
pub const MAX_END_BYTES: u64 = END_BYTES as u64 + 0xFFFF;

/// The length of the header in front of the data of an entry, without name and extra field, in bytes.
pub const ENTRY_HEADER_BYTES: u64 = 30;

/// The most that an archive may hold, inflated, in bytes.
const MAX_INFLATED_BYTES: u64 = 512_000_000;

const END_BYTES: usize = 22;
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const RECORD_BYTES: usize = 46;
const RECORD_SIGNATURE: &[u8] = b"PK\x01\x02";
const ENTRY_SIGNATURE: &[u8] = b"PK\x03\x04";
/// Bit 0 of the flags.
const IS_ENCRYPTED: u16 = 1;

/// The reason why an archive cannot be opened, as a full sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZipError {
    /// It has no table of contents, or one that is cut off.
    NotZip,
    /// It uses the extension for archives of more than 4 GB or 65,535 files.
    Zip64,
    /// It holds more than [`MAX_FILES`].
    TooManyFiles,
    /// It would be larger than 512 MB when inflated.
    TooLarge,
}

impl fmt::Display for ZipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotZip => "It is damaged, or not a .zip.",
            Self::Zip64 => "It is too large: archives of this kind hold more than 4 GB.",
            Self::TooManyFiles => "It holds more than 20,000 files.",
            Self::TooLarge => "It would be larger than 512 MB when unpacked.",
        })
    }
}

/// The way in which an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// As it is.
    Stored,
    /// Deflated.
    Deflate,
    /// Encrypted, or in a way that browsers do not know.
    Unsupported,
}

/// A file in an archive, as its table of contents describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZipEntry {
    /// Its path in the archive.
    pub path: String,
    /// The way in which it is packed.
    pub method: Method,
    /// The length of its content, in bytes.
    pub size: u64,
    /// The checksum of its content.
    pub crc: u32,
    /// The place of its header in the archive.
    pub offset: u64,
    /// The length of its packed content, in bytes.
    pub packed_size: u64,
}

impl ZipEntry {
    /// Returns true if the content has the checksum.
    pub fn is_intact(&self, content: &[u8]) -> bool {
        let mut crc = Crc::new();
        crc.update(content);
        crc.sum() == self.crc
    }
}

/// The place of the table of contents in an archive of `size` bytes that ends with `end`.
///
/// # Errors
/// If there is none, or not one of this kind.
pub fn directory(end: &[u8], size: u64) -> Result<Range<u64>, ZipError> {
    let starts = (0..=end.len().saturating_sub(END_BYTES)).rev();
    // The comment behind it may hold anything, but has the length that is written here.
    let is_end = |at: &usize| {
        end[*at..].starts_with(END_SIGNATURE)
            && number(end, at + 20, 2) == Some((end.len() - at - END_BYTES) as u64)
    };
    let at = starts.into_iter().find(is_end).ok_or(ZipError::NotZip)?;
    let field = |offset, length| number(end, at + offset, length).ok_or(ZipError::NotZip);
    let (count, length, start) = (field(10, 2)?, field(12, 4)?, field(16, 4)?);
    if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
        return Err(ZipError::Zip64);
    }
    if start + length > size {
        return Err(ZipError::NotZip);
    }
    if count > MAX_FILES as u64 {
        return Err(ZipError::TooManyFiles);
    }
    Ok(start..start + length)
}

/// The files in a table of contents, without folders.
///
/// # Errors
/// If it is damaged, or lists more than an archive may hold.
pub fn entries(directory: &[u8]) -> Result<Vec<ZipEntry>, ZipError> {
    let (mut entries, mut rest, mut inflated) = (Vec::new(), directory, 0);
    while !rest.is_empty() {
        let field = |offset, length| number(rest, offset, length).ok_or(ZipError::NotZip);
        let lengths = [field(28, 2)?, field(30, 2)?, field(32, 2)?].map(|length| length as usize);
        let end = RECORD_BYTES + lengths.iter().sum::<usize>();
        if !rest.starts_with(RECORD_SIGNATURE) || rest.len() < end {
            return Err(ZipError::NotZip);
        }
        let name = &rest[RECORD_BYTES..RECORD_BYTES + lengths[0]];
        let method = match (field(8, 2)? as u16 & IS_ENCRYPTED, field(10, 2)?) {
            (0, 0) => Method::Stored,
            (0, 8) => Method::Deflate,
            _ => Method::Unsupported,
        };
        let entry = ZipEntry {
            path: String::from_utf8_lossy(name).into_owned(),
            method,
            size: field(24, 4)?,
            crc: field(16, 4)? as u32,
            offset: field(42, 4)?,
            packed_size: field(20, 4)?,
        };
        inflated += entry.size;
        if !name.ends_with(b"/") {
            entries.push(entry);
        }
        if entries.len() > MAX_FILES {
            return Err(ZipError::TooManyFiles);
        }
        if inflated > MAX_INFLATED_BYTES {
            return Err(ZipError::TooLarge);
        }
        rest = &rest[end..];
    }
    Ok(entries)
}

/// The distance from the header of an entry to its data, if that is a header.
pub fn data_offset(header: &[u8]) -> Option<u64> {
    let lengths = number(header, 26, 2)? + number(header, 28, 2)?;
    header.starts_with(ENTRY_SIGNATURE).then_some(ENTRY_HEADER_BYTES + lengths)
}

/// A number of at most eight bytes, the least significant first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    fn archive(files: &[(&str, &[u8], CompressionMethod)], comment: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_directory("folder/", SimpleFileOptions::default()).unwrap();
        for (name, content, method) in files {
            let options = SimpleFileOptions::default().compression_method(*method);
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.set_comment(comment).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn read(archive: &[u8]) -> Result<Vec<ZipEntry>, ZipError> {
        let end = archive.len().saturating_sub(MAX_END_BYTES as usize);
        let range = directory(&archive[end..], archive.len() as u64)?;
        entries(&archive[range.start as usize..range.end as usize])
    }

    #[test]
    fn lists_the_files_and_finds_their_data() {
        let text = "tides ".repeat(1_000);
        let bytes = archive(
            &[
                ("folder/ø.txt", text.as_bytes(), CompressionMethod::Deflated),
                ("b.bin", b"as it is", CompressionMethod::Stored),
            ],
            "PK\x05\x06 is no end",
        );
        let found = read(&bytes).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((&*found[0].path, found[0].method), ("folder/ø.txt", Method::Deflate));
        assert_eq!(found[0].size, 6_000);
        let stored = &found[1];
        assert_eq!((stored.method, stored.size, stored.packed_size), (Method::Stored, 8, 8));
        let header = &bytes[stored.offset as usize..];
        let data = data_offset(&header[..ENTRY_HEADER_BYTES as usize]).unwrap() as usize;
        assert_eq!(&header[data..data + 8], b"as it is");
        assert!(stored.is_intact(b"as it is") && !stored.is_intact(b"as it was"));
        assert_eq!(data_offset(b"PK"), None);
    }

    #[test]
    fn refuses_what_is_none_and_what_is_too_much() {
        let bytes = archive(&[("a", b"a", CompressionMethod::Stored)], "");
        assert_eq!(read(b"not a zip at all, but long enough to be one"), Err(ZipError::NotZip));
        assert_eq!(read(b""), Err(ZipError::NotZip));
        assert_eq!(read(&bytes[..bytes.len() - 1]), Err(ZipError::NotZip));
        assert_eq!(entries(&[0; 50]), Err(ZipError::NotZip));

        // Claims to inflate to 4 GB.
        let mut bomb = bytes.clone();
        let range = directory(&bytes, bytes.len() as u64).unwrap();
        bomb[range.start as usize + 24..][..4].fill(0xFE);
        assert_eq!(read(&bomb), Err(ZipError::TooLarge));
        let record = &bytes[range.start as usize + RECORD_BYTES + 7..range.end as usize];
        assert_eq!(entries(&record.repeat(MAX_FILES + 1)), Err(ZipError::TooManyFiles));
        let mut claims = bytes.clone();
        let end = bytes.len() - END_BYTES;
        claims[end + 10..end + 12].fill(0xFF);
        assert_eq!(read(&claims), Err(ZipError::Zip64));
    }
}
