use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::diag::Language;
use crate::diag::build::Class;

/// A site with an output folder beside it, in one temporary folder.
struct Place {
    temp: TempDir,
}

impl Place {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        for folder in ["site/content", "site/static", "site/templates"] {
            fs::create_dir_all(temp.path().join(folder)).unwrap();
        }
        Self { temp }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.temp.path().join(path)
    }

    fn begin_at(&self, out: &Path) -> Result<Writer, Failure> {
        let home = self.at("home");
        let target = Target { out, root: &self.at("site"), home: Some(&home) };
        Writer::begin_within(&target, Duration::from_millis(100))
    }

    fn begin(&self) -> Writer {
        self.begin_at(&self.at("public")).unwrap()
    }

    fn build(&self, files: &[(&str, &str)]) -> Report {
        let writer = self.begin();
        for (path, text) in files {
            writer.put(path, Content::Bytes(text.as_bytes())).unwrap();
        }
        writer.commit().unwrap()
    }

    /// Every file of the output folder but the manifest, with what is in it.
    fn output(&self) -> BTreeMap<String, String> {
        let mut found = read_tree(&self.at("public"));
        assert!(found.remove(MANIFEST).is_some());
        found
    }

    /// Nothing lies beside the output folder that was not there before.
    fn assert_tidy(&self) {
        let mut names: Vec<_> = fs::read_dir(self.temp.path())
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| !["site", "public", "home", "source.bin"].contains(&name.as_str()));
        assert_eq!(names, Vec::<String>::new());
    }
}

fn read_tree(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|it| it.file_type().is_file())
        .map(|it| {
            let path = it.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (path, fs::read_to_string(it.path()).unwrap())
        })
        .collect()
}

