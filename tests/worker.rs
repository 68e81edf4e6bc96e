//! Workers of the built program that misbehave in every way, and what their parent makes of it.

use std::time::Duration;

use cmarac::worker::{Failure, Limits, MISBEHAVING, Pool, Program, Reply};

fn program() -> Program {
    Program::new(env!("CARGO_BIN_EXE_cmarac"), &["worker", "misbehave"])
}

fn run(pool: &Pool, jobs: &[&str]) -> Vec<Result<Reply, Failure>> {
    pool.run(jobs.iter().map(|job| job.as_bytes().to_vec()), &mut |_| {})
}

/// The answers as text, a failure as its words.
fn texts(replies: Vec<Result<Reply, Failure>>) -> Vec<String> {
    replies
        .into_iter()
        .map(|reply| match reply {
            Ok(reply) => String::from_utf8_lossy(&reply.bytes).into_owned(),
            Err(failure) => failure.to_string(),
        })
        .collect()
}

#[test]
fn answers_come_in_the_order_of_the_jobs() {
    let pool = Pool::new(program(), MISBEHAVING, 2).sharing(b"shared ".to_vec());
    let jobs: Vec<Vec<u8>> = (0..20).map(|number| number.to_string().into_bytes()).collect();
    let mut heard = Vec::new();
    let replies = pool.run(jobs, &mut |done| heard.push(done));
    let expected: Vec<String> = (0..20).map(|number| format!("shared {number}")).collect();
    assert_eq!(texts(replies), expected);
    assert_eq!(heard, (1..=20).collect::<Vec<usize>>());
}

#[test]
fn a_worker_that_dies_costs_one_job() {
    let stopped = "the worker stopped before it was done";
    for bad in ["panic", "abort", "exit", "overflow"] {
        let pool = Pool::new(program(), MISBEHAVING, 1);
        assert_eq!(texts(run(&pool, &["a", bad, "b", bad, "c"])), ["a", stopped, "b", stopped, "c"]);
    }
}

#[test]
fn a_worker_that_devours_memory_costs_one_job() {
    let pool = Pool::new(program(), MISBEHAVING, 1);
    let replies = run(&pool, &["a", "devour", "b"]);
    assert_eq!(replies[1], Err(Failure::OutOfMemory { limit: MISBEHAVING.heap }));
    assert_eq!(texts(replies), ["a", "the worker needed more than its 64 MiB of memory", "b"]);
}

#[test]
fn a_large_answer_is_not_taken() {
    let pool = Pool::new(program(), MISBEHAVING, 1);
    let replies = run(&pool, &["a", "babble", "b"]);
    assert_eq!(replies[1], Err(Failure::ReplyTooLarge { limit: MISBEHAVING.reply }));
    assert_eq!(texts(replies), ["a", "the worker's answer was larger than 1 MiB", "b"]);
}

#[test]
fn a_worker_that_hangs_is_ended() {
    let limits = Limits { time: Duration::from_secs(3), ..MISBEHAVING };
    let pool = Pool::new(program(), limits, 1);
    let replies = run(&pool, &["hang", "a"]);
    assert_eq!(texts(replies), ["the worker was not done after 3 seconds", "a"]);
}

#[test]
fn a_job_that_is_not_read_holds_nothing_up() {
    // Far more than a pipe holds, both to a worker that has died and to one that echoes it.
    let large = vec![b'x'; 900 << 10];
    let pool = Pool::new(program(), MISBEHAVING, 2);
    let jobs = vec![large.clone(), b"abort".to_vec(), large.clone(), b"abort".to_vec(), large.clone()];
    let replies = pool.run(jobs, &mut |_| {});
    for at in [0, 2, 4] {
        assert_eq!(replies[at].as_ref().map(|reply| &reply.bytes), Ok(&large));
    }
}

#[test]
fn no_file_no_socket_no_environment() {
    let pool = Pool::new(program(), MISBEHAVING, 1);
    let replies = run(&pool, &["file", "write", "socket", "environment"]);
    assert_eq!(texts(replies), ["refused", "refused", "refused", "0"]);
    let levels = pool.sandbox();
    assert_eq!(levels.len(), 1, "{levels:?}");
    assert!(levels[0] == "full" || levels[0].starts_with("partial: "), "{levels:?}");
}

#[test]
fn a_tired_worker_gets_a_second_chance_and_figures_are_kept() {
    // Dies when it is no longer fresh, and again when fresh: tried twice, then given up.
    let pool = Pool::new(program(), MISBEHAVING, 1);
    let replies = run(&pool, &["a", "second", "b"]);
    assert_eq!(texts(replies.clone()), ["a", "done afresh", "b"]);
    let retries: Vec<u32> = replies.iter().flatten().map(|reply| reply.retries).collect();
    assert_eq!(retries, [0, 1, 0]);
    for reply in replies.iter().flatten() {
        assert!((1..MISBEHAVING.heap).contains(&reply.peak_heap), "{}", reply.peak_heap);
        assert!(reply.duration > Duration::ZERO);
    }
}

#[test]
fn a_program_that_is_no_worker_is_said_so() {
    let missing = Pool::new(Program::new("no-such-program", &[]), MISBEHAVING, 1);
    assert!(matches!(run(&missing, &["a"])[0], Err(Failure::CouldNotStart { .. })));
    let other = Pool::new(Program::new(env!("CARGO_BIN_EXE_cmarac"), &["no-such-command"]), MISBEHAVING, 2);
    for reply in run(&other, &["a", "b", "c"]) {
        assert!(matches!(reply, Err(Failure::CouldNotStart { .. })), "{reply:?}");
    }
}
