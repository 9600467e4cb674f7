//! A list, cut into its items and decoded while it arrives.

use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::error::byte_offset;
use super::value_end::ValueEnd;
use super::{DecodeError, value};
use crate::{Project, ProjectFile};

/// An item of a list that is decoded while it arrives.
pub trait ListItem: DeserializeOwned {
    /// The member that has the list, where the list is wrapped.
    const LIST: &'static str;

    /// The same item with a name to be found by.
    #[must_use]
    fn named(self) -> Self;
}

impl ListItem for ProjectFile {
    const LIST: &'static str = "files";

    fn named(self) -> Self {
        self.with_path()
    }
}

impl ListItem for Project {
    const LIST: &'static str = "projects";

    fn named(self) -> Self {
        self.with_name()
    }
}

/// The end of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEnd {
    /// The number of items that were left out because they could not be read.
    pub skipped: usize,
    /// Why the first of them was left out.
    pub first_error: Option<DecodeError>,
    /// See [`ListScanner::is_bare`].
    pub is_bare: bool,
}

/// Decodes a list from chunks that are cut anywhere.
///
/// `serde_json` decodes an item where it lies in its chunk. Only one that is cut between chunks is copied, until a search for
/// its end says that it is whole. The work is linear in the bytes, however they are cut.
///
/// ```
/// # let chunks: [&[u8]; 2] = [b"{\"fil", b"es\": []}"];
/// let mut scanner = neptun_api::ListScanner::<neptun_api::ProjectFile>::new();
/// for chunk in chunks {
///     scanner.feed(chunk, &mut |file| println!("{}", file.original_path))?;
/// }
/// let end = scanner.finish()?;
/// assert_eq!(end.skipped, 0);
/// # Ok::<(), neptun_api::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct ListScanner<T> {
    item: PhantomData<T>,
    expected: Expected,
    is_bare: Option<bool>,
    has_list: bool,
    /// The number of items that have ended, skipped ones included.
    count: usize,
    skipped: usize,
    first_error: Option<DecodeError>,
    /// The offset in the document of the value that is being scanned, or else of the next byte.
    offset: u64,
    /// The beginning of a value that was cut at the end of a chunk.
    partial: Vec<u8>,
    value_end: ValueEnd,
}

/// The next part of the document.
#[derive(Debug, Default)]
enum Expected {
    /// An object, an array, or a byte-order mark before it.
    #[default]
    Document,
    /// The rest of a byte-order mark.
    ByteOrderMark(&'static [u8]),
    /// The first key of the object, or its end.
    FirstKey,
    Key,
    Colon {
        before_list: bool,
    },
    /// The array of items.
    List,
    /// The value of another member.
    Value,
    /// A comma or the end of the object.
    AfterValue,
    /// The first item, or the end of the list.
    FirstItem,
    Item,
    /// A comma or the end of the list.
    AfterItem,
    /// Nothing but space.
    End,
    /// Nothing: an error is final.
    Failed(DecodeError),
}

impl<T> Default for ListScanner<T> {
    fn default() -> Self {
        Self {
            item: PhantomData,
            expected: Expected::default(),
            is_bare: None,
            has_list: false,
            count: 0,
            skipped: 0,
            first_error: None,
            offset: 0,
            partial: Vec::new(),
            value_end: ValueEnd::default(),
        }
    }
}

impl<T: ListItem> ListScanner<T> {
    /// A scanner at the beginning of the document.
    pub fn new() -> Self {
        Self::default()
    }

    /// True if the document is the list, and not an object that has it: a live server, which does not honour single filters.
    /// Known from the first byte on that is not space.
    pub fn is_bare(&self) -> Option<bool> {
        self.is_bare
    }

