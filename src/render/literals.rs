//! Checks that a Typst template can write data only inside string literals, whichever way its
//! conditions go and however often its loops run.
//!
//! The template is read as Typst with a word in place of every output and a comment in place of
//! every other tag. Each output must then lie in a string literal, and the tags of one loop or
//! condition must be children of the same node, or lie in the same literal: so no branch can open
//! a quote, a bracket or a comment that it does not close.

use super::tags::{Kind, Piece};
use super::{Fault, keyword};
use typst::syntax::{LinkedNode, SyntaxKind, SyntaxNode, parse};

const OUTPUT: &str = "OUTPUT";
const TAG: &str = "/*TAG*/";

/// Where and what a node is: two tags with equal seats stand side by side.
type Seat = (usize, usize, SyntaxKind);

/// What gives offence in this Typst template.
pub fn faults(pieces: &[Piece<'_>]) -> Vec<Fault> {
    let (text, marks) = flattened(pieces);
    let tree = parse(&text);
    if tree.diagnosis().errors {
        return vec![syntax_fault(&tree, &text, pieces, &marks)];
    }
    let mut found: Vec<Fault> = Vec::new();
    let mut open: Vec<Seat> = Vec::new();
    for (at, piece) in marks {
        let node = leaf(&tree, at);
        match piece.kind {
            Kind::Output => found.extend(output_fault(&node, piece)),
            Kind::Block => found.extend(block_fault(&node, piece, &mut open)),
            Kind::Text | Kind::Comment => {}
        }
    }
    found
}

/// The template with a stand-in for each tag, and where the stand-ins are.
fn flattened<'p, 'a>(pieces: &'p [Piece<'a>]) -> (String, Vec<(usize, &'p Piece<'a>)>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut trim = false;
    for piece in pieces {
        match piece.kind {
            Kind::Text if trim => text.push_str(piece.written.trim_start()),
            Kind::Text => text.push_str(piece.written),
            _ => {}
        }
        if piece.trims_before {
            text.truncate(text.trim_end().len());
        }
        trim = piece.trims_after;
        match piece.kind {
            Kind::Output => {
                marks.push((text.len(), piece));
                text.push_str(OUTPUT);
            }
            Kind::Block => {
                marks.push((text.len(), piece));
                text.push_str(TAG);
            }
            Kind::Text | Kind::Comment => {}
        }
    }
    (text, marks)
}

/// The smallest node that holds the byte at `at`.
fn leaf(tree: &SyntaxNode, at: usize) -> LinkedNode<'_> {
    let mut node = LinkedNode::new(tree);
    while let Some(child) = node.children().find(|child| child.range().contains(&at)) {
        node = child;
    }
    node
}

fn output_fault(node: &LinkedNode<'_>, piece: &Piece<'_>) -> Option<Fault> {
    if node.kind() != SyntaxKind::Str {
        return Some(Fault {
            line: piece.line,
            message: "a value is written outside double quotes".to_owned(),
            help: format!("Write \"{}\" where a string may stand, such as #prose(\"…\")", piece.written),
        });
    }
    node.leaf_text().contains('\\').then(|| Fault {
        line: piece.line,
        message: "a backslash stands in the same quotes as a value".to_owned(),
        help: "Join two strings with + instead".to_owned(),
    })
}

fn block_fault(node: &LinkedNode<'_>, piece: &Piece<'_>, open: &mut Vec<Seat>) -> Option<Fault> {
    let seat = match node.kind() {
        SyntaxKind::Str => Some(seat(node)),
        SyntaxKind::BlockComment if node.len() == TAG.len() => node.parent().map(seat),
        _ => None,
    };
    let Some(seat) = seat else {
        return Some(Fault {
            line: piece.line,
            message: format!("the tag {} does not stand between whole values", piece.written),
            help: "Put it on a line of its own, outside comments and text".to_owned(),
        });
    };
    let word = keyword(piece.inside);
    let same = match word {
        "for" | "if" => {
            open.push(seat);
            true
        }
        "elif" | "else" => open.last() == Some(&seat),
        "endfor" | "endif" => open.pop() == Some(seat),
        "include" => seat.2 == SyntaxKind::Markup,
        _ => {
            return Some(Fault {
                line: piece.line,
                message: format!("the tag `{word}` is not for Typst templates"),
                help: "Use for, if, elif, else and include only".to_owned(),
            });
        }
    };
    (!same).then(|| Fault {
        line: piece.line,
        message: format!("the tag {} stands in another bracket or quote than its beginning", piece.written),
        help: "Open and close every bracket and quote between one tag and the next".to_owned(),
    })
}

