//! Tests of the promise: a disk that fails at any call, once or for good, and a reader who looks
//! in afterwards.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::fs::{Addition, Disk, DiskError, Kind, RealDisk};
use super::{Publication, PublishError, RegisterAppend, Sources, hash, publish_on, swap};

/// How the disk fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// The call fails, the next ones work again: a full disk, a locked file.
    Once,
    /// The call does half of its work and every later one fails: the program was killed.
    ForGood,
}

/// The real disk, until a given call.
struct FaultyDisk {
    calls: Cell<usize>,
    fails_at: usize,
    fault: Fault,
    exchanges: bool,
    told: RefCell<Vec<&'static str>>,
}

impl FaultyDisk {
    fn new(fails_at: usize, fault: Fault, exchanges: bool) -> Self {
        FaultyDisk { calls: Cell::new(0), fails_at, fault, exchanges, told: RefCell::default() }
    }

    fn call<T>(
        &self,
        verb: &'static str,
        path: &Path,
        half: impl FnOnce(),
        whole: impl FnOnce() -> Result<T, DiskError>,
    ) -> Result<T, DiskError> {
        let call = self.calls.get();
        self.calls.set(call + 1);
        if call == self.fails_at || (call > self.fails_at && self.fault == Fault::ForGood) {
            if call == self.fails_at {
                half();
            }
            let source = std::io::Error::from(std::io::ErrorKind::StorageFull);
            return Err(DiskError { verb, path: path.to_path_buf(), source });
        }
        self.told.borrow_mut().push(verb);
        whole()
    }
}

impl Disk for FaultyDisk {
    fn kind(&self, path: &Path) -> Result<Option<Kind>, DiskError> {
        self.call("look at", path, || (), || RealDisk.kind(path))
    }
    fn list(&self, folder: &Path) -> Result<Vec<(String, Kind)>, DiskError> {
        self.call("list", folder, || (), || RealDisk.list(folder))
    }
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskError> {
        self.call("read", path, || (), || RealDisk.read(path))
    }
    fn make_folders(&self, folder: &Path) -> Result<(), DiskError> {
        self.call("make", folder, || (), || RealDisk.make_folders(folder))
    }
    fn make_private_folder(&self, folder: &Path) -> Result<(), DiskError> {
        self.call("make", folder, || (), || RealDisk.make_private_folder(folder))
    }
    fn like(&self, folder: &Path, model: &Path) -> Result<(), DiskError> {
        self.call("permit", folder, || (), || RealDisk.like(folder, model))
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let half = || std::fs::write(path, &bytes[..bytes.len() / 2]).expect("half is written");
        // Without syncing, which takes long and shows nothing here.
        let whole = || {
            assert!(!path.exists(), "{} is written twice", path.display());
            std::fs::write(path, bytes).expect("written");
            Ok(())
        };
        self.call("write", path, half, whole)
    }
    fn copy(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        let half = || std::fs::write(to, b"half").expect("half is copied");
        let whole = || {
            std::fs::copy(from, to).expect("copied");
            Ok(())
        };
        self.call("copy", from, half, whole)
    }
    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.call("rename", from, || (), || RealDisk.rename(from, to))
    }
    fn exchange(&self, one: &Path, other: &Path) -> Result<bool, DiskError> {
        let whole = || if self.exchanges { RealDisk.exchange(one, other) } else { Ok(false) };
        self.call("exchange", other, || (), whole)
    }
    fn remove_folder(&self, folder: &Path) -> Result<(), DiskError> {
        let half = || {
            let files = swap::walk(&RealDisk, folder).expect("listed");
            for (path, _) in files.iter().step_by(2) {
                std::fs::remove_file(folder.join(path)).expect("half is removed");
            }
        };
        self.call("remove", folder, half, || RealDisk.remove_folder(folder))
    }
    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        self.call("sync", folder, || (), || Ok(()))
    }
    fn append(&self, path: &Path, addition: &Addition) -> Result<bool, DiskError> {
        let whole = || {
            let mut text = std::fs::read(path).unwrap_or_default();
            let Some(bytes) = addition(&text) else { return Ok(false) };
            text.extend(bytes);
            std::fs::write(path, text).expect("appended");
            Ok(true)
        };
        self.call("append to", path, || (), whole)
    }
}

/// A disk that never fails.
fn working() -> FaultyDisk {
    FaultyDisk::new(usize::MAX, Fault::Once, true)
}

/// A panel's output folder and register for one test.
struct Desk {
    _place: tempfile::TempDir,
    panel: PathBuf,
    register: PathBuf,
}

type Tree = BTreeMap<String, String>;

impl Desk {
    fn new() -> Self {
        let place = tempfile::tempdir().expect("a temporary folder");
        let panel = place.path().join("output/northmoor");
        std::fs::create_dir_all(&panel).expect("made");
        let register = place.path().join("register.csv");
        Desk { _place: place, panel, register }
    }

