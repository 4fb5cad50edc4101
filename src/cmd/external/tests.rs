//! Other hosts, played by a server of our own on this machine.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::*;
use crate::check::external::Unasked;

const MANNERS: Manners = Manners {
    pause: Duration::from_millis(60),
    patience: Duration::from_secs(20),
    longest_wait: Duration::from_millis(1500),
    private: true,
};

/// A request as the server saw it.
#[derive(Clone, Debug)]
struct Seen {
    at: std::time::Instant,
    /// `HEAD /a`.
    line: String,
    headers: String,
}

struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Answers every request with what `answer` makes of `HEAD /a`; an empty answer hangs up.
    fn new(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (Arc::clone(&seen), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || converse(stream, &log, &*answer));
            }
        });
        Self { port, seen }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    fn lines(&self) -> Vec<String> {
        self.seen().into_iter().map(|it| it.line).collect()
    }
}

fn converse(mut stream: TcpStream, log: &Mutex<Vec<Seen>>, answer: &dyn Fn(&str) -> String) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let line = head.lines().next()?.trim_end_matches(" HTTP/1.1").to_owned();
        log.lock().unwrap().push(Seen { at: std::time::Instant::now(), line: line.clone(), headers: head });
        let answer = answer(&line);
        if answer.is_empty() {
            return None;
        }
        stream.write_all(answer.as_bytes()).ok()?;
    }
}

fn status(status: u16, header: &str) -> String {
    format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n{header}\r\n")
}

/// What came of each of `urls`, by what follows the port.
fn answers(urls: &[String], manners: Manners) -> BTreeMap<String, Answer> {
    let mut found = BTreeMap::new();
    ask(urls, manners, |_, url, answer| {
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        found.insert(format!("/{path}"), answer);
    });
    found
}

fn one(server: &Server, path: &str) -> Answer {
    answers(&[server.url(path)], MANNERS).remove(path).unwrap()
}

#[test]
fn statuses() {
    let server = Server::new(|line| {
        let code = line.rsplit('/').next().and_then(|it| it.parse().ok()).unwrap_or(200);
        status(code, "")
    });
    for (code, expected) in [
        (200, Answer::Fine),
        (204, Answer::Fine),
        (304, Answer::Fine),
        (404, Answer::Dead(Why::Status(404))),
        (410, Answer::Dead(Why::Status(410))),
        (500, Answer::Dead(Why::Status(500))),
        (503, Answer::Dead(Why::Status(503))),
    ] {
        assert_eq!(one(&server, &format!("/{code}")), expected, "{code}");
    }
    let lines = server.lines();
    assert!(
        lines.starts_with(&["HEAD /200".to_owned(), "HEAD /204".to_owned()]),
        "what is there is asked for once: {lines:?}"
    );
    assert!(lines.ends_with(&["HEAD /503".to_owned(), "GET /503".to_owned()]), "{lines:?}");
}

#[test]
fn who_refuses_head_is_asked_with_get_and_its_body_is_not_read() {
    let endless = "x".repeat(1 << 16);
    let server = Server::new(move |line| match line {
        "HEAD /hangs-up" => String::new(),
        "HEAD /refuses" => status(405, ""),
        "GET /refuses" => format!("HTTP/1.1 200 x\r\ncontent-length: 1000000000000\r\n\r\n{endless}"),
        _ => status(200, ""),
    });
    assert_eq!(one(&server, "/refuses"), Answer::Fine);
    assert_eq!(one(&server, "/hangs-up"), Answer::Fine);
    let headers = &server.seen()[0].headers.to_lowercase();
    assert!(headers.contains(concat!("user-agent: yaomu/", env!("CARGO_PKG_VERSION"))), "{headers}");
    assert!(!headers.contains("cookie"), "{headers}");
}

#[test]
fn redirects() {
    let server = Server::new(|line| match line.split(' ').nth(1).unwrap_or_default() {
        "/for-good" => status(301, "location: /for-good-too\r\n"),
        "/for-good-too" => status(308, "location: /end?a=1#b\r\n"),
        "/for-now" => status(302, "location: /for-good\r\nset-cookie: a=b\r\n"),
        "/then-for-now" => status(301, "location: /for-now\r\n"),
        "/to-nothing" => status(301, "location: /nothing\r\n"),
        "/nothing" => status(404, ""),
        "/loop" => status(302, "location: /loop\r\n"),
        "/lost" => status(302, ""),
        "/mail" => status(302, "location: mailto:a@example.org\r\n"),
        _ => status(200, ""),
    });
    assert_eq!(one(&server, "/for-good"), Answer::Moved(server.url("/end?a=1")));
    assert_eq!(one(&server, "/for-now"), Answer::Fine);
    assert_eq!(one(&server, "/then-for-now"), Answer::Moved(server.url("/for-now")));
    assert_eq!(one(&server, "/to-nothing"), Answer::Dead(Why::Status(404)));
    assert_eq!(one(&server, "/lost"), Answer::Dead(Why::Broken));
    assert_eq!(one(&server, "/mail"), Answer::Dead(Why::Broken));
    let before = server.lines().len();
    assert_eq!(one(&server, "/loop"), Answer::Dead(Why::Redirects));
    assert_eq!(server.lines().len() - before, 6);
    assert!(!server.seen().iter().any(|it| it.headers.to_lowercase().contains("cookie")));
}

