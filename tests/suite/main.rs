//! The integration tests: one binary, a module each.
//!
//! Where exit codes, messages and the disk matter they run the real program ([`site`]). `UPDATE=1` writes what is pinned in
//! `tests/faults` and `tests/sites` anew: read the difference before you commit it.

#![expect(clippy::disallowed_methods, reason = "the tests make folders and look at what was written there")]

#[cfg(test)]
mod building;
#[cfg(test)]
mod bulk;
#[cfg(test)]
mod case;
mod checks;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod commonmark;
#[cfg(test)]
mod dependencies;
#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod drawn;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod figures;
mod formats;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod init;
#[cfg(test)]
mod linking;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod new;
#[cfg(test)]
mod origin;
#[cfg(test)]
mod output;
#[cfg(test)]
mod packaged;
#[cfg(test)]
mod packages;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod quantities;
#[cfg(test)]
mod random;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod relations;
#[cfg(test)]
mod repository;
#[cfg(test)]
mod site;
#[cfg(test)]
mod source;
#[cfg(test)]
mod theme;
#[cfg(test)]
mod told;
#[cfg(test)]
mod workbook;
