//! Tables for a terminal: columns aligned by spaces, readable without colour.

/// Rows with their columns aligned; the first row is the heading and is underlined.
pub fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    lines.insert(lines.len().min(1), line(&rule, &widths));
    lines.join("\n")
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
    padded.join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn columns_line_up_and_no_line_ends_in_spaces() {
        let rows =
            [["Case", "Outcome"], ["ISL-2026-001", "accept"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), "Case          Outcome\n------------  -------\nISL-2026-001  accept");
    }
}
