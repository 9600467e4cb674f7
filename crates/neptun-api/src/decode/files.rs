//! A list of files, decoded while it arrives.

use super::{DecodeError, GIVEN_TWICE};
use crate::ProjectFile;
use crate::json::{self, At, Border, Decode, Json, Place, SyntaxError};

/// The member that has the list, where the list is wrapped.
const LIST: &str = "files";

/// Decodes the answer of listing a project's files from chunks that are cut anywhere. Takes and refuses what
/// [`files`](super::files) does.
///
/// A file is parsed where it lies in its chunk; only one that is cut between chunks is copied, until it is whole. The work is
/// linear in the bytes, however they are cut.
///
/// ```
/// # let chunks: [&[u8]; 2] = [b"{\"fil", b"es\": []}"];
/// let mut decoder = neptun_api::decode::FilesDecoder::default();
/// for mut chunk in chunks {
///     while let Some(file) = decoder.next_file(&mut chunk)? {
///         println!("{}", file.original_path);
///     }
/// }
/// decoder.finish()?;
/// # Ok::<(), neptun_api::DecodeError>(())
/// ```
#[derive(Debug, Default)]
pub struct FilesDecoder {
    state: State,
    /// Whether the document is the list, and not an object that has it.
    is_bare: bool,
    has_list: bool,
    /// How many files are complete.
    count: usize,
    /// How many bytes have been taken before the value, or the part of one, that comes next.
    offset: u64,
    /// The value that is cut, as far as it has come.
    cut: Vec<u8>,
    border: Border,
}

/// What comes next.
#[derive(Debug, Default, Clone, PartialEq)]
enum State {
    /// The document.
    #[default]
    Document,
    /// The name of the first member, or the end of the object.
    FirstName,
    /// The name of a member.
    Name,
    /// The colon after the name; whether it was that of the list.
    Colon(bool),
    /// The list.
    List,
    /// The value of another member.
    Value,
    /// A comma, or the end of the object.
    AfterValue,
    /// The first file, or the end of the list.
    FirstFile,
    /// A file.
    File,
    /// A comma, or the end of the list.
    AfterFile,
    /// Nothing.
    End,
    /// The same error for ever.
    Failed(DecodeError),
}

impl FilesDecoder {
    /// Takes bytes off the chunk until a file is complete. None if the chunk is used up and more must come.
    ///
    /// One call does the work of one file, so that the caller can stop between any two.
    ///
    /// # Errors
    /// The first place that is not as expected. The files before it are good; nothing comes after it.
    pub fn next_file(&mut self, chunk: &mut &[u8]) -> Result<Option<ProjectFile>, DecodeError> {
        let result = self.advance(chunk);
        if let Err(error) = &result {
            self.state = State::Failed(error.clone());
        }
        result
    }

    /// To be called after the last chunk.
    ///
    /// # Errors
    /// If the document is not complete.
    pub fn finish(self) -> Result<(), DecodeError> {
        match self.state {
            State::End => return Ok(()),
            State::Failed(error) => return Err(error),
            _ => {}
        }
        // What looks cut can be broken long before: a text whose last quote is missing swallows everything.
        match json::parse_nested(&self.cut, self.depth()) {
            Err(error) => Err(self.syntax(error)),
            Ok(_) => {
                let offset = self.offset + self.cut.len() as u64;
                Err(self.error("the document ends too early", offset))
            }
        }
    }

    fn advance(&mut self, chunk: &mut &[u8]) -> Result<Option<ProjectFile>, DecodeError> {
        if let State::Failed(error) = &self.state {
            return Err(error.clone());
        }
        loop {
            if self.cut.is_empty() {
                let space = chunk.iter().take_while(|byte| b" \n\r\t".contains(byte)).count();
                self.skip(chunk, space);
                let Some(byte) = chunk.first() else { return Ok(None) };
                if self.punctuation(*byte)? {
                    self.skip(chunk, 1);
                    continue;
                }
            }
            let file = self.value(chunk)?;
            if file.is_some() || !self.cut.is_empty() {
                return Ok(file);
            }
        }
    }

    fn skip(&mut self, chunk: &mut &[u8], bytes: usize) {
        *chunk = &chunk[bytes..];
        self.offset += bytes as u64;
    }

