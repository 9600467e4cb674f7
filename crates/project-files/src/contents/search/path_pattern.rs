//! Patterns for paths, as editors have them.

mod braces;

use crate::fold::fold_path;

/// The paths to search: patterns separated by commas, of which one has to match, and none of those that begin with `!`.
///
/// In a pattern `?` is any character, `*` any within a name, `**` any, `{ts,tsx}` one of these. A pattern matches a file or a folder of that name wherever
/// it is; one that begins with a slash only at the top, one that ends in a slash only a folder. Everything else stands for
/// itself, also `[id]`, which is a usual name. A backslash is a slash, and paths are compared as [`fold_path`] folds them.
#[derive(Debug, Clone, Default)]
pub struct PathPattern {
    wanted: Vec<Glob>,
    unwanted: Vec<Glob>,
}

#[derive(Debug, Clone)]
struct Glob {
    tokens: Vec<Token>,
    at_top: bool,
    folders_only: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    /// `?`
    One,
    /// `*`
    InName,
    /// `**/`: folders, or none.
    Folders,
    /// `**`
    Any,
}

impl PathPattern {
    /// Parses a pattern. Every text is one.
    pub fn new(pattern: &str) -> Self {
        let mut all = Self::default();
        for pattern in braces::split(&fold_path(pattern)) {
            let (list, pattern) = match pattern.trim().strip_prefix('!') {
                Some(pattern) => (&mut all.unwanted, pattern),
                None => (&mut all.wanted, pattern),
            };
            list.extend(braces::expand(pattern).iter().filter_map(|pattern| Glob::new(pattern)));
        }
        all
    }

    /// Says if a path is one of these.
    pub fn matches(&self, path: &str) -> bool {
        if self.wanted.is_empty() && self.unwanted.is_empty() {
            return true;
        }
        let path = fold_path(path);
        let path = path.strip_prefix('/').unwrap_or(&path);
        let matches = |glob: &Glob| glob.matches(path);
        (self.wanted.is_empty() || self.wanted.iter().any(matches))
            && !self.unwanted.iter().any(matches)
    }
}

impl Glob {
    fn new(pattern: &str) -> Option<Self> {
        let pattern = pattern.trim();
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let (at_top, pattern) = match pattern.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, pattern),
        };
        let (folders_only, mut rest) = match pattern.strip_suffix('/') {
            Some(rest) => (true, rest),
            None => (false, pattern),
        };
        let mut tokens = Vec::new();
        while let Some(first) = rest.chars().next() {
            let (token, length) = match first {
                _ if rest.starts_with("**/") => (Token::Folders, 3),
                _ if rest.starts_with("**") => (Token::Any, 2),
                '*' => (Token::InName, 1),
                '?' => (Token::One, 1),
                _ => {
                    let length = rest.find(['*', '?']).unwrap_or(rest.len());
                    (Token::Text(rest[..length].to_owned()), length)
                }
            };
            tokens.push(token);
            rest = &rest[length..];
        }
        (!tokens.is_empty()).then_some(Self { tokens, at_top, folders_only })
    }

    /// Follows all places that the tokens can lead to at once, so that no pattern takes long.
    fn matches(&self, path: &str) -> bool {
        let begins_name = |at: usize| at == 0 || path.as_bytes()[at - 1] == b'/';
        let begins = |at: &usize| if self.at_top { *at == 0 } else { begins_name(*at) };
        let mut places: Vec<usize> = (0..path.len()).filter(begins).collect();
        for token in &self.tokens {
            places = match token {
                Token::Text(text) => {
                    places.retain(|at| path[*at..].starts_with(&**text));
                    places.iter().map(|at| at + text.len()).collect()
                }
                Token::One => places
                    .iter()
                    .filter_map(|at| {
                        let c = path[*at..].chars().next().filter(|c| *c != '/')?;
                        Some(at + c.len_utf8())
                    })
                    .collect(),
                Token::InName => spread(path, &places, |at| path.as_bytes()[at] == b'/'),
                Token::Any => spread(path, &places, |_| false),
                Token::Folders => {
                    let mut all = spread(path, &places, |_| false);
                    all.retain(|at| places.contains(at) || begins_name(*at));
                    all
                }
            };
        }
        let ends = |at: &usize| match path.as_bytes().get(*at) {
            Some(byte) => *byte == b'/',
            None => !self.folders_only,
        };
        places.iter().any(ends)
    }
}

