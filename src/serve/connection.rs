//! Accepts connections and answers them with a fixed number of threads.
//!
//! A connection is for one request. Those that wait for a thread stand in a queue of fixed length; when it is full
//! the next ones are dropped. While others wait, a connection that says nothing is given little time.

use std::io::{self, BufWriter, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Builder, Scope};
use std::time::Duration;

use super::Site;
use super::request::{self, Refusal, Request};
use super::response::Response;
use super::route::{Answer, answer};

/// How many connections are answered at a time.
const WORKERS: usize = 8;

/// How many wait.
const QUEUE: usize = 128;

/// How long a client may take for what it is sent.
const WRITE_PATIENCE: Duration = Duration::from_secs(10);

/// Connections that nobody has begun to answer.
struct Queue {
    receiver: Mutex<Receiver<TcpStream>>,
    waiting: AtomicUsize,
}

/// Starts the threads: one that accepts, and those that answer. They end after `is_stopped` is set and one more
/// connection has come.
pub fn spawn<'scope, 'env>(
    scope: &'scope Scope<'scope, 'env>,
    listener: &'env TcpListener,
    site: &'env Site<'env>,
    is_stopped: &'env AtomicBool,
) -> io::Result<()> {
    let (sender, receiver) = sync_channel(QUEUE);
    let queue = Arc::new(Queue { receiver: Mutex::new(receiver), waiting: AtomicUsize::new(0) });
    for _ in 0..WORKERS {
        let queue = Arc::clone(&queue);
        Builder::new()
            .name("answer".to_owned())
            .spawn_scoped(scope, move || work(&queue, site, is_stopped))?;
    }
    Builder::new()
        .name("accept".to_owned())
        .spawn_scoped(scope, move || accept(listener, &sender, &queue.waiting, is_stopped))?;
    Ok(())
}

fn accept(
    listener: &TcpListener,
    sender: &SyncSender<TcpStream>,
    waiting: &AtomicUsize,
    is_stopped: &AtomicBool,
) {
    loop {
        let connection = listener.accept();
        if is_stopped.load(Ordering::SeqCst) {
            return;
        }
        match connection {
            Ok((stream, _)) => {
                waiting.fetch_add(1, Ordering::SeqCst);
                if sender.try_send(stream).is_err() {
                    waiting.fetch_sub(1, Ordering::SeqCst);
                }
            }
            // Too many open files, most likely: they will be fewer soon.
            Err(_) => thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn work(queue: &Queue, site: &Site<'_>, is_stopped: &AtomicBool) {
    loop {
        let next = queue.receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(stream) = next else { return };
        queue.waiting.fetch_sub(1, Ordering::SeqCst);
        let is_pressed = || queue.waiting.load(Ordering::SeqCst) > 0 || is_stopped.load(Ordering::SeqCst);
        // A client that goes away is no concern of ours; nor does a bug that one request meets keep the next from an answer.
        let _ = catch_unwind(AssertUnwindSafe(|| converse(stream, site, is_pressed)));
    }
}

/// Reads the request of a connection and answers it.
fn converse(mut stream: TcpStream, site: &Site<'_>, is_pressed: impl Fn() -> bool) -> io::Result<()> {
    stream.set_write_timeout(Some(WRITE_PATIENCE))?;
    stream.set_nodelay(true)?;
    let request = match request::read(&mut stream, is_pressed) {
        Ok(request) => request,
        Err(Refusal::Silent) => return Ok(()),
        Err(Refusal::Status(status)) => {
            Response::plain(status).write(&mut stream, true, None)?;
            return hang_up(&mut stream);
        }
    };
    match answer(&request, site) {
        Answer::Subscribe => {
            site.live.subscribe(stream);
            Ok(())
        }
        Answer::Response(response) => {
            send(&request, response, &mut stream)?;
            if request.has_body() { hang_up(&mut stream) } else { Ok(()) }
        }
    }
}

fn send(request: &Request, response: Response, stream: &mut TcpStream) -> io::Result<()> {
    let is_ranged = response.fields.iter().any(|(name, _)| *name == "Accept-Ranges");
    // We give no validators, so a condition on one is never met.
    let range = request.field("range").filter(|_| is_ranged && request.field("if-range").is_none());
    response.write(&mut BufWriter::with_capacity(32 * 1024, stream), request.method != "HEAD", range)
}

/// Ends a connection on which more may come that nobody wants. To close it at once would take the answer back.
fn hang_up(stream: &mut TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    let mut chunk = [0; 4096];
    for _ in 0..32 {
        match stream.read(&mut chunk) {
            Ok(count) if count > 0 => {}
            _ => break,
        }
    }
    Ok(())
}
