//! A worker that misbehaves on request, for the tests of everything that must hold it.

use std::process::ExitCode;
use std::time::Duration;

use super::{Limits, serve};

/// What the misbehaving worker may use.
pub const MISBEHAVING: Limits =
    Limits { heap: 64 << 20, time: Duration::from_secs(60), reply: 1 << 20, jobs: 3 };

/// Serves jobs whose text says what to do wrong: `panic`, `abort`, `hang`, `devour` (memory),
/// `babble` (a large answer), `overflow` (the stack), `file`, `write`, `socket`, `environment`,
/// `exit`, `second` (dies unless its worker is fresh); any other is given back behind what the pool
/// shares.
///
/// `file`, `write` and `socket` answer `opened` or `refused`; `environment` answers with the
/// number of variables it sees.
pub fn misbehave(limits: Limits) -> ExitCode {
    let mut jobs = 0_u32;
    serve(limits, <[u8]>::to_vec, move |shared, job| {
        jobs = jobs.saturating_add(1);
        act(limits, shared, job, jobs == 1)
    })
}

fn act(limits: Limits, shared: &[u8], job: &[u8], fresh: bool) -> Vec<u8> {
    match job {
        b"panic" => panic!("this text must not come out"),
        b"abort" => std::process::abort(),
        b"exit" => std::process::exit(0),
        b"hang" => loop {
            std::thread::park();
        },
        b"devour" => devour(),
        b"babble" => vec![b'a'; limits.reply.saturating_add(1)],
        b"overflow" => vec![u8::from(sink(0) == 1)],
        b"file" => opened(open_this_program().is_ok()),
        b"write" => opened(tempfile::tempfile().is_ok()),
        b"socket" => opened(std::net::UdpSocket::bind("127.0.0.1:0").is_ok()),
        b"environment" => std::env::vars_os().count().to_string().into_bytes(),
        b"second" if fresh => b"done afresh".to_vec(),
        b"second" => std::process::abort(),
        other => [shared, other].concat(),
    }
}

fn opened(opened: bool) -> Vec<u8> {
    if opened { b"opened".to_vec() } else { b"refused".to_vec() }
}

#[expect(clippy::disallowed_methods, reason = "to show that it is refused")]
fn open_this_program() -> std::io::Result<std::fs::File> {
    std::fs::File::open(std::env::current_exe().unwrap_or_else(|_| "/".into()))
}

fn devour() -> ! {
    let mut held = Vec::new();
    loop {
        held.push(vec![1_u8; 1 << 20]);
    }
}

#[expect(unconditional_recursion, reason = "to run out of stack")]
fn sink(depth: u64) -> u64 {
    let room = [depth; 64];
    let below = sink(std::hint::black_box(room)[0] + 1);
    std::hint::black_box(below) + 1
}
