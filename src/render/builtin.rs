//! The templates that are part of the program. A panel may override any by a file of the same name.

/// A built-in template by name, from the folder `templates/`.
macro_rules! text {
    ($name:literal) => {
        ($name, include_str!(concat!("../../templates/", $name)))
    };
}

/// Typst files that templates import: looks and layout, no data.
pub const LIBRARY: &[(&str, &str)] = &[text!("house.typ"), text!("letter.typ")];

/// Templates of Typst documents, and the parts they share with each other and the full pack.
pub const TYPST: &[(&str, &str)] = &[
    text!("frame.typ"),
    text!("letter-opening.typ"),
    text!("letter-closing.typ"),
    text!("letter-acceptance.typ"),
    text!("agenda.typ"),
    text!("agenda-body.typ"),
];

/// Word templates.
pub const WORD: &[(&str, &[u8])] = &[];
