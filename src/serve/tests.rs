#![expect(clippy::disallowed_methods, reason = "the tests change the files that the server watches")]

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, RwLock};
use std::thread::JoinHandle;
use std::time::Instant;

use tempfile::TempDir;

use super::*;

/// A site in memory.
#[derive(Clone, Default)]
struct Generation {
    files: HashMap<String, Served>,
}

/// What came of a change: the site, if there is one, and what is wrong.
#[derive(Clone, Default)]
struct Outcome {
    generation: Option<Generation>,
    problems: Option<String>,
}

#[derive(Default)]
struct Shown(RwLock<Option<Generation>>);

impl Source for Shown {
    fn is_ready(&self) -> bool {
        self.0.read().unwrap().is_some()
    }

    fn find(&self, path: &str) -> Option<Served> {
        self.0.read().unwrap().as_ref()?.files.get(path).cloned()
    }

    fn has(&self, path: &str) -> bool {
        self.0.read().unwrap().as_ref().is_some_and(|it| it.files.contains_key(path))
    }
}

/// A server on a free port, with what comes of the next change.
struct Preview {
    address: SocketAddr,
    stopper: Stopper,
    thread: Option<JoinHandle<Result<(), Failure>>>,
    /// What happened, in words.
    told: Receiver<String>,
    next: Arc<Mutex<Outcome>>,
}

fn generation(files: &[(&str, &str)]) -> Generation {
    let files = files.iter().map(|&(path, text)| (path.to_owned(), Served::Bytes(text.as_bytes().into())));
    Generation { files: files.collect() }
}

fn site() -> Generation {
    generation(&[
        ("index.html", "<body>home</BODY>\n"),
        ("news/a/index.html", "<p>甲"),
        ("报告/index.html", "<p>报告"),
        ("404.html", "<body>own 404</body>"),
        ("data/figures.csv", "a,b\n1,2\n"),
        ("feed.json", "{}"),
        ("style.css", "a{}"),
    ])
}

fn fine(generation: Generation) -> Outcome {
    Outcome { generation: Some(generation), problems: None }
}

impl Preview {
    fn start(outcome: Outcome, options: Options) -> Self {
        let server = Server::bind(&Options { port: 0, ..options }).unwrap();
        let (address, stopper) = (server.address(), server.stopper());
        let next = Arc::new(Mutex::new(outcome));
        let (tell, told) = channel();
        let (is_read, wait) = channel();
        let outcomes = Arc::clone(&next);
        let of_news = tell.clone();
        let report = move |event: Event<'_>| {
            let _ = tell.send(match event {
                Event::Listening { url, .. } => format!("listening {url}"),
                Event::Changed(paths) => format!("changed {}", paths.len()),
                Event::Ended => "ended".to_owned(),
            });
        };
        let thread = thread::spawn(move || {
            let shown = Shown::default();
            let follow = |task: Task<'_>, hear: &dyn Fn(News)| {
                if task == Task::Settle {
                    return;
                }
                let Outcome { generation, problems } = outcomes.lock().unwrap().clone();
                let is_fresh = generation.is_some();
                if is_fresh {
                    *shown.0.write().unwrap() = generation;
                }
                hear(News { is_fresh, files: Vec::new(), problems: Some(problems) });
                // At the start nobody waits for the word.
                if is_read.send(()).is_err() {
                    let _ = of_news.send(if is_fresh { "fresh" } else { "stale" }.to_owned());
                }
            };
            server.run(&shown, follow, report)
        });
        wait.recv().unwrap();
        drop(wait);
        Self { address, stopper, thread: Some(thread), told, next }
    }

    fn of(generation: Generation) -> Self {
        Self::start(fine(generation), Options::default())
    }

    /// What the server answers to `text`, as it is sent.
    fn raw(&self, text: &str) -> Reply {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        Reply::of(&bytes)
    }

    fn ask(&self, method: &str, target: &str, fields: &str) -> Reply {
        self.raw(&format!(
            "{method} {target} HTTP/1.1\r\nHost: localhost:{}\r\n{fields}\r\n",
            self.address.port()
        ))
    }

    fn get(&self, target: &str) -> Reply {
        self.ask("GET", target, "")
    }

    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        write!(stream, "GET /_yaomu/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
        Events { stream, seen: String::new() }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.stopper.stop();
        let begin = Instant::now();
        if let Some(thread) = self.thread.take() {
            let result = thread.join();
            if !thread::panicking() {
                result.unwrap().unwrap();
                assert!(begin.elapsed() < Duration::from_secs(4), "it ended late");
            }
        }
    }
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
        Self { status, head: format!("{head}\r\n"), body: body.to_owned() }
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