    /// What a run would publish: `version` is in every document, one of them only in odd versions.
    /// New references are given out once.
    fn job(&self, version: u32) -> Publication {
        let mut files = vec![
            ("coordinator/agenda.pdf".to_string(), format!("agenda {version}").into_bytes()),
            ("coordinator/minutes.docx".to_string(), format!("minutes {version}").into_bytes()),
            ("referrers/NOR-2026-001/letter.pdf".to_string(), format!("letter {version}").into_bytes()),
        ];
        if version % 2 == 1 {
            files.push(("referrers/NOR-2026-002/letter.pdf".to_string(), b"only in odd versions".to_vec()));
        }
        let before = std::fs::read(&self.register).unwrap_or_default();
        let text = String::from_utf8_lossy(&before).into_owned();
        let lines: Vec<String> =
            (1..=version).map(|n| format!("NOR-2026-{n:03}")).filter(|line| !text.contains(line)).collect();
        let read = self.register.exists().then(|| hash(&before));
        let register = Some(RegisterAppend { path: self.register.clone(), read, lines });
        let sources = Sources { program: "cmarac 0.1.0".into(), ..Sources::default() };
        Publication {
            keep: |_| false,
            meeting: "2026-12-09".into(),
            files,
            letters: Vec::new(),
            sources,
            run_json: format!("{version}").into(),
            register,
        }
    }

    /// Everything a reader may see in the meeting's folder; nothing if there is no folder.
    fn tree(&self) -> Tree {
        let live = self.panel.join("2026-12-09");
        if !live.exists() {
            return Tree::new();
        }
        let files = swap::walk(&RealDisk, &live).expect("listed");
        files
            .into_iter()
            .map(|(path, _)| (path.clone(), std::fs::read_to_string(live.join(&path)).expect("text")))
            .collect()
    }

    fn names(&self) -> Vec<String> {
        RealDisk.list(&self.panel).expect("listed").into_iter().map(|(name, _)| name).collect()
    }

    /// The first version published, then touched by people.
    fn used(&self) {
        publish_on(&working(), &self.panel, &self.job(1)).expect("published");
        let live = self.panel.join("2026-12-09");
        std::fs::write(live.join("coordinator/minutes.docx"), "typed by a person").expect("edited");
        std::fs::write(live.join("coordinator/agenda.pdf"), "signed by a person").expect("edited");
        std::fs::write(live.join("coordinator/notes.txt"), "put there by a person").expect("added");
    }
}

/// Publishes version 2 over what `prepare` left, failing at every call in turn; after each failure
/// and after the next run, the reader must find what is promised.
fn fail_everywhere(prepare: impl Fn(&Desk), fault: Fault, exchanges: bool) {
    let (old, new) = {
        let desk = Desk::new();
        prepare(&desk);
        let old = desk.tree();
        publish_on(&working(), &desk.panel, &desk.job(2)).expect("published");
        (old, desk.tree())
    };
    let mut calls = 0;
    loop {
        let desk = Desk::new();
        prepare(&desk);
        let disk = FaultyDisk::new(calls, fault, exchanges);
        let outcome = publish_on(&disk, &desk.panel, &desk.job(2));
        let said = format!("call {calls} after {:?}", disk.told.borrow());
        if disk.calls.get() <= calls {
            outcome.expect("nothing failed");
            assert_eq!(desk.names(), ["2026-12-09"], "{said}");
            break;
        }
        let tree = desk.tree();
        let between_renames = fault == Fault::ForGood && !exchanges && tree.is_empty();
        assert!(tree == old || tree == new || between_renames, "{said}: a mixture: {tree:?}");
        assert_eq!(outcome.is_ok(), tree == new, "{said}: the outcome is not what the reader finds");
        if fault == Fault::Once && outcome.is_err() {
            let expected: &[&str] = if old.is_empty() { &[] } else { &["2026-12-09"] };
            let leftovers_cleared = desk.names() == expected || disk.told.borrow().last() == Some(&"remove");
            assert!(leftovers_cleared, "{said}: left {:?}", desk.names());
        }
        publish_on(&working(), &desk.panel, &desk.job(2)).expect("the next run works");
        assert_eq!(desk.tree(), new, "{said}: the next run does not converge");
        assert_eq!(desk.names(), ["2026-12-09"], "{said}");
        let register = std::fs::read_to_string(&desk.register).expect("written");
        assert_eq!(register, "NOR-2026-001\nNOR-2026-002\n", "{said}");
        calls += 1;
    }
    assert!(calls > 20, "only {calls} calls were seen to fail");
}

#[test]
fn a_first_output_appears_whole_or_not_at_all() {
    for fault in [Fault::Once, Fault::ForGood] {
        fail_everywhere(|_| (), fault, true);
    }
}

