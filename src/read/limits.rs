//! How much a file may hold. A meeting's spreadsheets stay far below; what goes beyond is a
//! mistake or an attack, and is refused or left out with a finding.

/// Bytes of a spreadsheet file.
pub(super) const FILE: u64 = 64 << 20;

/// Bytes of `panel.toml`.
pub(super) const PANEL_TOML: u64 = 1 << 20;

/// Bytes of `register.csv`.
pub(super) const REGISTER: u64 = 16 << 20;

/// Bytes of one template or font.
pub(super) const ASSET: u64 = 16 << 20;

/// Files in a `templates` or `fonts` folder.
pub(super) const ASSETS: usize = 200;

/// Bytes of a workbook's parts, unpacked.
pub(super) const UNPACKED: u64 = 256 << 20;

/// Parts of a workbook.
pub(super) const PARTS: usize = 4_000;

/// Sheets of a workbook, hidden ones included.
pub(super) const SHEETS: usize = 100;

/// Rows of a sheet that are looked at.
pub(super) const ROWS: u32 = 100_000;

/// Columns of a sheet that are looked at.
pub(super) const COLUMNS: u32 = 1_000;

/// Cells of a workbook that hold something.
pub(super) const CELLS: usize = 500_000;

/// Cells of a sheet as the file lists them, empty ones included, and the area an OpenDocument
/// sheet may span.
pub(super) const LISTED_CELLS: usize = 4_000_000;

/// Characters of one cell: what a spreadsheet itself allows.
pub(super) const TEXT: usize = 32_767;

/// Bytes of all texts of a workbook together. One long text can be used by every cell, so a
/// limit on the file's size is no limit on this.
pub(super) const ALL_TEXT: usize = 16 << 20;

/// Findings of one kind in one sheet that are listed one by one.
pub(super) const NOTICES: usize = 20;

/// Rows and columns of the formats: 1 048 576 by 16 384.
pub(super) const FORMAT_ROWS: u32 = 1_048_576;

/// See [`FORMAT_ROWS`].
pub(super) const FORMAT_COLUMNS: u32 = 16_384;
