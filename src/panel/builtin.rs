//! The built-in panels, which a new working folder starts from.

/// Each by name with its file, which is that of its made-up working folder. A test holds that no
/// folder of `input/` is missing.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("brent", include_str!("../../input/brent/panel.toml")),
    ("city-case-review", include_str!("../../input/city-case-review/panel.toml")),
    ("city-community", include_str!("../../input/city-community/panel.toml")),
    ("city-domestic-abuse", include_str!("../../input/city-domestic-abuse/panel.toml")),
    ("haringey", include_str!("../../input/haringey/panel.toml")),
    ("islington", include_str!("../../input/islington/panel.toml")),
];

/// The longest name of a panel's folder.
const LONGEST: usize = 40;

/// Whether a panel's folder may be called so on every system: small letters, digits, and hyphens
/// within, and none of the names that Windows keeps to itself.
pub fn is_folder_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let numbered = |device: &str| {
        name.strip_prefix(device).is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
    };
    (1..=LONGEST).contains(&name.len())
        && name.chars().all(plain)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !["con", "prn", "aux", "nul"].contains(&name)
        && !numbered("com")
        && !numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::is_folder_name;

    #[test]
    fn a_folder_is_named_so_that_every_system_takes_it() {
        for good in ["islington", "north-moor", "city-2", "a", "com", "lpt10", "console"] {
            assert!(is_folder_name(good), "{good}");
        }
        let long = "a".repeat(41);
        for bad in
            ["", "North", "north moor", "../up", "a/b", "-a", "a-", "con", "nul", "com1", "lpt9", "né", &long]
        {
            assert!(!is_folder_name(bad), "{bad}");
        }
    }
}