fn tree(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// What tells a file from one that was written anew.
fn identity(path: &Path) -> (u64, SystemTime) {
    let found = fs::metadata(path).unwrap();
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let inode = 0;
    (inode, found.modified().unwrap())
}

fn age(path: &Path) {
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
    fs::File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

const FIRST: [(&str, &str); 3] =
    [("index.html", "home"), ("news/a/index.html", "甲"), ("news/b/index.html", "乙")];

/// Builds a site of one picture; how often it was drawn, and what the build says.
fn build_picture(place: &Place, from: u64, drawn: &str) -> (usize, Report) {
    let count = std::cell::Cell::new(0);
    let writer = place.begin();
    let draw = || {
        count.set(count.get() + 1);
        drawn.as_bytes().to_vec()
    };
    writer.put_drawn("a/poster.png", from, &draw).unwrap();
    (count.get(), writer.commit().unwrap())
}

#[test]
fn a_picture_is_drawn_again_only_when_it_is_drawn_from_something_else() {
    let place = Place::new();
    assert_eq!(build_picture(&place, 1, "one").0, 1);
    let (drawn, report) = build_picture(&place, 1, "never looked at");
    assert_eq!((drawn, report.written, report.unchanged), (0, 0, 1));
    assert_eq!(build_picture(&place, 2, "two").0, 1);
    assert_eq!(place.output(), tree(&[("a/poster.png", "two")]));
    // The same bytes from something else: noted, so that the next build does not draw either.
    assert_eq!(build_picture(&place, 3, "two").0, 1);
    assert_eq!(build_picture(&place, 3, "two").0, 0);
}

#[test]
fn a_picture_that_was_changed_or_has_gone_is_drawn_again() {
    let place = Place::new();
    build_picture(&place, 1, "one");
    let file = place.at("public/a/poster.png");
    fs::write(&file, "ono").unwrap();
    assert_eq!(build_picture(&place, 1, "one").0, 1);
    fs::remove_file(&file).unwrap();
    assert_eq!(build_picture(&place, 1, "one").0, 1);
    assert_eq!(place.output(), tree(&[("a/poster.png", "one")]));
    place.build(&FIRST);
    assert_eq!(build_picture(&place, 1, "one").0, 1, "a build without it has forgotten it");
    place.assert_tidy();
}

#[test]
fn a_first_build_writes_everything_with_a_manifest() {
    let place = Place::new();
    assert_eq!(place.build(&FIRST), Report { written: 3, unchanged: 0, removed: 0 });
    assert_eq!(place.output(), tree(&FIRST));
    let manifest = fs::read_to_string(place.at("public").join(MANIFEST)).unwrap();
    expect_test::expect![[r#"
        {
          "format": 1,
          "generator": "yaomu",
          "files": [
            "index.html",
            "news/a/index.html",
            "news/b/index.html"
          ]
        }
    "#]]
    .assert_eq(&manifest);
    place.assert_tidy();
}

#[test]
fn folders_above_the_output_are_made() {
    let place = Place::new();
    let out = place.at("public/deep/site");
    let writer = place.begin_at(&out).unwrap();
    writer.put("a.html", Content::Bytes(b"a")).unwrap();
    writer.commit().unwrap();
    assert_eq!(fs::read(out.join("a.html")).unwrap(), b"a");
}

#[test]
fn an_unchanged_file_is_the_same_file_with_its_time() {
    let place = Place::new();
    place.build(&FIRST);
    let (same, other) = (place.at("public/news/a/index.html"), place.at("public/news/b/index.html"));
    age(&same);
    age(&other);
    let before = (identity(&same), identity(&other));
    let report = place.build(&[FIRST[0], FIRST[1], ("news/b/index.html", "丙")]);
    assert_eq!(report, Report { written: 1, unchanged: 2, removed: 0 });
    assert_eq!(identity(&same), before.0);
    assert_ne!(identity(&other), before.1);
    assert_eq!(fs::read_to_string(other).unwrap(), "丙");
    place.assert_tidy();
}

#[test]
fn a_build_that_changes_nothing_leaves_the_folder_alone() {
    let place = Place::new();
    place.build(&FIRST);
    let before = identity(&place.at("public"));
    assert_eq!(place.build(&FIRST), Report { written: 0, unchanged: 3, removed: 0 });
    assert_eq!(identity(&place.at("public")), before);
    place.assert_tidy();
}

#[test]
fn files_that_are_not_made_any_more_go_and_their_folders_too() {
    let place = Place::new();
    place.build(&FIRST);
    assert_eq!(place.build(&FIRST[..2]), Report { written: 0, unchanged: 2, removed: 1 });
    assert_eq!(place.output(), tree(&FIRST[..2]));
    assert!(!place.at("public/news/b").exists());
}

#[test]
fn a_file_that_was_deleted_by_hand_comes_back() {
    let place = Place::new();
    place.build(&FIRST);
    fs::remove_file(place.at("public/index.html")).unwrap();
    assert_eq!(place.build(&FIRST).written, 1);
    assert_eq!(place.output(), tree(&FIRST));
}

#[test]
fn what_the_user_put_there_stays() {
    let place = Place::new();
    place.build(&FIRST);
    let own =
        [(".git/HEAD", "ref"), (".git/objects/aa/1", "x"), ("CNAME", "example.org"), ("news/own.txt", "own")];
    for (path, text) in own {
        let file = place.at("public").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    fs::create_dir(place.at("public/empty")).unwrap();
    let before = identity(&place.at("public/CNAME"));
    let report = place.build(&[("index.html", "new")]);
    assert_eq!(report, Report { written: 1, unchanged: 0, removed: 2 });
    assert_eq!(place.output(), tree(&[&[("index.html", "new")], &own[..]].concat()));
    assert_eq!(identity(&place.at("public/CNAME")), before);
    assert!(place.at("public/empty").is_dir());
    assert!(!place.at("public/news/a").exists());
    place.build(&[("index.html", "newer")]);
    assert_eq!(place.output(), tree(&[&[("index.html", "newer")], &own[..]].concat()));
    place.assert_tidy();
}

#[test]
fn a_file_of_the_user_in_the_way_is_named_and_nothing_changes() {
    let place = Place::new();
    place.build(&FIRST);
    fs::write(place.at("public/CNAME"), "mine").unwrap();
    for path in ["CNAME", "CNAME/index.html"] {
        let writer = place.begin();
        writer.put(path, Content::Bytes(b"ours")).unwrap();
        let failure = writer.commit().unwrap_err();
        assert_eq!(failure.diagnostic.code, "foreign-file");
        assert!(failure.text(Language::Chinese).contains("CNAME"));
    }
    assert_eq!(place.output(), tree(&[&FIRST[..], &[("CNAME", "mine")]].concat()));
    place.assert_tidy();
}

#[test]
fn what_comes_into_the_old_folder_while_we_build_is_not_lost() {
    let place = Place::new();
    place.build(&FIRST);
    let writer = place.begin();
    writer.put("index.html", Content::Bytes(b"new")).unwrap();
    fs::create_dir(place.at("public/late")).unwrap();
    fs::write(place.at("public/late/note.txt"), "late").unwrap();
    writer.commit().unwrap();
    assert_eq!(place.output(), tree(&[("index.html", "new"), ("late/note.txt", "late")]));
    place.assert_tidy();
}

#[test]
fn without_a_commit_nothing_changes() {
    let place = Place::new();
    place.build(&FIRST);
    let writer = place.begin();
    writer.put("index.html", Content::Bytes(b"half")).unwrap();
    drop(writer);
    assert_eq!(place.output(), tree(&FIRST));
    place.assert_tidy();
}

#[test]
fn assets_are_copied_and_compared() {
    let place = Place::new();
    let source = place.at("source.bin");
    let build = || {
        let writer = place.begin();
        writer.put("files/a.bin", Content::Copy(&source)).unwrap();
        writer.commit().unwrap()
    };
    let long = "图".repeat(100_000);
    fs::write(&source, &long).unwrap();
    assert_eq!(build().written, 1);
    assert_eq!(place.output()["files/a.bin"], long);
    let before = identity(&place.at("public/files/a.bin"));
    assert_eq!(build(), Report { written: 0, unchanged: 1, removed: 0 });
    assert_eq!(identity(&place.at("public/files/a.bin")), before);
    fs::write(&source, format!("{}表", "图".repeat(99_999))).unwrap();
    assert_eq!(build().written, 1);
    assert!(place.output()["files/a.bin"].ends_with('表'));
}

#[test]
fn an_asset_that_is_gone_is_a_failure_that_names_it() {
    let place = Place::new();
    let writer = place.begin();
    let failure = writer.put("a.bin", Content::Copy(&place.at("nowhere.bin"))).unwrap_err();
    assert!(failure.text(Language::English).contains("nowhere.bin"), "{failure}");
    assert_eq!(failure.exit_code(), 3);
}

#[test]
fn after_a_failure_every_thread_stops_with_the_same_one() {
    let place = Place::new();
    place.build(&FIRST);
    let writer = place.begin();
    let results: Vec<_> = (0..500)
        .into_par_iter()
        .map(|number| match number {
            250 => writer.put("../out.html", Content::Bytes(b"x")),
            _ => writer.put(&format!("p/{number}/index.html"), Content::Bytes(b"x")),
        })
        .filter_map(Result::err)
        .collect();
    assert!(results.iter().all(|it| it.diagnostic.code == "output-path"), "{results:?}");
    assert_eq!(writer.put("late.html", Content::Bytes(b"x")).unwrap_err(), results[0]);
    assert_eq!(writer.commit().unwrap_err(), results[0]);
    assert_eq!(place.output(), tree(&FIRST));
    place.assert_tidy();
}

#[test]
fn paths_that_lead_elsewhere_are_refused() {
    let too_long = "甲".repeat(86);
    for path in [
        "",
        "/",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a/..",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "a\0b",
        "a\nb",
        MANIFEST,
        &too_long,
    ] {
        let place = Place::new();
        let failure = place.begin().put(path, Content::Bytes(b"x")).unwrap_err();
        assert_eq!(failure.diagnostic.code, "output-path", "{path:?}");
    }
    for path in ["a", "...", "a/..b/c..", ".nojekyll", "报告/甲.html", ".well-known/security.txt"] {
        assert!(place::is_safe(path), "{path}");
    }
}

#[test]
fn one_path_cannot_be_written_twice() {
    let place = Place::new();
    place.build(&FIRST);
    for (one, other) in [("index.html", "index.html"), ("news", "news/a"), ("news/a", "news")] {
        let writer = place.begin();
        writer.put(one, Content::Bytes(b"home")).unwrap();
        let failure = writer.put(other, Content::Bytes(b"other")).unwrap_err();
        assert_eq!(failure.diagnostic.code, "output-path", "{one} {other}");
    }
    assert_eq!(place.output(), tree(&FIRST), "a linked file was written to");
}

#[test]
fn folders_that_must_not_be_replaced_are_refused() {
    let place = Place::new();
    let marker = place.at("site/content/a.md");
    fs::write(&marker, "marker").unwrap();
    fs::create_dir_all(place.at("home/desk")).unwrap();
    fs::create_dir_all(place.at("full")).unwrap();
    fs::write(place.at("full/thesis.txt"), "marker").unwrap();
    fs::write(place.at("file"), "marker").unwrap();
    let mut refused = vec![
        "/",
        "site",
        "",
        "site/content",
        "site/content/deep/out",
        "site/static",
        "site/templates/x",
        "home",
        "full",
        "file",
        "file/below",
        "site/content/..",
        "nowhere/../x",
    ];
    #[cfg(unix)]
    {
        fs::create_dir(place.at("real")).unwrap();
        std::os::unix::fs::symlink(place.at("real"), place.at("link")).unwrap();
        std::os::unix::fs::symlink(place.at("site"), place.at("alias")).unwrap();
        refused.extend(["link", "link/", "alias/content"]);
    }
    for path in refused {
        let failure = place.begin_at(&place.at(path)).map(drop).unwrap_err();
        assert_eq!((failure.class, failure.exit_code()), (Class::Usage, 2), "{path}: {failure}");
    }
    assert_eq!(fs::read_to_string(marker).unwrap(), "marker");
    assert_eq!(fs::read_to_string(place.at("full/thesis.txt")).unwrap(), "marker");
    for path in ["site/public", "home/desk/public", "real"] {
        #[cfg(not(unix))]
        fs::create_dir_all(place.at(path)).unwrap();
        place.begin_at(&place.at(path)).unwrap();
    }
}

#[test]
fn a_manifest_of_a_newer_version_is_refused() {
    let place = Place::new();
    place.build(&FIRST);
    for text in ["{\"format\": 2, \"generator\": \"yaomu\", \"files\": []}", "{", ""] {
        fs::write(place.at("public").join(MANIFEST), text).unwrap();
        let failure = place.begin_at(&place.at("public")).map(drop).unwrap_err();
        assert_eq!((failure.class, failure.diagnostic.code), (Class::Usage, "output-refused"));
    }
    place.assert_tidy();
}

#[test]
fn a_second_build_waits_and_then_names_the_first() {
    let place = Place::new();
    let first = place.begin();
    let failure = place.begin_at(&place.at("public")).map(drop).unwrap_err();
    assert_eq!((failure.class, failure.diagnostic.code), (Class::Environment, "output-locked"));
    #[cfg(unix)]
    assert!(
        failure.text(Language::English).starts_with(&format!("process {}", std::process::id())),
        "{failure}"
    );
    std::thread::scope(|scope| {
        let second = scope.spawn(|| {
            let target = Target { out: &place.at("public"), root: &place.at("site"), home: None };
            Writer::begin(&target).map(drop)
        });
        std::thread::sleep(Duration::from_millis(120));
        drop(first);
        second.join().unwrap().unwrap();
    });
    place.assert_tidy();
}

#[test]
fn many_builds_at_once_take_turns() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for number in 0..6 {
            let place = &place;
            scope.spawn(move || {
                let target = Target { out: &place.at("public"), root: &place.at("site"), home: None };
                let writer = Writer::begin(&target).unwrap();
                let text = number.to_string();
                for path in ["a", "b", "c"] {
                    writer.put(path, Content::Bytes(text.as_bytes())).unwrap();
                }
                writer.commit().unwrap();
            });
        }
    });
    let output = place.output();
    assert!(output.values().all(|text| *text == output["a"]), "{output:?}");
    place.assert_tidy();
}

/// The states in which a build can be killed: each by what lies on the disk then.
mod killed {
    use super::*;

    fn staging(place: &Place) -> PathBuf {
        place.at(".public.yaomu-4242")
    }

    fn half_built(place: &Place) {
        fs::create_dir_all(staging(place).join("news")).unwrap();
        fs::write(staging(place).join("news/half.html"), "ha").unwrap();
        fs::write(place.at(".public.yaomu-lock"), "4242").unwrap();
    }

    #[test]
    fn while_it_was_staging() {
        let place = Place::new();
        place.build(&FIRST);
        half_built(&place);
        assert_eq!(place.output(), tree(&FIRST));
        assert_eq!(place.build(&FIRST).unchanged, 3);
        place.assert_tidy();
    }

    #[test]
    fn between_exchange_and_removal() {
        let place = Place::new();
        place.build(&FIRST);
        half_built(&place);
        fs::rename(place.at("public"), place.at("new")).unwrap();
        fs::rename(staging(&place), place.at("public")).unwrap();
        fs::rename(place.at("new"), staging(&place)).unwrap();
        // The swapped-in folder is whole in truth: with a manifest.
        let files = BTreeSet::from(["news/half.html".to_owned()]);
        manifest::write(&place.at("public"), Made { files, ..Made::default() }).map_err(|_| ()).unwrap();
        place.build(&FIRST);
        assert_eq!(place.output(), tree(&FIRST));
        place.assert_tidy();
    }

    #[test]
    fn between_two_renames() {
        let place = Place::new();
        place.build(&FIRST);
        half_built(&place);
        fs::rename(place.at("public"), place.at(".public.yaomu-old")).unwrap();
        drop(place.begin());
        assert_eq!(place.output(), tree(&FIRST));
        place.assert_tidy();
    }

    #[test]
    fn after_two_renames() {
        let place = Place::new();
        place.build(&FIRST);
        let old = place.at(".public.yaomu-old");
        fs::create_dir(&old).unwrap();
        fs::write(old.join("index.html"), "old").unwrap();
        drop(place.begin());
        assert_eq!(place.output(), tree(&FIRST));
        place.assert_tidy();
    }

    #[test]
    fn a_neighbour_of_a_similar_name_is_left_alone() {
        let place = Place::new();
        for name in [".public.yaomu-", ".public.yaomu-x1", ".public2.yaomu-1"] {
            fs::create_dir(place.at(name)).unwrap();
        }
        place.build(&FIRST);
        for name in [".public.yaomu-", ".public.yaomu-x1", ".public2.yaomu-1"] {
            assert!(place.at(name).is_dir(), "{name}");
        }
    }
}

#[test]
fn two_renames_do_what_an_exchange_does() {
    let place = Place::new();
    let (staging, out) = (place.at("staging"), place.at("public"));
    fs::create_dir(&staging).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(staging.join("new"), "").unwrap();
    let aside = swap::rename_twice(&staging, &out).unwrap();
    assert!(out.join("new").exists() && !staging.exists());
    fs::remove_dir(aside).unwrap();
    swap::rename_twice(&place.at("nowhere"), &out).unwrap_err();
    assert!(out.join("new").exists(), "the old folder did not step back");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_link_in_the_place_of_our_file_is_replaced_and_not_followed() {
        let place = Place::new();
        place.build(&FIRST);
        let secret = place.at("home");
        fs::write(&secret, "home").unwrap();
        let file = place.at("public/index.html");
        fs::remove_file(&file).unwrap();
        symlink(&secret, &file).unwrap();
        assert_eq!(place.build(&FIRST), Report { written: 1, unchanged: 2, removed: 0 });
        assert!(fs::symlink_metadata(&file).unwrap().is_file());
        assert_eq!(fs::read_to_string(secret).unwrap(), "home");
    }

    #[test]
    fn a_link_in_the_place_of_our_folder_is_not_followed() {
        let place = Place::new();
        place.build(&FIRST);
        fs::create_dir(place.at("home")).unwrap();
        fs::rename(place.at("public/news"), place.at("home/news")).unwrap();
        symlink(place.at("home/news"), place.at("public/news")).unwrap();
        let writer = place.begin();
        for (path, text) in FIRST {
            writer.put(path, Content::Bytes(text.as_bytes())).unwrap();
        }
        assert_eq!(writer.commit().unwrap_err().diagnostic.code, "foreign-file");
        assert!(place.at("home/news/a/index.html").exists());
    }

    #[test]
    fn links_and_rights_of_the_user_are_carried_over() {
        let place = Place::new();
        place.build(&FIRST);
        symlink("/nowhere", place.at("public/own-link")).unwrap();
        fs::create_dir(place.at("public/own")).unwrap();
        fs::set_permissions(place.at("public/own"), fs::Permissions::from_mode(0o700)).unwrap();
        fs::set_permissions(place.at("public"), fs::Permissions::from_mode(0o750)).unwrap();
        place.build(&FIRST[..1]);
        assert_eq!(fs::read_link(place.at("public/own-link")).unwrap(), Path::new("/nowhere"));
        let mode = |path: &str| fs::metadata(place.at(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("public/own"), mode("public")), (0o700, 0o750));
    }

    #[test]
    fn a_pipe_is_not_copied() {
        use rustix::fs::{CWD, Mode, mkfifoat};
        let place = Place::new();
        let pipe = place.at("source.bin");
        mkfifoat(CWD, &pipe, Mode::from_raw_mode(0o600)).unwrap();
        place.begin().put("a", Content::Copy(&pipe)).unwrap_err();
    }

    #[test]
    fn a_folder_that_may_not_be_written_to_is_a_failure_that_names_it() {
        let place = Place::new();
        let shut = place.at("shut");
        fs::create_dir(&shut).unwrap();
        fs::set_permissions(&shut, fs::Permissions::from_mode(0o500)).unwrap();
        if fs::write(shut.join("probe"), "").is_ok() {
            return; // The superuser may write everywhere.
        }
        let failure = place.begin_at(&shut.join("public")).map(drop).unwrap_err();
        assert_eq!((failure.class, failure.diagnostic.code), (Class::Environment, "no-permission"));
        assert!(failure.text(Language::English).contains("shut"));
    }
}

/// Needs the right to mount; elsewhere there is nothing to see.
#[cfg(target_os = "linux")]
mod small_disk {
    use std::process::Command;

    use super::*;

    struct Mount(PathBuf);

    impl Mount {
        fn new(at: PathBuf) -> Option<Self> {
            fs::create_dir(&at).unwrap();
            let status =
                Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&at).output();
            status.is_ok_and(|it| it.status.success()).then_some(Self(at))
        }
    }

    impl Drop for Mount {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }

    #[test]
    fn a_full_disk_is_a_failure_and_the_old_site_stays() {
        let place = Place::new();
        let Some(_mount) = Mount::new(place.at("disk")) else { return };
        let out = place.at("disk/public");
        let first = place.begin_at(&out).unwrap();
        first.put("index.html", Content::Bytes(b"home")).unwrap();
        first.commit().unwrap();
        let before = read_tree(&out);
        for _ in 0..20 {
            let writer = place.begin_at(&out).unwrap();
            let page = vec![b'x'; 10_000];
            let failure = (0..400)
                .into_par_iter()
                .map(|number| writer.put(&format!("{number}/index.html"), Content::Bytes(&page)))
                .find_map_any(Result::err)
                .unwrap();
            assert_eq!((failure.exit_code(), failure.diagnostic.code), (3, "disk-full"));
            assert!(
                failure.text(Language::Chinese).contains("磁盘已满")
                    && failure.text(Language::Chinese).contains("disk/public/")
            );
            drop(writer);
        }
        assert_eq!(read_tree(&out), before);
    }

    #[test]
    fn an_output_folder_that_is_a_mount_point_is_a_failure_that_says_so() {
        let place = Place::new();
        let Some(mount) = Mount::new(place.at("public")) else { return };
        let writer = place.begin_at(&mount.0).unwrap();
        writer.put("index.html", Content::Bytes(b"home")).unwrap();
        let failure = writer.commit().unwrap_err();
        assert_eq!(failure.exit_code(), 3, "{failure}");
        assert!(["disk-busy", "other-disk"].contains(&failure.diagnostic.code), "{failure}");
        drop(mount);
        place.assert_tidy();
    }
}