#[test]
fn who_does_not_answer_is_given_up() {
    let server = Server::new(|line| {
        if line.contains("slow") {
            thread::sleep(Duration::from_secs(5));
        }
        status(200, "")
    });
    let hasty = Manners { patience: Duration::from_millis(400), ..MANNERS };
    assert_eq!(answers(&[server.url("/slow")], hasty)["/slow"], Answer::Dead(Why::Silent));
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let urls: Vec<String> = (0..6).map(|it| format!("http://127.0.0.1:{nobody}/{it}")).collect();
    let found = answers(&urls, MANNERS);
    assert_eq!(found.len(), 6);
    assert!(found.values().all(|it| *it == Answer::Dead(Why::Refused)), "{found:?}");
    let babble = Server::new(|_| "nonsense\r\n\r\n".to_owned());
    assert_eq!(one(&babble, "/"), Answer::Dead(Why::Broken));
    let encrypted = format!("https://127.0.0.1:{}/", babble.port);
    assert!(matches!(answers(&[encrypted], MANNERS)["/"], Answer::Dead(Why::Untrusted | Why::Broken)));
}

#[test]
fn a_host_that_wants_to_wait_is_left_alone_for_as_long() {
    let first = Mutex::new(true);
    let server = Server::new(move |line| match line {
        "HEAD /soon" if std::mem::take(&mut *first.lock().unwrap()) => status(429, "retry-after: 1\r\n"),
        "HEAD /late" => status(503, "retry-after: 3600\r\n"),
        "HEAD /never" => status(429, "retry-after: 1\r\n"),
        _ => status(200, ""),
    });
    assert_eq!(one(&server, "/soon"), Answer::Fine);
    let seen = server.seen();
    assert!(seen[1].at - seen[0].at >= Duration::from_secs(1), "{seen:?}");
    assert_eq!(one(&server, "/late"), Answer::Unasked(Unasked::Busy));
    assert_eq!(one(&server, "/never"), Answer::Unasked(Unasked::Busy));
}

#[test]
fn requests_to_a_host_keep_their_distance_and_other_hosts_do_not_wait_for_it() {
    let servers = [(); 3].map(|()| Server::new(|_| status(200, "")));
    // Two names of this machine are two hosts, whatever their ports.
    let mut urls: Vec<String> = (0..4).map(|it| servers[0].url(&format!("/{it}"))).collect();
    urls.extend((4..7).map(|it| servers[1].url(&format!("/{it}"))));
    urls.extend((7..11).map(|it| format!("http://localhost:{}/{it}", servers[2].port)));
    let manners = Manners { pause: Duration::from_millis(200), ..MANNERS };
    let begin = std::time::Instant::now();
    assert_eq!(answers(&urls, manners).len(), 11);
    let times = |servers: &[Server]| {
        let mut times: Vec<_> = servers.iter().flat_map(Server::seen).map(|it| it.at).collect();
        times.sort();
        times
    };
    let (one, other) = (times(&servers[..2]), times(&servers[2..]));
    assert_eq!((one.len(), other.len()), (7, 4));
    for (nth, &at) in (0..).zip(&one) {
        assert!(at >= begin + manners.pause * nth, "request {nth} came after {:?}", at - begin);
    }
    assert!(other[3] < one[6], "another host has waited");
}

#[test]
fn machines_of_this_network_are_not_asked_without_the_option() {
    let server = Server::new(|_| status(200, ""));
    let urls = [
        server.url("/a"),
        format!("http://localhost:{}/b", server.port),
        format!("http://[::1]:{}/c", server.port),
    ];
    let found = answers(&urls, Manners { private: false, ..MANNERS });
    assert!(found.values().all(|it| *it == Answer::Unasked(Unasked::Private)), "{found:?}");
    assert_eq!(server.lines(), [""; 0]);
}

#[test]
fn out_of_reach_are_three_hosts_or_more() {
    let urls: Vec<String> = ["http://a/", "http://b/", "http://c/"].map(str::to_owned).to_vec();
    let all =
        |answer: Answer| urls.iter().map(|url| (url.clone(), answer.clone())).collect::<HashMap<_, _>>();
    assert_eq!(unreachable(&urls, &all(Answer::Dead(Why::NoHost))), Some(3));
    assert_eq!(unreachable(&urls, &all(Answer::Dead(Why::Status(404)))), None);
    assert_eq!(unreachable(&urls[..2], &all(Answer::Dead(Why::NoHost))), None);
    let mut mixed = all(Answer::Dead(Why::Silent));
    mixed.insert("http://b/".to_owned(), Answer::Fine);
    assert_eq!(unreachable(&urls, &mixed), None);
}
