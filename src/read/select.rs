//! What a run is asked to read, and why there may be nothing to read.

use std::path::PathBuf;

use crate::model::MeetingId;

/// What to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The panels by the names of their folders; all if empty.
    pub panels: Vec<String>,
    /// The meeting; the latest of each panel if none.
    pub meeting: Option<MeetingId>,
}

/// Why there is nothing to read. The words say what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The input folder is missing.
    #[error(
        "there is no input folder at {}\nhelp: make it, with a folder for your panel and its `panel.toml` in it \
         (`{}`); or name another folder with `--input`",
        .0.display(), .0.join("PANEL").join("panel.toml").display()
    )]
    NoInput(PathBuf),
    /// It holds no panel.
    #[error(
        "there is no panel in {}\nhelp: make a folder for your panel and put its `panel.toml` there (`{}`); \
         the sample's, `input/islington/panel.toml`, is one to start from",
        .0.display(), .0.join("PANEL").join("panel.toml").display()
    )]
    NoPanel(PathBuf),
    /// A panel that was asked for is not there.
    #[error("there is no panel `{asked}`{}\nhelp: choose of: {}", did_you_mean(.near), .known.join(", "))]
    UnknownPanel {
        /// What was asked for.
        asked: String,
        /// A panel of nearly that name.
        near: Option<String>,
        /// All panels.
        known: Vec<String>,
    },
    /// No panel has the meeting that was asked for.
    #[error(
        "there is no meeting folder `{asked}`{}\nhelp: make one with a folder `referrals` in it, or choose of: {}",
        in_panels(.panels),
        listed(.known)
    )]
    UnknownMeeting {
        /// What was asked for.
        asked: MeetingId,
        /// The panels that were looked through.
        panels: Vec<String>,
        /// The meetings there are.
        known: Vec<MeetingId>,
    },
}

impl ReadError {
    /// The error for a panel that is not there, with a suggestion if one is near.
    pub(super) fn unknown_panel(asked: &str, known: &[String]) -> Self {
        let likeness = |name: &&String| strsim::jaro_winkler(&name.to_lowercase(), &asked.to_lowercase());
        let near = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let near = near.filter(|near| likeness(near) >= 0.75).cloned();
        ReadError::UnknownPanel { asked: asked.into(), near, known: known.to_vec() }
    }
}

fn did_you_mean(near: &Option<String>) -> String {
    near.as_ref().map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default()
}

fn in_panels(panels: &[String]) -> String {
    format!(" in {}", panels.join(", "))
}

fn listed(meetings: &[MeetingId]) -> String {
    if meetings.is_empty() {
        return "none yet".into();
    }
    meetings.iter().map(MeetingId::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_suggested() {
        let known = ["brent".to_string(), "islington".to_string()];
        let said = ReadError::unknown_panel("Islingtn", &known).to_string();
        assert_eq!(
            said,
            "there is no panel `Islingtn` (did you mean `islington`?)\nhelp: choose of: brent, islington"
        );
        let said = ReadError::unknown_panel("xyz", &known).to_string();
        assert_eq!(said, "there is no panel `xyz`\nhelp: choose of: brent, islington");
    }
}
