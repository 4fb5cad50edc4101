//! `yaomu figures parse`: values read one by one.

use serde_json::{Value, json};

use super::super::{CONTENT, Ended, Shell};
use crate::cli::{Format, ParseArgs};
use crate::figures::quantity;

/// Reads each value and prints number, unit, qualifier and bounds.
pub fn parse(shell: &Shell, args: &ParseArgs) -> Ended {
    let read: Vec<_> = args.values.iter().map(|it| (it, quantity::parse(it))).collect();
    let failed = read.iter().any(|(_, it)| it.is_err());
    if shell.format == Format::Json {
        let rows: Vec<Value> = read
            .iter()
            .map(|(written, read)| match read {
                Ok(it) => json!({
                    "number": it.number, "unit": it.unit, "qualifier": it.qualifier.as_str(),
                    "lower": it.lower, "upper": it.upper,
                }),
                Err(unread) => json!({ "error": written[unread.range.clone()] }),
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows).unwrap_or_default());
    }
    Ok(if failed { CONTENT } else { 0 })
}
