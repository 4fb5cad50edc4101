//! The built-in theme: its templates and static files, embedded, and its words.

pub mod messages;

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The built-in templates: name and text.
pub fn templates() -> Vec<(&'static str, &'static str)> {
    files(&TEMPLATES)
        .into_iter()
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
        .collect()
}

/// Names of the built-in static files, in order.
pub fn static_files() -> Vec<&'static str> {
    files(&STATIC).into_iter().filter_map(|file| file.path().to_str()).collect()
}

/// A built-in static file.
pub fn static_file(name: &str) -> Option<&'static [u8]> {
    STATIC.get_file(name).map(include_dir::File::contents)
}

/// All files of a folder and of those in it, by path.
fn files(dir: &'static Dir<'static>) -> Vec<&'static include_dir::File<'static>> {
    let mut found: Vec<_> = dir.files().collect();
    found.extend(dir.dirs().flat_map(files));
    found.sort_by_key(|file| file.path());
    found
}