struct Events {
    stream: TcpStream,
    seen: String,
}

impl Events {
    /// Reads on until `text` has been said.
    fn wait_for(&mut self, text: &str) {
        let mut chunk = [0; 1024];
        while !self.seen.contains(text) {
            let count = self.stream.read(&mut chunk).unwrap();
            assert!(count > 0, "the connection ended after {:?}", self.seen);
            self.seen.push_str(&String::from_utf8_lossy(&chunk[..count]));
        }
    }
}

#[test]
fn pages_are_served_with_the_script_and_other_files_as_they_are() {
    let preview = Preview::of(site());
    let home = preview.get("/");
    assert_eq!(home.status, 200);
    let tag = home.field("ETag").unwrap().trim_matches('"');
    let script = format!(
        "<script src=\"/_yaomu/reload.js\" data-stamp=\"{}-1\" data-tag=\"{tag}\"></script>",
        std::process::id()
    );
    assert_eq!(home.body, format!("<body>home{script}</BODY>\n"));
    assert_eq!(preview.ask("HEAD", "/", "").field("ETag"), home.field("ETag"));
    assert_ne!(preview.get("/news/a/").field("ETag"), home.field("ETag"));
    assert!(preview.get("/news/a/").body.starts_with("<p>甲<script"));
    assert!(preview.get("/%E6%8A%A5%E5%91%8A/").body.starts_with("<p>报告"));
    assert_eq!(preview.get("/data/figures.csv?v=1").body, "a,b\n1,2\n");
    let script = preview.get("/_yaomu/reload.js?x");
    assert_eq!((script.status, script.field("Content-Type")), (200, Some("text/javascript; charset=utf-8")));
    assert!(script.body.contains("EventSource"));
}

