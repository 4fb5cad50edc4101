use super::*;

#[test]
fn a_plain_path_is_decoded_once() {
    for (target, path) in [
        ("/", "/"),
        ("/news/a/", "/news/a/"),
        ("/%E6%8A%A5%E5%91%8A/?x=..", "/报告/"),
        ("/报告/#top", "/报告/"),
        ("/a%20b", "/a b"),
        ("/%252e%252e/x", "/%2e%2e/x"),
        ("/..a/b..", "/..a/b.."),
    ] {
        assert_eq!(decode(target).as_deref(), Ok(path), "{target}");
    }
}

#[test]
fn a_path_that_is_not_plain_is_refused() {
    for (target, status) in [
        ("/../../etc/passwd", 400),
        ("/news/..", 400),
        ("/./x", 400),
        ("/%2e%2e/%2e%2e/etc/passwd", 400),
        ("/.%2e/x", 400),
        ("/%2E%2E%2fetc/passwd", 400),
        ("/a%2fb", 400),
        ("/a%00.html", 400),
        ("/a%5c..%5cb", 400),
        ("/a\\..\\b", 400),
        ("/%", 400),
        ("/%4", 400),
        ("/%zz", 400),
        ("/%ff", 400),
        ("/%c0%ae%c0%ae/", 400),
        ("/a%0d%0aSet-Cookie:x", 400),
        ("//etc/passwd", 404),
        ("/a//b", 404),
        ("http://evil.example/", 400),
        ("evil.example:80", 400),
        ("*", 400),
        ("", 400),
    ] {
        assert_eq!(decode(target), Err(status), "{target}");
    }
}

proptest::proptest! {
    #[test]
    fn no_target_decodes_to_a_way_up(target in "/[a./%25eE0-9\\\\]{0,24}") {
        if let Ok(path) = decode(&target) {
            proptest::prop_assert!(path.starts_with('/') && !path.contains('\\'));
            proptest::prop_assert!(path.split('/').all(|part| part != ".." && part != "."));
        }
    }
}
