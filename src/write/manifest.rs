//! The list of the files we made, which lies in the output folder: only what it names is ever removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::place::{PlaceError, write_new};
use crate::diag::build::{self, Doing, Failure};

/// Its name in the output folder.
pub const MANIFEST: &str = ".yaomu-manifest.json";

const FORMAT: u32 = 1;
const GENERATOR: &str = "yaomu";

#[derive(Serialize, Deserialize)]
struct Manifest {
    format: u32,
    generator: String,
    #[serde(flatten)]
    made: Made,
}

/// What a build has made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// All files.
    pub files: BTreeSet<String>,
    /// Of those that were drawn, what they were drawn from and what came of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub drawn: BTreeMap<String, Drawn>,
}

/// Fingerprints of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// Of what it was drawn from.
    pub from: u64,
    /// Of its bytes.
    pub holds: u64,
}

/// What the manifest of `out` lists; none without a manifest.
pub fn read(out: &Path) -> Result<Option<Made>, Failure> {
    let file = out.join(MANIFEST);
    match fs::symlink_metadata(&file) {
        Ok(found) if found.is_file() => {}
        _ => return Ok(None),
    }
    let bytes = match fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(build::disk(Doing::Reading, &file, &error)),
    };
    match serde_json::from_slice::<Manifest>(&bytes) {
        Ok(found) if found.format == FORMAT && found.generator == GENERATOR => Ok(Some(found.made)),
        _ => Err(build::manifest_not_understood(out, MANIFEST)),
    }
}

/// Writes the manifest of what was `made` into `folder`. The same files make the same bytes.
pub fn write(folder: &Path, made: Made) -> Result<(), PlaceError> {
    let manifest = Manifest { format: FORMAT, generator: GENERATOR.to_owned(), made };
    let mut bytes = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
    bytes.push(b'\n');
    write_new(&folder.join(MANIFEST), &bytes)
}