#[test]
fn every_answer_says_what_it_is_and_is_not_kept() {
    let preview = Preview::of(site());
    for (path, media) in [
        ("/", "text/html; charset=utf-8"),
        ("/data/figures.csv", "text/csv; charset=utf-8"),
        ("/feed.json", "application/json; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/nowhere/", "text/html; charset=utf-8"),
        ("/%00", "text/plain; charset=utf-8"),
    ] {
        let reply = preview.get(path);
        assert_eq!(reply.field("Content-Type"), Some(media), "{path}");
        assert_eq!(reply.field("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(reply.field("Cache-Control"), Some("no-store"));
        assert_eq!(reply.field("Content-Length"), Some(&*reply.body.len().to_string()));
        assert!(!reply.head.to_lowercase().contains("access-control"));
    }
}

#[test]
fn only_names_of_this_machine_are_answered_to() {
    let options = Options { hosts: vec!["Preview.test".to_owned()], ..Options::default() };
    let preview = Preview::start(fine(site()), options);
    let status = |host: &str| preview.raw(&format!("GET / HTTP/1.1\r\n{host}\r\n")).status;
    for host in
        ["localhost", "localhost:1111", "LOCALHOST", "127.0.0.1:80", "[::1]", "[::1]:80", "preview.test:1"]
    {
        assert_eq!(status(&format!("Host: {host}\r\n")), 200, "{host}");
    }
    for host in
        ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "", "[::2]"]
    {
        assert_eq!(status(&format!("Host: {host}\r\n")), 403, "{host}");
    }
    assert_eq!(status(""), 400);
    assert_eq!(status("Host: localhost\r\nHost: evil.example\r\n"), 400);
}

#[test]
fn a_foreign_origin_is_refused() {
    let preview = Preview::of(site());
    let port = preview.address.port();
    for target in ["/", "/_yaomu/events", "/_yaomu/reload.js"] {
        for origin in ["http://evil.example", "null", "http://localhost:1", "file://", "http://localhost"] {
            let reply = preview.ask("GET", target, &format!("Origin: {origin}\r\n"));
            assert_eq!(reply.status, 403, "{target} {origin}");
        }
    }
    assert_eq!(preview.ask("GET", "/", &format!("Origin: http://localhost:{port}\r\n")).status, 200);
}

#[test]
fn only_get_and_head_are_answered() {
    let preview = Preview::of(site());
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"] {
        let reply = preview.ask(method, "/", "Content-Length: 5\r\n");
        assert_eq!((reply.status, reply.field("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = preview.ask("HEAD", "/data/figures.csv", "");
    assert_eq!((head.status, head.field("Content-Length"), &*head.body), (200, Some("8"), ""));
    assert_eq!(preview.ask("HEAD", "/_yaomu/events", "").status, 200);
}

#[test]
fn no_path_leads_outside() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("secret"), "SECRET").unwrap();
    fs::create_dir(temp.path().join("site")).unwrap();
    fs::write(temp.path().join("site/a.txt"), "a").unwrap();
    let mut generation = site();
    generation.files.insert("a.txt".into(), Served::File(temp.path().join("site/a.txt")));
    let preview = Preview::of(generation);
    assert_eq!(preview.get("/a.txt").body, "a");
    for target in [
        "/../secret",
        "/../../etc/passwd",
        "/%2e%2e/secret",
        "/%2e%2e%2fsecret",
        "/..%2fsecret",
        "/..%5csecret",
        "/..\\secret",
        "//etc/passwd",
        "///etc/passwd",
        "/a.txt%00",
        "/a.txt/../../secret",
        "/a.txt/",
        "/./secret",
        "/%252e%252e/secret",
        "/news/../../secret",
        "http://localhost/a.txt",
        "http://evil.example/",
        "*",
        "etc/passwd",
        "/%c0%ae%c0%ae/secret",
        "/a.txt%2f..%2f..%2fsecret",
        "/news//a/",
    ] {
        let reply = preview.get(target);
        assert!([400, 404].contains(&reply.status), "{target}: {}", reply.status);
        assert!(!reply.body.contains("SECRET") && !reply.body.contains("root:"), "{target}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_has_become_a_link_or_a_pipe_is_not_there() {
    use rustix::fs::{CWD, Mode, mkfifoat};
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("secret"), "SECRET").unwrap();
    std::os::unix::fs::symlink(temp.path().join("secret"), temp.path().join("link.txt")).unwrap();
    mkfifoat(CWD, temp.path().join("pipe.txt"), Mode::from_raw_mode(0o600)).unwrap();
    let mut generation = site();
    for name in ["link.txt", "pipe.txt", "gone.txt"] {
        generation.files.insert(name.into(), Served::File(temp.path().join(name)));
    }
    let preview = Preview::of(generation);
    for name in ["/link.txt", "/pipe.txt", "/gone.txt"] {
        let reply = preview.get(name);
        assert_eq!(reply.status, 404, "{name}");
        assert!(reply.body.contains("own 404"));
    }
}

#[test]
fn a_folder_without_its_slash_is_sent_on() {
    let preview = Preview::of(site());
    let reply = preview.get("/news/a?x=1");
    assert_eq!((reply.status, reply.field("Location")), (302, Some("/news/a/?x=1")));
    let reply = preview.get("/%E6%8A%A5%E5%91%8A");
    assert_eq!((reply.status, reply.field("Location")), (302, Some("/%E6%8A%A5%E5%91%8A/")));
}

#[test]
fn what_is_not_there_gets_the_page_of_the_site() {
    let preview = Preview::of(site());
    let reply = preview.get("/nowhere");
    assert_eq!(reply.status, 404);
    assert!(reply.body.starts_with("<body>own 404<script"));
    let bare = Preview::of(generation(&[("index.html", "x")]));
    assert_eq!(bare.get("/nowhere").body, "404 Not Found\n");
}

#[test]
fn a_range_of_a_file_is_served_alone() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("a.mp4");
    let bytes: Vec<u8> = (0..200_000_u32).map(|it| b'a' + u8::try_from(it % 26).unwrap()).collect();
    fs::write(&file, &bytes).unwrap();
    let mut generation = site();
    generation.files.insert("a.mp4".into(), Served::File(file));
    let preview = Preview::of(generation);
    let range = |path: &str, range: &str| preview.ask("GET", path, &format!("Range: {range}\r\n"));
    let whole = preview.get("/a.mp4");
    assert_eq!((whole.status, whole.field("Accept-Ranges")), (200, Some("bytes")));
    assert_eq!(whole.body.as_bytes(), bytes);
    for (asked, content_range, part) in [
        ("bytes=0-3", "bytes 0-3/200000", &bytes[..4]),
        ("bytes=100000-", "bytes 100000-199999/200000", &bytes[100_000..]),
        ("bytes=-5", "bytes 199995-199999/200000", &bytes[199_995..]),
        ("bytes=199999-999999", "bytes 199999-199999/200000", &bytes[199_999..]),
        ("bytes=-999999", "bytes 0-199999/200000", &bytes[..]),
    ] {
        let reply = range("/a.mp4", asked);
        assert_eq!((reply.status, reply.field("Content-Range")), (206, Some(content_range)), "{asked}");
        assert_eq!(reply.body.as_bytes(), part);
    }
    for asked in ["bytes=200000-", "bytes=-0", "bytes=300000-300001"] {
        let reply = range("/a.mp4", asked);
        assert_eq!((reply.status, reply.field("Content-Range")), (416, Some("bytes */200000")), "{asked}");
    }
    for asked in ["bytes=0-1,4-5", "bytes=5-1", "lines=1-2", "bytes=a-b", "bytes=-", "bytes=+1-2"] {
        assert_eq!(range("/a.mp4", asked).status, 200, "{asked}");
    }
    assert_eq!(range("/data/figures.csv", "bytes=4-6").body, "1,2");
    assert_eq!(range("/", "bytes=0-3").status, 200, "a page is served whole");
    assert_eq!(preview.ask("GET", "/a.mp4", "Range: bytes=0-3\r\nIf-Range: \"x\"\r\n").status, 200);
}

#[test]
fn a_site_may_lie_under_a_path() {
    let preview =
        Preview::start(fine(site()), Options { base_path: "repo".to_owned(), ..Options::default() });
    assert_eq!(preview.told.recv().unwrap(), format!("listening http://{}/repo/", preview.address));
    assert!(preview.get("/repo/").body.contains("home"));
    assert_eq!(preview.get("/repo/news/a").field("Location"), Some("/repo/news/a/"));
    for path in ["/", "/repo"] {
        assert_eq!(preview.get(path).field("Location"), Some("/repo/"), "{path}");
    }
    for path in ["/news/a/", "/repository/", "/style.css"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
    assert_eq!(preview.get("/_yaomu/reload.js").status, 200);
    for path in ["/a/../b/", "/a b/", "/a?b/", "/报告/"] {
        let failure = Server::bind(&Options { base_path: path.to_owned(), ..Options::default() })
            .map(drop)
            .unwrap_err();
        assert_eq!(failure.exit_code(), 2, "{path}");
    }
}

#[test]
fn a_page_that_cannot_be_made_is_shown_as_it_last_was() {
    let mut generation = site();
    let mut broken = |path: &str, last: Option<&str>| {
        let last = last.map(|it| it.as_bytes().into());
        let why = "line 3: <script>alert(1)</script>".to_owned();
        generation.files.insert(path.to_owned(), Served::Broken { last, why });
    };
    broken("bad/index.html", None);
    broken("stale/index.html", Some("<body>good</body>"));
    generation.files.insert("good/index.html".to_owned(), Served::Bytes(b"<body>good</body>"[..].into()));
    let preview = Preview::of(generation);
    let bad = preview.get("/bad/");
    assert_eq!(bad.status, 500);
    assert!(bad.body.contains("line 3: &lt;script&gt;alert(1)"));
    let stale = preview.get("/stale/");
    assert_eq!(stale.status, 200);
    assert!(stale.body.starts_with("<body>good<script"));
    assert!(stale.body.contains("data-problem=\"line 3: &lt;script&gt;"));
    assert_ne!(stale.field("ETag"), preview.get("/good/").field("ETag"), "mended, it loads itself again");
}

#[test]
fn before_a_site_is_built_its_problems_show_escaped() {
    let outcome = Outcome { generation: None, problems: Some("a.md:3: <b>&".to_owned()) };
    let preview = Preview::start(outcome, Options::default());
    let reply = preview.get("/any/page/");
    assert_eq!(reply.status, 503);
    assert!(reply.body.contains("a.md:3: &lt;b&gt;&amp;"));
    assert!(reply.body.contains("/_yaomu/reload.js"));
}

/// A server that watches a folder, after it has said that it listens.
fn watching(temp: &TempDir) -> Preview {
    let root = temp.path();
    fs::create_dir_all(root.join("content/news")).unwrap();
    fs::create_dir_all(root.join("content/out")).unwrap();
    let options = Options {
        watch: ["content", "templates", "site.toml"].map(|name| root.join(name)).to_vec(),
        ignore: vec![root.join("content/out")],
        ..Options::default()
    };
    let preview = Preview::start(fine(site()), options);
    assert!(preview.told.recv_timeout(Duration::from_secs(60)).unwrap().starts_with("listening"));
    preview
}

impl Preview {
    fn hears(&self) -> String {
        self.told.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    /// Waits until no more changes are told, each of which ended in `word`. Says how many there were: one save may be told in
    /// parts where the machine is busy.
    fn settles(&self, word: &str) -> usize {
        let mut count = 0;
        let mut wait = Duration::from_secs(60);
        while let Ok(told) = self.told.recv_timeout(wait) {
            assert!(told.starts_with("changed "), "{told}");
            assert_eq!(self.hears(), word);
            count += 1;
            wait = QUIET_LONG;
        }
        assert!(count > 0, "no change was told");
        count
    }

    fn is_quiet(&self) {
        let told = self.told.recv_timeout(QUIET_LONG);
        assert!(told.is_err(), "{told:?}");
    }
}

const QUIET_LONG: Duration = Duration::from_millis(300);

#[test]
fn a_change_makes_a_new_site_and_open_pages_hear_of_it() {
    let temp = tempfile::tempdir().unwrap();
    let preview = watching(&temp);
    let mut events = preview.events();
    let run = std::process::id();
    events.wait_for(&format!("data: {{\"files\":[],\"problems\":null,\"stamp\":\"{run}-1\"}}\n\n"));
    *preview.next.lock().unwrap() = fine(generation(&[("index.html", "new")]));
    for number in 0..10 {
        fs::write(temp.path().join("content/news/a.md"), number.to_string()).unwrap();
    }
    let sites = 1 + preview.settles("fresh");
    events.wait_for(&format!("\"stamp\":\"{run}-{sites}\""));
    assert!(preview.get("/").body.starts_with("new<script"));
    assert_eq!(preview.get("/news/a/").status, 404, "nothing of the old site is left");
}

#[test]
fn what_happens_in_a_moment_is_one_change() {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().join("content");
    let mut watch = Watch::start(std::slice::from_ref(&root), &[]).unwrap();
    let sender = watch.sender();
    for number in 0..10 {
        let path = root.join(if number < 5 { "a.md" } else { "b.md" });
        let event = notify::Event::new(notify::EventKind::Any).add_path(path);
        sender.send(Message::Disk(Ok(event))).unwrap();
    }
    assert_eq!(watch.next(PING), Next::Changed(vec![root.join("a.md"), root.join("b.md")]));
    sender.send(Message::Stop).unwrap();
    assert_eq!(watch.next(Duration::ZERO), Next::Stop);
}

#[test]
fn when_a_build_fails_the_last_site_stays_and_the_problems_are_told() {
    let temp = tempfile::tempdir().unwrap();
    let preview = watching(&temp);
    let mut events = preview.events();
    *preview.next.lock().unwrap() =
        Outcome { generation: None, problems: Some("a.md:1: \"x\"\n</script>".to_owned()) };
    fs::write(temp.path().join("site.toml"), "title").unwrap();
    preview.settles("stale");
    let run = std::process::id();
    let said = format!(r#"data: {{"files":[],"problems":"a.md:1: \"x\"\n</script>","stamp":"{run}-1"}}"#);
    events.wait_for(&said);
    assert!(preview.get("/").body.contains("home"));
    preview.events().wait_for(&said);
}

#[test]
fn what_does_not_count_makes_no_new_site() {
    let temp = tempfile::tempdir().unwrap();
    let preview = watching(&temp);
    let root = temp.path();
    for name in [
        "content/.#a.md",
        "content/a.md~",
        "content/out/index.html",
        "content/.git",
        "notes.txt",
        "content/4913",
    ] {
        fs::write(root.join(name), "x").unwrap();
    }
    let _ = fs::read(root.join("content/a.md~")).unwrap();
    fs::create_dir(root.join("public")).unwrap();
    fs::write(root.join("public/a.html"), "x").unwrap();
    preview.is_quiet();
}

#[test]
fn a_folder_that_comes_later_is_watched_too() {
    let temp = tempfile::tempdir().unwrap();
    let preview = watching(&temp);
    let folder = temp.path().join("templates");
    fs::create_dir(&folder).unwrap();
    preview.settles("fresh");
    fs::write(folder.join("page.html"), "x").unwrap();
    preview.settles("fresh");
    fs::rename(folder.join("page.html"), folder.join("base.html")).unwrap();
    preview.settles("fresh");
}

#[test]
fn a_thousand_saves_end_with_the_last() {
    let temp = tempfile::tempdir().unwrap();
    let preview = watching(&temp);
    let file = temp.path().join("content/news/a.md");
    for number in 0..1000 {
        if number % 2 == 0 {
            fs::write(&file, number.to_string()).unwrap();
        } else {
            let temporary = temp.path().join("content/news/a.md~");
            fs::write(&temporary, number.to_string()).unwrap();
            fs::rename(temporary, &file).unwrap();
        }
    }
    *preview.next.lock().unwrap() = fine(generation(&[("index.html", "last")]));
    fs::write(&file, "last").unwrap();
    let begin = Instant::now();
    while !preview.get("/").body.starts_with("last") {
        assert!(begin.elapsed() < Duration::from_secs(60));
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn heads_that_are_no_http_are_refused() {
    let preview = Preview::of(site());
    for (text, status) in [
        ("GET /\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        ("GET / x HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("G\u{1}T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\r\n\r\n", 400),
    ] {
        assert_eq!(preview.raw(text).status, status, "{text:?}");
    }
    let long = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "x".repeat(40_000));
    let mut stream = TcpStream::connect(preview.address).unwrap();
    let _ = stream.write_all(long.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert!(bytes.is_empty() || Reply::of(&bytes).status == 431);
    assert_eq!(preview.raw("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n").status, 200);
}

#[test]
fn clients_that_say_nothing_do_not_stop_the_others() {
    let preview = Preview::of(site());
    let mut idle: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    for stream in idle.iter_mut().step_by(2) {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: loc");
    }
    let listening: Vec<Events> = (0..20).map(|_| preview.events()).collect();
    let begin = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    assert!(begin.elapsed() < Duration::from_secs(8), "{:?}", begin.elapsed());
    drop(listening);
    let mut bytes = Vec::new();
    let _ = idle[0].read_to_end(&mut bytes);
    assert_eq!(Reply::of(&bytes).status, 408);
}

#[test]
fn a_port_that_is_taken_leads_to_the_next() {
    let first = Server::bind(&Options { port: 0, ..Options::default() }).unwrap();
    let port = first.address().port();
    let second = Server::bind(&Options { port, ..Options::default() }).unwrap();
    assert!(second.address().port() > port && second.address().ip().is_loopback());
    let options = Options { address: [203, 0, 113, 1].into(), port: 0, ..Options::default() };
    let failure = Server::bind(&options).map(drop).unwrap_err();
    assert_eq!((failure.exit_code(), failure.diagnostic.code), (3, "cannot-listen"));
}

#[test]
fn where_others_may_see_it_a_numeric_host_will_do() {
    let preview =
        Preview::start(fine(site()), Options { address: Ipv4Addr::UNSPECIFIED.into(), ..Options::default() });
    let port = preview.address.port();
    assert_eq!(preview.told.recv().unwrap(), format!("listening http://127.0.0.1:{port}/"));
    let local = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    for (host, status) in [("10.0.0.1:80", 200), ("[fe80::1]", 200), ("evil.example", 403)] {
        let mut stream = TcpStream::connect(local).unwrap();
        write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        assert_eq!(Reply::of(&bytes).status, status, "{host}");
    }
}

#[test]
fn a_build_that_panics_ends_the_server_and_not_in_a_hang() {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("content")).unwrap();
    let options = Options { port: 0, watch: vec![temp.path().join("content")], ..Options::default() };
    let server = Server::bind(&options).unwrap();
    let mut builds = 0;
    let (tell, told) = channel();
    let thread = thread::spawn(move || {
        let follow = |task: Task<'_>, _: &dyn Fn(News)| {
            builds += usize::from(task != Task::Settle);
            assert!(builds < 2, "a bug");
        };
        server.run(&Shown::default(), follow, |_| {
            let _ = tell.send(());
        })
    });
    told.recv().unwrap();
    fs::write(temp.path().join("content/a.md"), "x").unwrap();
    assert!(thread.join().is_err());
}
