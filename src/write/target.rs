//! Which folders are never an output folder.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf, absolute};

use super::Target;
use crate::diag::build::{self, Doing, Failure};

/// The output folder as an absolute path without links, or why it must not be one. Touches nothing.
pub fn resolve(target: &Target<'_>) -> Result<PathBuf, Failure> {
    let shown = target.out;
    let read = |error: io::Error| build::disk(Doing::Reading, shown, &error);
    // Without a slash at the end, which would follow a link.
    let given: PathBuf = absolute(shown).map_err(read)?.components().collect();
    match fs::symlink_metadata(&given) {
        Ok(found) if found.is_symlink() => return Err(build::output_is_link(shown)),
        Ok(found) if !found.is_dir() => return Err(build::output_is_file(shown)),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(build::output_is_file(shown));
        }
        Err(error) => return Err(read(error)),
    }
    let out = without_links(&given).map_err(read)?.ok_or_else(|| build::output_path_unclear(shown))?;
    refuse(&out, target)?;
    Ok(out)
}

/// `path` with the part of it that exists resolved; none where `..` follows what does not exist.
fn without_links(path: &Path) -> io::Result<Option<PathBuf>> {
    for above in path.ancestors() {
        match above.canonicalize() {
            Ok(resolved) => {
                let rest = path.strip_prefix(above).unwrap_or(Path::new(""));
                let is_plain = rest.components().all(|part| matches!(part, Component::Normal(_)));
                // Joining nothing would add a slash.
                let whole = if rest.as_os_str().is_empty() { resolved } else { resolved.join(rest) };
                return Ok(is_plain.then_some(whole));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

fn refuse(out: &Path, target: &Target<'_>) -> Result<(), Failure> {
    let shown = target.out;
    if out.parent().is_none() {
        return Err(build::output_is_file_system_root(shown));
    }
    let resolved = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if resolved(target.root).starts_with(out) {
        return Err(build::output_holds_source(shown));
    }
    if target.home.is_some_and(|home| resolved(home).starts_with(out)) {
        return Err(build::output_is_home(shown));
    }
    for folder in ["content", "static", "templates"] {
        if out.starts_with(resolved(target.root).join(folder))
            || out.starts_with(resolved(&target.root.join(folder)))
        {
            return Err(build::output_in_source(shown, folder));
        }
    }
    Ok(())
}