fn seat(node: &LinkedNode<'_>) -> Seat {
    (node.offset(), node.len(), node.kind())
}

/// The first place where the template is not Typst.
fn syntax_fault(tree: &SyntaxNode, text: &str, pieces: &[Piece<'_>], marks: &[(usize, &Piece<'_>)]) -> Fault {
    let mut node = LinkedNode::new(tree);
    while let Some(child) = node.children().find(|child| child.diagnosis().errors) {
        node = child;
    }
    // Lines differ between the flattened text and the template only within tags that are
    // written over several lines; the last tag before the error knows its own line.
    let (from, line) = marks
        .iter()
        .rfind(|(at, _)| *at <= node.offset())
        .map_or((0, pieces.first().map_or(1, |piece| piece.line)), |(at, piece)| {
            (*at, super::tags::lines_after(piece.line, piece.written))
        });
    let message =
        tree.errors_and_warnings().0.first().map_or_else(String::new, |error| error.message.to_string());
    Fault {
        line: super::tags::lines_after(line, &text[from..node.offset()]),
        message: format!("this is not Typst: {message}"),
        help: "Check the brackets, quotes and commas around this place".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tags::pieces;
    use super::*;

    fn messages(template: &str) -> Vec<String> {
        faults(&pieces(template).expect("closed tags")).into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn data_in_literals_is_taken() {
        let template = "#prose(\"{{ a }} and {{ b }}\")\n{% if a %}\n#list((\n{% for x in y %}\n  \
                        (name: \"{{ x }}\", {% if x %}on: true,{% else %}off: true,{% endif %}),\n{% endfor %}\n))\n{% endif %}\n\
                        #note(\"{% if a %}{{ b }}{% else %}none{% endif %}\")\n{% include \"x.typ\" %}\n";
        assert_eq!(messages(template), Vec::<String>::new());
    }

    #[test]
    fn data_anywhere_else_is_refused() {
        for template in [
            "{{ a }}",
            "He said \"{{ a }}\"",
            "#f({{ a }})",
            "#f([{{ a }}])",
            "`{{ a }}`",
            "// \"{{ a }}\"",
            "#f(\"\\{{ a }}\")",
            "#f(\"a\\{# no #}{{ a }}\")",
            "#f(\"\\ {{- a }}\")",
            "${{ a }}$",
        ] {
            assert!(!messages(template).is_empty(), "{template} was taken");
        }
    }

    #[test]
    fn a_branch_cannot_leave_its_bracket() {
        for template in [
            "#f(\"{% if a %}\", {% endif %}\"{{ b }}\")",
            "#f({% if a %}\"{% endif %}{{ b }}\")",
            "{% if a %}#f({% endif %}\"{{ b }}\")",
            "{% if a %}\\{% endif %}#f(\"{{ b }}\")",
            "{% if a %}//{% endif %}#f(\"{{ b }}\")",
            "{% if a %}#{% endif %}f(\"{{ b }}\")",
            "#f(\"{% for x in y %}\" + \"{% endfor %}\")",
            "{% set a = b %}",
            "{% raw %}{% endraw %}",
            "#f({% include \"x.typ\" %})",
        ] {
            assert!(!messages(template).is_empty(), "{template} was taken");
        }
    }

    #[test]
    fn a_slip_in_typst_is_named_by_its_line() {
        let found =
            faults(&pieces("#f(\"{{ a }}\")\n\n#g(\n{% if a\n and b %}1{% endif %}\n").expect("closed tags"));
        assert_eq!(found.len(), 1);
        assert!(found[0].message.starts_with("this is not Typst"), "{}", found[0].message);
        assert_eq!(found[0].line, 3, "the bracket that is never closed");
    }
}