    /// Takes the next bytes of the document and hands out the items that end in them.
    ///
    /// # Errors
    /// Where the document is not JSON, or no such list. The items before it are good; none comes after it. One that
    /// is JSON but cannot be read as an item is no error, unless all are like that.
    pub fn feed(&mut self, chunk: &[u8], on_item: &mut impl FnMut(T)) -> Result<(), DecodeError> {
        let result = self.scan(chunk, on_item);
        if let Err(error) = &result {
            self.expected = Expected::Failed(error.clone());
        }
        result
    }

    /// To be called after the last chunk.
    ///
    /// # Errors
    /// If the document is not complete, or none of its items could be read.
    pub fn finish(self) -> Result<ListEnd, DecodeError> {
        match self.expected {
            Expected::End => match self.first_error {
                Some(error) if self.skipped == self.count => Err(error),
                first_error => Ok(ListEnd {
                    skipped: self.skipped,
                    first_error,
                    is_bare: self.is_bare == Some(true),
                }),
            },
            Expected::Failed(error) => Err(error),
            _ => {
                // A value that looks cut can be broken long before: without its last quote, a text swallows everything.
                let error = serde_json::from_slice::<IgnoredAny>(&self.partial).err();
                Err(match error.filter(|error| !error.is_eof()) {
                    Some(error) => self.syntax_error(&self.partial, &error),
                    None => DecodeError {
                        offset: Some(self.offset + self.partial.len() as u64),
                        ..self.error("the document ends too early")
                    },
                })
            }
        }
    }

    fn scan(&mut self, mut chunk: &[u8], on_item: &mut impl FnMut(T)) -> Result<(), DecodeError> {
        while let Some(byte) = chunk.first() {
            if self.partial.is_empty() {
                if self.punctuation(*byte)? {
                    chunk = &chunk[1..];
                    self.offset += 1;
                    continue;
                }
                if matches!(self.expected, Expected::FirstItem | Expected::Item)
                    && let Some((item, len)) = first_item(chunk)
                {
                    on_item(item);
                    self.end_item();
                    self.offset += len as u64;
                    chunk = &chunk[len..];
                    continue;
                }
            }
            let Some(len) = self.value_end.find(chunk) else {
                self.partial.extend_from_slice(chunk);
                return Ok(());
            };
            let (end, rest) = chunk.split_at(len);
            chunk = rest;
            if self.partial.is_empty() {
                self.value(end, on_item)?;
            } else {
                self.partial.extend_from_slice(end);
                let mut value = std::mem::take(&mut self.partial);
                self.value(&value, on_item)?;
                // The memory is kept for the next one.
                value.clear();
                self.partial = value;
            }
        }
        Ok(())
    }

    /// Takes a byte that is no part of a value. Not, if a value has to be next.
    fn punctuation(&mut self, byte: u8) -> Result<bool, DecodeError> {
        use Expected::*;
        self.expected = match (&self.expected, byte) {
            (Document, 0xEF) if self.offset == 0 => ByteOrderMark(&[0xBB, 0xBF]),
            (ByteOrderMark([next]), byte) if *next == byte => Document,
            (ByteOrderMark([next, rest @ ..]), byte) if *next == byte => ByteOrderMark(rest),
            (ByteOrderMark(_), _) => return Err(self.error("an object or a list is missing")),
            (Failed(error), _) => return Err(error.clone()),
            (_, b' ' | b'\n' | b'\r' | b'\t') => return Ok(true),
            (Document, b'{') => {
                self.is_bare = Some(false);
                FirstKey
            }
            (Document, b'[') => {
                self.is_bare = Some(true);
                FirstItem
            }
            (Document, _) => return Err(self.error("an object or a list is missing")),
            (FirstKey | AfterValue, b'}') if self.has_list => End,
            (FirstKey | AfterValue, b'}') => {
                return Err(DecodeError {
                    offset: Some(self.offset),
                    ..DecodeError::missing(T::LIST)
                });
            }
            (FirstKey | Key, b'"') => return Ok(false),
            (FirstKey | Key, _) => return Err(self.error("the name of a member is missing")),
            (Colon { before_list: true }, b':') => List,
            (Colon { before_list: false }, b':') => Value,
            (Colon { .. }, _) => return Err(self.error("`:` is missing")),
            (List, b'[') => FirstItem,
            (List, _) => return Err(self.error("expected a list")),
            (AfterValue, b',') => Key,
            (AfterValue, _) => return Err(self.error("`,` or `}` is missing")),
            (FirstItem | AfterItem, b']') if self.is_bare == Some(true) => End,
            (FirstItem | AfterItem, b']') => {
                self.has_list = true;
                AfterValue
            }
            (AfterItem, b',') => Item,
            (AfterItem, _) => return Err(self.error("`,` or `]` is missing")),
            (Value | FirstItem | Item, _) => return Ok(false),
            (End, _) => return Err(self.error("something follows the end of the document")),
        };
        Ok(true)
    }

