//! Other areas: where cases of people who live elsewhere are sent, and whom there the panel asks to
//! its table.

use super::{Panel, normalise_name};
use crate::model::Outside;

/// The code of an area's own MARAC among its agencies.
pub const MARAC: &str = "MARAC";

/// Another area, as a case's "area of residence" may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its code, `[A-Z0-9-]`, used for folder names: `EXAMPLETON`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The panel there that takes cases over.
    pub marac: Option<OutsideAgency>,
    /// Services there that are invited for people who live in it.
    pub services: Vec<OutsideAgency>,
}

/// An agency of another area. It has not signed the panel's sharing agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideAgency {
    /// Its code within its area; [`MARAC`] for the area's own panel.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Other names by which decisions may call it.
    pub aliases: Vec<String>,
    /// To whom letters go: a name, or a role.
    pub contact: String,
    /// E-mail, for what names nobody.
    pub email: String,
    /// Secure e-mail, for everything else.
    pub secure_email: String,
}

impl Area {
    /// The area's MARAC and services.
    pub fn agencies(&self) -> impl Iterator<Item = &OutsideAgency> {
        self.marac.iter().chain(&self.services)
    }

    /// Name and other spellings.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

impl OutsideAgency {
    /// Name and other names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

impl Panel {
    /// Whether this is a name of the panel's own area, spelling differences aside.
    pub fn serves(&self, written: &str) -> bool {
        let wanted = normalise_name(written);
        self.areas.iter().any(|name| normalise_name(name) == wanted)
    }

    /// An area as documents name it: the panel's own by the first of its names, another that the file
    /// lists by its name, any other as it is written.
    pub fn area_in_words<'w>(&'w self, written: &'w str) -> &'w str {
        let own = self.areas.first().filter(|_| self.serves(written));
        own.or_else(|| self.area(written).map(|area| &area.name)).map_or(written, String::as_str)
    }

    /// The other area that is meant, spelling differences aside.
    pub fn area(&self, written: &str) -> Option<&Area> {
        let wanted = normalise_name(written);
        self.other_areas.iter().find(|area| area.names().any(|name| normalise_name(name) == wanted))
    }

    /// The agency that is meant and that gets nothing unless people record that it may be told: one
    /// of another area by its name, an area's MARAC also by the name of its area, or a member that
    /// has not signed the sharing agreement.
    pub fn outside(&self, written: &str) -> Option<Outside> {
        if let Some(member) = self.agency(written) {
            return (!member.signed).then(|| Outside::Member(member.code.clone()));
        }
        let wanted = normalise_name(written);
        let named = self.other_areas.iter().find_map(|area| {
            let agency =
                area.agencies().find(|agency| agency.names().any(|name| normalise_name(name) == wanted))?;
            Some((area, agency))
        });
        let (area, agency) = match named {
            Some(found) => found,
            None => {
                let area = self.area(written)?;
                (area, area.marac.as_ref()?)
            }
        };
        Some(Outside::Elsewhere { area: area.code.clone(), agency: agency.code.clone() })
    }
}