/// All places from the given ones up to the next that stops them, each once.
fn spread(path: &str, from: &[usize], stops: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut reached = Vec::new();
    let mut from = from.iter().copied().peekable();
    let mut on = false;
    for at in 0..=path.len() {
        on |= from.next_if_eq(&at).is_some();
        if on && path.is_char_boundary(at) {
            reached.push(at);
        }
        on = on && at < path.len() && !stops(at);
    }
    reached
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn patterns_match_as_in_an_editor() {
        let matches = |pattern: &str, path| PathPattern::new(pattern).matches(path);
        for (pattern, path) in [
            ("", "/a.rs"),
            (" , ", "/a.rs"),
            ("*.rs", "/src/deep/a.rs"),
            ("a.rs", "/src/a.rs"),
            ("src", "/src/a.rs"),
            ("deep", "/src/deep/a.rs"),
            ("src/", "/src/a.rs"),
            ("/src", "/src/a.rs"),
            ("src/*/a.rs", "/src/deep/a.rs"),
            ("src/**/a.rs", "/src/a.rs"),
            ("src/**/a.rs", "/src/x/y/a.rs"),
            ("src/**", "/src/x/y/a.rs"),
            ("**/a.rs", "/a.rs"),
            ("?.rs", "/é.rs"),
            ("[id].tsx", "/pages/[id].tsx"),
            ("*.ts, *.tsx", "/pages/[id].tsx"),
            ("!*.ts", "/a.tsx"),
            ("src, !*.test.*", "/src/a.ts"),
            ("a*b*c", "/aabbcc"),
            ("./src", "src/a.rs"),
            ("SRC\\*\\a.rs", "/src/deep/A.rs"),
            ("gru\u{308}n/", "/GRÜN/a.rs"),
            ("strasse.md", "/Straße.md"),
            ("*.{ts,tsx}", "/a.tsx"),
            ("*.{js, ts}", "/a.ts"),
            ("src/{a,b}/**", "/src/b/c.rs"),
            ("{a,b}{1,2}.rs", "/b1.rs"),
            ("{src/{a,b},lib}/*.rs", "/src/b/x.rs"),
            ("{src/{a,b},lib}/*.rs", "/lib/x.rs"),
            ("{,x}.env", "/.env"),
            ("{**/a,b}.rs", "/a.rs"),
            ("!{a,b}.rs", "/c.rs"),
            ("docs, {src,lib}/", "/lib/x.rs"),
            ("{id}.ts", "/{id}.ts"),
            ("{a,b", "/{a"),
            ("a}.ts", "/a}.ts"),
        ] {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("*.rs", "/a.rst"),
            ("rs", "/a.rs"),
            ("a.rs/", "/src/a.rs"),
            ("/deep", "/src/deep/a.rs"),
            ("src/*.rs", "/src/deep/a.rs"),
            ("src/**/a.rs", "/src/b.rs"),
            ("src/**/a.rs", "/src/xa.rs"),
            ("?.rs", "/ab.rs"),
            ("i.tsx", "/pages/[id].tsx"),
            ("src, !*.test.*", "/src/a.test.ts"),
            ("a*b*c", "/aabb/cc"),
            ("*.{ts,tsx}", "/a.js"),
            ("*.{ts,tsx}", "/a.ts,tsx"),
            ("src/{a,b}/**", "/src/c/a.rs"),
            ("!{a,b}.rs", "/b.rs"),
            ("{id}.ts", "/id.ts"),
        ] {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn braces_do_not_multiply_without_end() {
        let pattern = "{a,b}".repeat(1_000);
        assert!(!PathPattern::new(&pattern).matches("/ab"));
        let nested = format!("{}x{}", "{a,".repeat(10_000), "}".repeat(10_000));
        PathPattern::new(&nested).matches("/x");
    }

    proptest! {
        #[test]
        fn any_pattern_works(pattern in "[ab/*?!,é.{}]{0,24}", path in "[ab/é.]{0,20}") {
            PathPattern::new(&pattern).matches(&path);
        }

        #[test]
        fn braces_are_all_their_alternatives(
            parts in prop::collection::vec(prop::collection::vec("[ab*/]{0,3}", 2..4), 1..4),
            path in "[ab/]{0,8}",
        ) {
            let braces: String = parts.iter().map(|part| format!("{{{}}}", part.join(","))).collect();
            let one_by_one = parts.iter().fold(vec![String::new()], |before, part| {
                let with = |one: &String| part.iter().map(|next| format!("{one}{next}")).collect::<Vec<_>>();
                before.iter().flat_map(with).collect()
            });
            let expected = PathPattern::new(&one_by_one.join(",")).matches(&path);
            prop_assert_eq!(PathPattern::new(&braces).matches(&path), expected, "{}", braces);
        }

        #[test]
        fn a_path_matches_itself(path in "(/[abé.]{1,4}){1,4}") {
            prop_assert!(PathPattern::new(&path).matches(&path));
            let others = format!("!{path}");
            prop_assert!(!PathPattern::new(&others).matches(&path));
        }
    }
}