    /// Takes a whole value.
    fn value(&mut self, json: &[u8], on_item: &mut impl FnMut(T)) -> Result<(), DecodeError> {
        match self.expected {
            Expected::FirstItem | Expected::Item => {
                self.item(json, on_item)?;
                self.end_item();
            }
            Expected::FirstKey | Expected::Key => {
                let before_list =
                    self.parse::<String>(String::from_utf8_lossy(json).as_bytes())? == T::LIST;
                if before_list && self.has_list {
                    // Items that were handed out cannot be taken back.
                    return Err(self.error("the list is given twice"));
                }
                self.expected = Expected::Colon { before_list };
            }
            _ => {
                self.parse::<IgnoredAny>(json)?;
                self.expected = Expected::AfterValue;
            }
        }
        self.offset += json.len() as u64;
        Ok(())
    }

    fn item(&mut self, json: &[u8], on_item: &mut impl FnMut(T)) -> Result<(), DecodeError> {
        if let Some((item, _)) = first_item(json) {
            on_item(item);
            return Ok(());
        }
        self.parse::<IgnoredAny>(json)?;
        match value::<T>(&String::from_utf8_lossy(json)) {
            Ok(item) => on_item(item.named()),
            Err(error) => {
                let offset = Some(self.offset);
                let error = DecodeError { offset, ..error.within(&self.path()) };
                self.first_error.get_or_insert(error);
                self.skipped += 1;
            }
        }
        Ok(())
    }

    fn end_item(&mut self) {
        self.count += 1;
        self.expected = Expected::AfterItem;
    }

    /// Reads a value, which has to be valid JSON.
    fn parse<'de, V: Deserialize<'de>>(&self, json: &'de [u8]) -> Result<V, DecodeError> {
        serde_json::from_slice(json).map_err(|error| self.syntax_error(json, &error))
    }

    fn syntax_error(&self, json: &[u8], error: &serde_json::Error) -> DecodeError {
        let offset = Some(self.offset + byte_offset(json, error));
        DecodeError { offset, ..DecodeError::new(&self.path(), json, error) }
    }

    /// An error at the present offset.
    fn error(&self, reason: &str) -> DecodeError {
        DecodeError { path: self.path(), reason: reason.to_owned(), offset: Some(self.offset) }
    }

    /// The path of what is being scanned.
    fn path(&self) -> String {
        use Expected::*;
        let list = if self.is_bare == Some(true) { "" } else { T::LIST };
        match self.expected {
            FirstItem | Item => format!("{list}[{}]", self.count),
            Colon { before_list: true } | List | AfterItem => list.to_owned(),
            _ => String::new(),
        }
    }
}

/// The item that some bytes begin with, and its length; `None` if it is cut, or cannot be read without a closer look.
fn first_item<T: ListItem>(json: &[u8]) -> Option<(T, usize)> {
    let mut items = serde_json::Deserializer::from_slice(json).into_iter::<T>();
    let item = items.next()?.ok()?;
    Some((item.named(), items.byte_offset()))
}
