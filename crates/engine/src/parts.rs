//! Code that is rarely needed, each part in a file of its own that is loaded with the first question that needs it.

// The border between two files is a foreign function to the compiler.
#![cfg_attr(split, allow(unsafe_code))]

use std::rc::Rc;

use neptun_api::ProjectFile;
use project_files::contents::export::{ExportBuffer, Exporter, ZipExporter};
use project_files::contents::search::{Expression, InvalidExpression, MatchOptions, Matcher};
use transport::ApiError;

#[cfg(not(split))]
type PartError = std::convert::Infallible;
#[cfg(split)]
type PartError = wasm_split_helpers::SplitLoaderError;

/// The result of a function that may be in another file, and then has to be waited for.
macro_rules! loaded {
    ($call:expr) => {{
        #[cfg(not(split))]
        let result = $call;
        #[cfg(split)]
        let result = $call.await;
        result.map_err(|_: PartError| ApiError::AppPart)
    }};
}

/// A matcher, or the error in the expression.
type Compiled = Result<Box<dyn Matcher>, InvalidExpression>;

/// Compiles a regular expression.
///
/// # Errors
/// If the code for that could not be loaded.
pub(crate) async fn compile_expression(
    text: String,
    options: MatchOptions,
) -> Result<Compiled, ApiError> {
    #[cfg_attr(split, wasm_split_helpers::wasm_split(expressions, fallible))]
    fn compile(text: String, options: MatchOptions) -> Result<Compiled, PartError> {
        let expression = Expression::new(&text, options);
        Ok(expression.map(|expression| Box::new(expression) as Box<dyn Matcher>))
    }
    loaded!(compile(text, options))
}

/// Makes an exporter for a `.zip`.
///
/// # Errors
/// If the code for that could not be loaded.
pub(crate) async fn make_zip_exporter(
    files: Vec<Rc<ProjectFile>>,
    buffer: ExportBuffer,
) -> Result<Box<dyn Exporter>, ApiError> {
    #[cfg_attr(split, wasm_split_helpers::wasm_split(zip, fallible))]
    fn make(
        files: Vec<Rc<ProjectFile>>,
        buffer: ExportBuffer,
    ) -> Result<Box<dyn Exporter>, PartError> {
        Ok(Box::new(ZipExporter::new(files, buffer)))
    }
    loaded!(make(files, buffer))
}
