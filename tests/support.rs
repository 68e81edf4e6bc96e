//! What the integration tests share: running the program, copying and comparing trees.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A run of the built program with these arguments.
pub fn cmarac(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cmarac")).args(arguments).output().expect("the program starts")
}

/// Everything below a folder: path with `/` between parts, and bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).follow_links(false) {
        let entry = entry.expect("the folder can be walked");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("it lies below the folder");
            let parts: Vec<String> =
                path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            files.insert(parts.join("/"), std::fs::read(entry.path()).expect("the file can be read"));
        }
    }
    files
}

/// Copies a folder, in an order that is not the order of names.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from).iter().rev() {
        let target = to.join(path);
        std::fs::create_dir_all(target.parent().expect("a file has a folder"))
            .expect("the folder can be made");
        std::fs::write(target, bytes).expect("the file can be written");
    }
}

/// A run's standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A run's standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
