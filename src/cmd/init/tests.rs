//! Questions, answers and where files go.

use std::path::PathBuf;

use super::ask::{Dialogue, answers};
use super::*;

fn args() -> InitArgs {
    InitArgs { dir: PathBuf::new(), name: None, publisher: None, region: None, base_url: None, yes: false }
}

fn asked(args: &InitArgs, typed: &str) -> (Answers, String) {
    let (mut input, mut output) = (typed.as_bytes(), Vec::new());
    let dialogue = Dialogue::new(&mut input, &mut output, Language::English);
    let answers = answers(args, Language::English, Some(dialogue)).unwrap();
    (answers, String::from_utf8(output).unwrap())
}

#[test]
fn what_is_not_given_is_asked_until_it_fits() {
    let typed = "湘潭人大摘编\n某办公室\n湘谭市\n湘潭市\nexample.org\nhttps://example.org/a\n";
    let (answers, said) = asked(&args(), typed);
    assert_eq!(answers.name, "湘潭人大摘编");
    assert_eq!(answers.publisher.as_deref(), Some("某办公室"));
    assert_eq!(answers.region.code, "430300");
    assert_eq!(answers.base_url.as_deref(), Some("https://example.org/a/"));
    assert!(said.contains("did you mean `430300` 湘潭市?"), "{said}");
    assert!(said.contains("this is no address of a site"), "{said}");
    assert_eq!(said.matches("Region,").count(), 2);
}

#[test]
fn empty_answers_and_the_end_of_them_are_the_defaults() {
    for typed in ["\n\n\n\n", "", "\r\n"] {
        let (answers, _) = asked(&args(), typed);
        assert_eq!(answers.name, "Congress Digest");
        assert_eq!((answers.publisher, answers.base_url), (None, None));
        assert!(answers.region.row.is_some());
    }
}

#[test]
fn what_is_given_is_not_asked() {
    let given = InitArgs {
        name: Some("摘编".to_owned()),
        publisher: Some(String::new()),
        region: Some("湖南".to_owned()),
        base_url: Some("https://example.org/".to_owned()),
        ..args()
    };
    let (answers, said) = asked(&given, "x\n");
    assert_eq!((answers.name.as_str(), said.as_str()), ("摘编", ""));
    assert_eq!(answers.publisher, None);
    let wrong = InitArgs { region: Some("胡南省".to_owned()), ..args() };
    let refused = ask::answers(&wrong, Language::English, None).unwrap_err();
    assert_eq!(refused.exit_code(), 2);
}

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned(), part: Part::Frame }
}

#[test]
fn nothing_is_overwritten() {
    let dir = tempfile::TempDir::new().unwrap();
    let root = dir.path().join("a/b");
    let files = [file("x/y.md", "one"), file("z", "two")];
    assert_eq!(lay::lay(&root, &files).unwrap().written, 2);
    fs::write(root.join("z"), "mine").unwrap();
    let again = lay::lay(&root, &files).unwrap();
    assert_eq!((again.written, again.left), (0, vec!["z".to_owned()]));
    assert_eq!(fs::read_to_string(root.join("z")).unwrap(), "mine");
}

#[test]
fn a_file_is_no_folder() {
    let dir = tempfile::TempDir::new().unwrap();
    fs::write(dir.path().join("x"), "").unwrap();
    assert!(lay::look(&dir.path().join("x")).is_err());
    assert!(lay::look(&dir.path().join("x/y")).is_err());
    let refused = lay::lay(dir.path(), &[file("z", ""), file("x/y.md", "")]).err().unwrap();
    assert_eq!(refused.exit_code(), 2);
    assert!(!dir.path().join("z").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links_that_lead_outside() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::TempDir::new().unwrap();
    let (root, outside) = (dir.path().join("site"), dir.path().join("outside"));
    fs::create_dir_all(root.join("inside")).unwrap();
    fs::create_dir_all(&outside).unwrap();
    symlink(&outside, root.join("content")).unwrap();
    symlink(root.join("inside"), root.join("static")).unwrap();
    symlink(outside.join("new"), root.join("README.md")).unwrap();
    let refused = lay::lay(&root, &[file("static/b", ""), file("content/a.md", "")]).err().unwrap();
    assert!(refused.text(Language::English).contains("leads out"));
    let laid = lay::lay(&root, &[file("static/b", ""), file("README.md", "text")]).unwrap();
    assert_eq!((laid.written, laid.left), (1, vec!["README.md".to_owned()]));
    assert!(root.join("inside/b").exists());
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}