    /// Takes a byte that is no part of a value. Not, if a value has to be next.
    fn punctuation(&mut self, byte: u8) -> Result<bool, DecodeError> {
        let next = match (&self.state, byte) {
            (State::Document, b'{') => Ok(State::FirstName),
            (State::Document, b'[') => {
                self.is_bare = true;
                Ok(State::FirstFile)
            }
            (State::Document, _) => Err("an object or a list is missing"),
            (State::FirstName | State::AfterValue, b'}') if self.has_list => Ok(State::End),
            (State::FirstName | State::AfterValue, b'}') => {
                let error = At::root(&Json::Null).missing(LIST);
                return Err(located(error, self.offset));
            }
            (State::FirstName | State::Name, b'"') => return Ok(false),
            (State::FirstName | State::Name, _) => Err("the name of a member is missing"),
            (State::Colon(true), b':') => Ok(State::List),
            (State::Colon(false), b':') => Ok(State::Value),
            (State::Colon(_), _) => Err("`:` is missing"),
            (State::AfterValue, b',') => Ok(State::Name),
            (State::AfterValue, _) => Err("`,` or `}` is missing"),
            (State::List, b'[') => Ok(State::FirstFile),
            (State::FirstFile | State::AfterFile, b']') if self.is_bare => Ok(State::End),
            (State::FirstFile | State::AfterFile, b']') => {
                self.has_list = true;
                Ok(State::AfterValue)
            }
            (State::AfterFile, b',') => Ok(State::File),
            (State::AfterFile, _) => Err("`,` or `]` is missing"),
            (State::End, _) => Err("something follows the end of the document"),
            (State::List | State::Value | State::FirstFile | State::File, _) => return Ok(false),
            (State::Failed(error), _) => return Err(error.clone()),
        };
        self.state = next.map_err(|reason| self.error(reason, self.offset))?;
        Ok(true)
    }

    /// Takes the value that comes next, or what the chunk has of it; a file is handed out.
    fn value(&mut self, chunk: &mut &[u8]) -> Result<Option<ProjectFile>, DecodeError> {
        let depth = self.depth();
        if self.cut.is_empty() {
            match json::parse_prefix(chunk, depth) {
                Ok((value, len)) => {
                    let file = self.accept(&value)?;
                    self.skip(chunk, len);
                    return Ok(file);
                }
                Err(error) if error.is_cut => self.border = Border::default(),
                Err(error) => return Err(self.syntax(error)),
            }
        }
        let end = self.border.find(chunk);
        let part = chunk.split_off(..end.unwrap_or(chunk.len())).unwrap_or_default();
        self.cut.extend_from_slice(part);
        if end.is_none() {
            return Ok(None);
        }
        let mut cut = std::mem::take(&mut self.cut);
        let value = json::parse_nested(&cut, depth).map_err(|error| self.syntax(error))?;
        let file = self.accept(&value)?;
        self.offset += cut.len() as u64;
        // The memory is kept for the next one.
        drop(value);
        cut.clear();
        self.cut = cut;
        Ok(file)
    }

    /// How deep the value is that comes next.
    fn depth(&self) -> usize {
        match self.state {
            State::FirstFile | State::File if !self.is_bare => 2,
            _ => 1,
        }
    }

    /// Makes of a value what the state wants.
    fn accept(&mut self, value: &Json<'_>) -> Result<Option<ProjectFile>, DecodeError> {
        match self.state {
            State::FirstName | State::Name => {
                let is_list = matches!(value, Json::Text(name) if name.means(LIST));
                self.state = State::Colon(is_list);
                if is_list && self.has_list {
                    return Err(self.error(GIVEN_TWICE, self.offset));
                }
            }
            State::Value => self.state = State::AfterValue,
            State::FirstFile | State::File => {
                let file = self.place(value, ProjectFile::decode);
                let file = file.map_err(|error| located(error, self.offset))?;
                self.state = State::AfterFile;
                self.count += 1;
                return Ok(Some(file));
            }
            // Only the list is left, and that would not be here if it were one.
            _ => {
                let error = self.place(value, |at| at.expected("a list"));
                return Err(located(error, self.offset));
            }
        }
        Ok(None)
    }

    /// Lends out a value with the place where it stands.
    fn place<T>(&self, value: &Json<'_>, with: impl FnOnce(At<'_>) -> T) -> T {
        let root = At::root(&Json::Null);
        let list = match self.is_bare {
            true => Place::Root,
            false => Place::Member(&root, LIST),
        };
        let list = At::new(value, list);
        match self.state {
            State::FirstFile | State::File => with(At::new(value, Place::Item(&list, self.count))),
            State::Colon(true) | State::List | State::AfterFile => with(list),
            _ => with(At::root(value)),
        }
    }

    fn syntax(&self, error: SyntaxError) -> DecodeError {
        self.error(error.reason, self.offset + error.at as u64)
    }

    /// An error at the present place.
    fn error(&self, reason: &str, offset: u64) -> DecodeError {
        located(self.place(&Json::Null, |at| at.error(reason)), offset)
    }
}

fn located(error: DecodeError, offset: u64) -> DecodeError {
    DecodeError { offset: Some(offset), ..error }
}
