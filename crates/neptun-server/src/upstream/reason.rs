//! The reason of a failed connection in the words of whoever set `--upstream`.

/// Finds the cause in the message of an error, which holds those of all its sources.
pub(super) fn of(message: &str) -> String {
    if let Some((_, problem)) = message.split_once("invalid peer certificate: ") {
        let problem = match problem {
            "UnknownIssuer" => {
                "its authority is unknown. Name the authority's file with --upstream-ca"
            }
            problem => problem,
        };
        return format!("certificate not trusted: {problem}");
    }
    if message.contains("dns error") {
        return "name not found".to_owned();
    }
    if message.contains("Connection refused") {
        return "connection refused".to_owned();
    }
    message.to_owned()
}