#[test]
fn an_output_in_use_is_exchanged_whole_or_not_at_all() {
    for fault in [Fault::Once, Fault::ForGood] {
        fail_everywhere(Desk::used, fault, true);
    }
}

#[test]
fn without_an_exchange_nothing_is_mixed_either() {
    for fault in [Fault::Once, Fault::ForGood] {
        fail_everywhere(Desk::used, fault, false);
    }
}

#[test]
fn what_people_did_is_kept_and_the_next_run_changes_nothing() {
    let desk = Desk::new();
    desk.used();
    let published = publish_on(&working(), &desk.panel, &desk.job(2)).expect("published");
    let tree = desk.tree();
    let holds = |path: &str| tree.get(path).map(String::as_str);
    assert_eq!(holds("coordinator/minutes.docx"), Some("typed by a person"));
    assert_eq!(holds("coordinator/minutes (new).docx"), Some("minutes 2"));
    assert_eq!(holds("coordinator/agenda.pdf"), Some("agenda 2"));
    assert_eq!(holds("coordinator/agenda (kept).pdf"), Some("signed by a person"));
    assert_eq!(holds("coordinator/notes.txt"), Some("put there by a person"));
    assert_eq!(holds("referrers/NOR-2026-002/letter.pdf"), None, "no longer planned, never touched");
    assert_eq!((published.kept.len(), published.carried), (2, 3));
    assert_eq!(published.findings().len(), 2);

    publish_on(&working(), &desk.panel, &desk.job(2)).expect("published");
    assert_eq!(desk.tree(), tree);
}

#[test]
fn what_is_saved_while_the_folders_are_exchanged_is_rescued() {
    let desk = Desk::new();
    publish_on(&working(), &desk.panel, &desk.job(1)).expect("published");
    // As a run leaves it that is killed right after the exchange, and a person then saves.
    let aside = desk.panel.join(".2026-12-09.new");
    std::fs::create_dir_all(aside.join("coordinator")).expect("made");
    std::fs::write(aside.join("coordinator/minutes.docx"), "saved late").expect("written");
    publish_on(&working(), &desk.panel, &desk.job(1)).expect("published");
    let tree = desk.tree();
    assert_eq!(tree.get("coordinator/minutes (kept).docx").map(String::as_str), Some("saved late"));
    assert_eq!(tree.get("coordinator/minutes.docx").map(String::as_str), Some("minutes 1"));
    assert_eq!(desk.names(), ["2026-12-09"]);
}

#[test]
fn a_file_in_the_place_of_the_folder_stops_the_run_and_stays() {
    let desk = Desk::new();
    std::fs::write(desk.panel.join("2026-12-09"), "not a folder").expect("written");
    let error = publish_on(&working(), &desk.panel, &desk.job(1)).expect_err("no folder");
    assert!(
        error.to_string().contains("2026-12-09 is not a folder; missing: coordinator/agenda.pdf, "),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(desk.panel.join("2026-12-09")).expect("there"), "not a folder");
    assert!(!desk.register.exists(), "no reference was given out");
}

#[cfg(unix)]
#[test]
fn the_new_folder_lets_in_whom_the_old_one_let_in() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let live = desk.panel.join("2026-12-09");
    let mode = || std::fs::metadata(&live).expect("there").permissions().mode() & 0o777;
    std::fs::set_permissions(&desk.panel, PermissionsExt::from_mode(0o755)).expect("set");
    publish_on(&RealDisk, &desk.panel, &desk.job(1)).expect("published");
    assert_eq!(mode(), 0o755);
    std::fs::set_permissions(&live, PermissionsExt::from_mode(0o750)).expect("set");
    publish_on(&working(), &desk.panel, &desk.job(1)).expect("published");
    assert_eq!(mode(), 0o750);
}

#[test]
fn a_register_that_changed_meanwhile_is_left_alone() {
    let desk = Desk::new();
    let job = desk.job(1);
    std::fs::write(&desk.register, "NOR-2026-001\n").expect("another run");
    let error = publish_on(&working(), &desk.panel, &job).expect_err("changed");
    assert!(
        matches!(error, PublishError::NotPublished { why, .. } if matches!(*why, PublishError::RegisterChanged { .. }))
    );
    assert_eq!(std::fs::read_to_string(&desk.register).expect("there"), "NOR-2026-001\n");
    assert!(desk.tree().is_empty() && desk.names().is_empty());
}

#[test]
#[should_panic(expected = "cannot be written safely")]
fn a_path_out_of_the_folder_is_a_defect() {
    let desk = Desk::new();
    let mut job = desk.job(1);
    job.files.push(("../elsewhere.pdf".into(), Vec::new()));
    publish_on(&working(), &desk.panel, &job).expect("never comes so far");
}
