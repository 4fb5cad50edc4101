use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::super::live::Live;
use super::super::{News, Source, request};
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

/// A source that changes while a page is made of it.
struct Changing {
    begun: Mutex<Sender<()>>,
    changed: Mutex<Receiver<()>>,
}

impl Source for Changing {
    fn is_ready(&self) -> bool {
        true
    }

    fn has(&self, _: &str) -> bool {
        true
    }

    fn find(&self, _: &str) -> Option<Served> {
        self.begun.lock().unwrap().send(()).unwrap();
        self.changed.lock().unwrap().recv().unwrap();
        Some(Served::Bytes(b"old</body>".as_slice().into()))
    }
}

#[test]
fn a_page_made_of_an_older_site_is_not_called_new() {
    let ((begin, begun), (change, changed)) = (channel(), channel());
    let source = Changing { begun: Mutex::new(begin), changed: Mutex::new(changed) };
    let site = Site {
        source: &source,
        base_path: "/".to_owned(),
        hosts: Vec::new(),
        language: Language::English,
        is_exposed: false,
        live: Live::new(7),
    };
    let request = request::parse(b"GET / HTTP/1.1\r\nHost: localhost").unwrap();
    std::thread::scope(|scope| {
        let answered = scope.spawn(|| answer(&request, &site));
        begun.recv().unwrap();
        site.live.tell(News { is_fresh: true, ..News::default() });
        change.send(()).unwrap();
        let Answer::Response(Response { body: Body::Bytes(page), .. }) = answered.join().unwrap() else {
            panic!("a page");
        };
        assert!(String::from_utf8_lossy(&page).contains("data-stamp=\"7-0\""));
    });
}

#[test]
fn a_line_end_in_a_target_gets_into_no_header() {
    for target in ["/news?a\nSet-Cookie:x", "/news?a\rb", "/news#\0"] {
        let head = format!("GET {target} HTTP/1.1\r\nHost: localhost");
        assert_eq!(request::parse(head.as_bytes()), Err(400));
    }
}
