//! The one table of facts: every answer a referral can give, and everything computed from them.
//!
//! It drives the forms' vocabulary, the rule checker, `cmarac facts`, `explain`, disclosure, and
//! which answers a return letter asks for when a computed fact is not known.

/// What kind of value an answer holds, and so how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number, kept as text.
    Phone,
    /// A postcode, kept as text.
    Postcode,
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number,
    /// A day.
    Date,
    /// A day with a time where one is given.
    Moment,
    /// A list, separated by `;` or new lines. Blank is an empty list.
    List,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// Who may see an answer by nature, before the rules of need to know look at its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Says nothing that identifies somebody.
    Ordinary,
    /// Personal data: entitled readers only.
    Personal,
    /// An address: entitled readers, and the coordinator alone when it is confidential.
    Address,
    /// A telephone number: the coordinator and agencies the panel names.
    Phone,
}

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An answer under this heading of the form; other headings mean the same.
    Heading {
        /// The canonical heading.
        heading: &'static str,
        /// Built-in other spellings; a panel file may add more.
        aliases: &'static [&'static str],
        /// The section (sheet) of the blank form it stands in.
        section: &'static str,
    },
    /// Computed from these facts (or parts of the form).
    Computed(&'static [&'static str]),
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its path in rules, such as `subject.age`.
    pub path: &'static str,
    /// What kind of value it holds.
    pub kind: Kind,
    /// What it means, in plain words.
    pub meaning: &'static str,
    /// An example of its value.
    pub example: &'static str,
    /// How carefully it is handled.
    pub sensitivity: Sensitivity,
    /// Where it comes from.
    pub origin: Origin,
}

impl Fact {
    /// Whether its value identifies nobody, so that a terminal may show it.
    pub fn identifies_nobody(&self) -> bool {
        self.sensitivity == Sensitivity::Ordinary && !matches!(self.kind, Kind::Text | Kind::List)
    }
}

/// The fact at a path.
pub fn fact(path: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.path == path)
}

/// Whether words given as an answer say that there is nothing: "None" is an answer, and an empty one.
pub fn says_none(text: &str) -> bool {
    let words = text.to_lowercase();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(words, "" | "none" | "no" | "nil" | "n/a" | "na" | "nothing" | "not applicable" | "none known")
}

const fn given(
    path: &'static str,
    kind: Kind,
    (section, heading, aliases): (&'static str, &'static str, &'static [&'static str]),
    sensitivity: Sensitivity,
    meaning: &'static str,
    example: &'static str,
) -> Fact {
    Fact { path, kind, meaning, example, sensitivity, origin: Origin::Heading { heading, aliases, section } }
}

const fn computed(
    path: &'static str,
    kind: Kind,
    from: &'static [&'static str],
    sensitivity: Sensitivity,
    meaning: &'static str,
    example: &'static str,
) -> Fact {
    Fact { path, kind, meaning, example, sensitivity, origin: Origin::Computed(from) }
}

/// Every fact, in the order of the form; computed ones last.
#[rustfmt::skip] // a table, a line a fact
pub static FACTS: &[Fact] = &[
    given("referral.received", Kind::Moment, ("Referral", "Referral received", &["Date received", "Received", "Application received"]), Sensitivity::Ordinary, "when the referral reached the panel, London time", "24/11/2026 16:59"),
    given("referral.reference", Kind::Text, ("Referral", "Your reference", &["Referrer reference", "Your ref"]), Sensitivity::Ordinary, "the referrer's own reference", "NHS-4471"),
    given("referrer.agency", Kind::Text, ("Referrer", "Referring agency", &["Agency referring", "Referrer agency", "Referring organisation"]), Sensitivity::Ordinary, "the agency that refers", "Northmoor Homes"),
    given("referrer.name", Kind::Text, ("Referrer", "Referrer name", &["Name of referrer", "Referred by"]), Sensitivity::Personal, "who refers", "Pat Example"),
    given("referrer.role", Kind::Text, ("Referrer", "Referrer role", &["Referrer job title", "Role of referrer"]), Sensitivity::Personal, "the referrer's job", "Housing officer"),
    given("referrer.email", Kind::Email, ("Referrer", "Referrer email", &["Referrer email address", "Referrer e-mail"]), Sensitivity::Personal, "where the letter goes", "pat@example.org"),
    given("referrer.phone", Kind::Phone, ("Referrer", "Referrer phone", &["Referrer telephone", "Referrer contact number"]), Sensitivity::Personal, "the referrer's telephone", "020 7946 0001"),
    given("referrer.supporting", Kind::YesNo, ("Referrer", "Referrer is supporting the person and will continue", &["Referrer supporting"]), Sensitivity::Ordinary, "the referrer supports the person and goes on doing so", "yes"),
    given("subject.role", Kind::Choice(&["victim", "perpetrator", "both"]), ("Person", "Person's role", &["Role of person", "Victim or perpetrator"]), Sensitivity::Ordinary, "victim, perpetrator or both", "victim"),
    given("subject.surname", Kind::Text, ("Person", "Surname", &["Last name", "Family name", "Person surname"]), Sensitivity::Personal, "family name", "Testperson"),
    given("subject.forenames", Kind::Text, ("Person", "Forenames", &["First name", "Forename", "Given names", "First names"]), Sensitivity::Personal, "given names", "Ada"),
    given("subject.aliases", Kind::List, ("Person", "Also known as", &["AKA", "Alias", "Aliases"]), Sensitivity::Personal, "other names used", "Addie T"),
    given("subject.date_of_birth", Kind::Date, ("Person", "Date of birth", &["DOB", "D.O.B.", "Birth date"]), Sensitivity::Personal, "date of birth", "03/04/1990"),
    given("subject.age_stated", Kind::Number, ("Person", "Age", &["Current age"]), Sensitivity::Ordinary, "age as stated, used when no date of birth is given", "34"),
    given("subject.gender", Kind::Text, ("Person", "Gender", &["Sex"]), Sensitivity::Personal, "gender as the person gives it", "woman"),
    given("subject.ethnicity", Kind::Text, ("Person", "Ethnicity", &["Ethnic origin"]), Sensitivity::Personal, "ethnicity as the person gives it", "not given"),
    given("subject.language", Kind::Text, ("Person", "First language", &["Language"]), Sensitivity::Personal, "first language", "Bengali"),
    given("subject.interpreter", Kind::YesNo, ("Person", "Interpreter needed", &["Interpreter required"]), Sensitivity::Ordinary, "an interpreter is needed", "no"),
    given("subject.communication_needs", Kind::Text, ("Person", "Disability or communication needs", &["Disability", "Communication needs"]), Sensitivity::Personal, "how to reach the person well", "large print"),
    given("subject.address", Kind::Text, ("Person", "Address", &["Home address", "Current address"]), Sensitivity::Address, "where the person lives", "1 Example Walk"),
    given("subject.postcode", Kind::Postcode, ("Person", "Postcode", &["Post code"]), Sensitivity::Address, "postcode", "N1 0AA"),
    given("subject.address_confidential", Kind::YesNo, ("Person", "Address must be kept confidential", &["Confidential address", "Address confidential"]), Sensitivity::Ordinary, "the address may be shown to nobody but the coordinator", "no"),
    given("subject.area", Kind::Text, ("Person", "Area of residence", &["Borough", "Local authority"]), Sensitivity::Personal, "the borough the person lives in", "Islington"),
    given("subject.home_contact", Kind::Text, ("Person", "Home authority contact", &[]), Sensitivity::Personal, "whom to ask where the person lives", "Duty desk, Elsewhere"),
    given("subject.tenure", Kind::Text, ("Person", "Housing tenure", &["Tenure"]), Sensitivity::Personal, "how the person is housed", "council tenant"),
    given("subject.landlord", Kind::Text, ("Person", "Landlord", &["Housing provider"]), Sensitivity::Personal, "landlord", "Northmoor Homes"),
    given("subject.phone", Kind::Phone, ("Person", "Phone", &["Telephone", "Contact number", "Mobile"]), Sensitivity::Phone, "the person's telephone", "020 7946 0002"),
    given("subject.safe_to_call", Kind::YesNo, ("Person", "Safe to call", &[]), Sensitivity::Ordinary, "it is safe to telephone", "no"),
    given("subject.safe_contact", Kind::Text, ("Person", "How and when to contact safely", &["Safe contact"]), Sensitivity::Personal, "how to reach the person without putting them in danger", "through the support worker, weekdays"),
    given("subject.must_not_be_told", Kind::List, ("Person", "People who must not be told", &["Must not be told"]), Sensitivity::Personal, "people who may not learn of the referral", "ex-partner"),
    given("subject.aware", Kind::YesNo, ("Person", "Aware of this referral", &["Is the person aware of this referral"]), Sensitivity::Ordinary, "the person knows of the referral", "yes"),
    given("consent.status", Kind::Choice(&["given", "refused", "not sought"]), ("Person", "Consent", &["Consent to referral", "Consent given"]), Sensitivity::Ordinary, "given, refused or not sought", "given"),
    given("consent.reason", Kind::Text, ("Person", "Reason if no consent", &["Reason for no consent"]), Sensitivity::Personal, "why the referral goes on without consent", "serious safety concerns"),
    given("children.involved", Kind::YesNo, ("Children", "Children involved", &["Are there children involved"]), Sensitivity::Ordinary, "children live in or are affected by the case", "yes"),
    given("children.count", Kind::Number, ("Children", "Number of children", &[]), Sensitivity::Ordinary, "how many children", "2"),
    given("children.details", Kind::Text, ("Children", "Children details", &["Details of children"]), Sensitivity::Personal, "about the children", "two at primary school"),
    given("referral.categories", Kind::List, ("Concerns", "Categories", &["Category", "Type of case"]), Sensitivity::Ordinary, "kinds of case, from the panel's list", "hate crime; neighbour dispute"),
    given("referral.asb", Kind::YesNo, ("Concerns", "Anti-social behaviour involved", &["ASB involved"]), Sensitivity::Ordinary, "anti-social behaviour is part of it", "yes"),
    given("case.vulnerability", Kind::Text, ("Concerns", "Vulnerability (who in the case, and how)", &["Vulnerabilities"]), Sensitivity::Personal, "who in the case is vulnerable, and how", "lives alone, severe anxiety"),
    given("subject.at_risk", Kind::YesNo, ("Concerns", "Ongoing victimisation or risk of harm", &["Currently at risk"]), Sensitivity::Ordinary, "the person is being victimised or at risk of harm now", "yes"),
    given("subject.poses_risk", Kind::YesNo, ("Concerns", "Behaviour poses a risk to others", &["Poses a risk to others"]), Sensitivity::Ordinary, "the person's behaviour poses a risk to or affects others", "no"),
    given("referral.summary", Kind::Text, ("Concerns", "Summary of concerns", &["Summary", "Reason for referral", "Concerns"]), Sensitivity::Personal, "what is happening", "neighbour shouts and bangs at night"),
    given("referral.latest_incident", Kind::Text, ("Concerns", "Most recent incident", &["Latest incident"]), Sensitivity::Personal, "the latest incident", "door kicked on 2 November"),
    given("referral.escalating", Kind::YesNo, ("Concerns", "Incidents are escalating", &["Escalating"]), Sensitivity::Ordinary, "incidents grow in frequency or severity", "yes"),
    given("referral.escalation_detail", Kind::Text, ("Concerns", "How incidents are escalating", &["Escalation details"]), Sensitivity::Personal, "how they grow", "monthly, now weekly"),
    given("referral.professional_judgement", Kind::YesNo, ("Concerns", "Professional judgement of serious concern", &["Professional judgement"]), Sensitivity::Ordinary, "the referrer has serious concerns from professional judgement", "yes"),
    given("referral.judgement_reasons", Kind::Text, ("Concerns", "Reasons for professional judgement", &[]), Sensitivity::Personal, "why", "will not disclose out of fear"),
    given("referral.multi_agency_reason", Kind::Text, ("Concerns", "Why a multi-agency approach is needed", &["Why is a multi agency approach needed", "Multi-agency reason"]), Sensitivity::Personal, "why one agency alone cannot do it", "housing and mental health must act together"),
    given("referral.support", Kind::Text, ("Concerns", "Support already in place", &["Current support"]), Sensitivity::Personal, "support there is", "weekly visit by floating support"),
    given("referral.tried", Kind::Text, ("Concerns", "Action already tried", &["Actions already taken"]), Sensitivity::Personal, "what was tried", "mediation offered"),
    given("referral.agencies", Kind::List, ("Concerns", "Agencies involved", &["Other agencies involved"]), Sensitivity::Ordinary, "agencies already involved", "Police; Adult Social Care"),
    given("referral.outcome_sought", Kind::Text, ("Concerns", "Outcome sought", &["Desired outcome"]), Sensitivity::Personal, "what the referrer hopes for", "a joint safety plan"),
    given("subject.views", Kind::Text, ("Concerns", "Views of the person", &["Views of the victim", "Person's views"]), Sensitivity::Personal, "what the person wants", "wants to stay in the flat"),
    given("process.safeguarding", Kind::Choice(&["yes", "no", "not needed"]), ("Process", "Safeguarding referral made", &["Safeguarding referral"]), Sensitivity::Ordinary, "a safeguarding referral was made, or is not needed", "not needed"),
    given("process.current_panels", Kind::List, ("Process", "Another panel is dealing with the case now", &["Other panel dealing with the case now"]), Sensitivity::Ordinary, "panels that deal with the case at present", "MAPPA"),
    given("process.earlier_panels", Kind::List, ("Process", "Known to other panels before", &["Previously known to other panels"]), Sensitivity::Ordinary, "panels that dealt with it before; never an exclusion", "Channel"),
    given("referral.leave_out", Kind::List, ("Process", "Agencies that must not be told", &["Agencies not to be told"]), Sensitivity::Ordinary, "agencies kept out of the case from the first request on", "Northmoor Homes"),
    given("referral.urgent", Kind::YesNo, ("Process", "Urgent meeting requested", &["Urgent meeting"]), Sensitivity::Ordinary, "an urgent meeting is asked for", "no"),
    given("referral.urgent_reason", Kind::Text, ("Process", "Reason for urgency", &["Why urgent"]), Sensitivity::Personal, "why it cannot wait", "threat to life last night"),
    given("referral.previously", Kind::Text, ("Process", "Previously referred", &["Previous referral"]), Sensitivity::Ordinary, "referred before, and when", "yes, March 2026"),
    given("referral.transferred_from", Kind::Text, ("Process", "Transferred from", &[]), Sensitivity::Ordinary, "the area that transferred the case in", "Elsewhere"),
    given("process.in_progress", Kind::YesNo, ("Process", "Interventions still in progress", &[]), Sensitivity::Ordinary, "agencies' interventions are not finished", "no"),
    given("risk.instrument", Kind::Text, ("Risk assessment", "Risk assessment used", &["Risk assessment tool", "Name of risk assessment"]), Sensitivity::Ordinary, "the risk assessment's name", "Community risk matrix"),
    given("risk.stated_total", Kind::Number, ("Risk assessment", "Risk total", &["Total risk score", "Risk score", "Total score"]), Sensitivity::Ordinary, "the total as the referrer states it", "34"),
    given("applicant.name", Kind::Text, ("Applicant", "Applicant name", &["Name of applicant"]), Sensitivity::Personal, "who asks for a case review", "Sam Example"),
    given("applicant.organisation", Kind::Text, ("Applicant", "Applicant organisation", &["Organisation", "Business or organisation"]), Sensitivity::Personal, "the business that asks", "Example Cafe"),
    given("applicant.email", Kind::Email, ("Applicant", "Applicant email", &["Applicant email address", "Applicant e-mail"]), Sensitivity::Personal, "where the letter goes", "sam@example.org"),
    given("case.area", Kind::Text, ("Applicant", "In which area did it happen", &["Area of incidents"]), Sensitivity::Ordinary, "where the incidents happened", "City of London"),
    computed("applicant.named", Kind::YesNo, &["applicant.name", "applicant.organisation"], Sensitivity::Ordinary, "the applicant gives a name or an organisation; never false", "true"),
    computed("subject.named", Kind::YesNo, &["subject.surname", "subject.forenames"], Sensitivity::Ordinary, "a surname or a forename is given; never false", "true"),
    computed("subject.age_known", Kind::YesNo, &["subject.date_of_birth", "subject.age_stated"], Sensitivity::Ordinary, "a date of birth or an age is given; never false", "true"),
    computed("subject.age", Kind::Number, &["subject.date_of_birth", "subject.age_stated"], Sensitivity::Ordinary, "age in whole years on the meeting's date", "34"),
    computed("subject.lives_in_area", Kind::YesNo, &["subject.area"], Sensitivity::Ordinary, "the area of residence is one of the panel's area names", "true"),
    computed("case.anyone_lives_in_area", Kind::YesNo, &["subject.area"], Sensitivity::Ordinary, "the person or another person in the case lives in the area; false only if the person is known to live elsewhere", "true"),
    computed("case.vulnerable", Kind::YesNo, &["case.vulnerability"], Sensitivity::Ordinary, "somebody in the case is vulnerable: given and not \"none\"", "true"),
    computed("case.in_area", Kind::YesNo, &["case.area"], Sensitivity::Ordinary, "the incidents happened in the panel's area", "true"),
    computed("referral.needs_multi_agency", Kind::YesNo, &["referral.multi_agency_reason"], Sensitivity::Ordinary, "a multi-agency approach is needed: given and not \"none\"", "true"),
    computed("referral.transferred_in", Kind::YesNo, &["referral.transferred_from"], Sensitivity::Ordinary, "transferred in from another area; false if blank", "false"),
    computed("referral.last_referred", Kind::Date, &["subject.surname", "subject.forenames", "subject.date_of_birth"], Sensitivity::Ordinary, "the day the person was last referred before; absent if never", "2026-03-05"),
    computed("referral.repeat", Kind::YesNo, &["subject.surname", "subject.forenames", "subject.date_of_birth"], Sensitivity::Ordinary, "the person was referred within 12 months before", "false"),
    computed("referral.in_time", Kind::YesNo, &["referral.received"], Sensitivity::Ordinary, "received by the deadline; true if no time is known", "true"),
    computed("process.excluded", Kind::YesNo, &["process.current_panels"], Sensitivity::Ordinary, "one of the panels dealing with it now is in the panel's list of other panels", "false"),
    computed("risk.assessed", Kind::YesNo, &["risk.stated_total", "risk.answers"], Sensitivity::Ordinary, "a risk assessment came with the referral, or its total", "true"),
    computed("risk.low", Kind::Number, &["risk.answers", "risk.stated_total"], Sensitivity::Ordinary, "lowest total the answers allow", "29"),
    computed("risk.high_total", Kind::Number, &["risk.answers", "risk.stated_total"], Sensitivity::Ordinary, "highest total the answers allow", "35"),
    computed("risk.band", Kind::Text, &["risk.answers", "risk.stated_total"], Sensitivity::Ordinary, "the band of the instrument that the total belongs to; absent while that is in doubt", "Medium"),
    computed("risk.is_high", Kind::YesNo, &["risk.answers", "risk.stated_total"], Sensitivity::Ordinary, "the total meets the instrument's threshold, or an escalator was answered; absent while in doubt", "true"),
    computed("incident_count.rows", Kind::Number, &["sheet Incidents"], Sensitivity::Ordinary, "rows of the sheet Incidents, each a report", "4"),
    computed("incident_count.low", Kind::Number, &["incident_count.rows"], Sensitivity::Ordinary, "the fewest incidents that the reports listed can be about; one incident reported to several bodies counts once", "3"),
    computed("incident_count.high", Kind::Number, &["incident_count.rows"], Sensitivity::Ordinary, "the most incidents that the reports listed can be about", "4"),
    computed("incident_count.complete", Kind::YesNo, &["incident_count.rows"], Sensitivity::Ordinary, "incidents are listed, each with its date, the channel and the day it was reported; false if none is listed", "true"),
    computed("incident_count.qualifying_low", Kind::Number, &["incident_count.rows", "referral.received"], Sensitivity::Ordinary, "incidents that certainly count by the panel's table [incidents]", "2"),
    computed("incident_count.qualifying_high", Kind::Number, &["incident_count.rows", "referral.received"], Sensitivity::Ordinary, "incidents that count or may count by that table", "4"),
    computed("incident_count.qualifying", Kind::Number, &["incident_count.rows", "referral.received"], Sensitivity::Ordinary, "incidents that count by that table; absent while it is in doubt how many", "3"),
    computed("incident_count.police_12_months_low", Kind::Number, &["incident_count.rows", "referral.received"], Sensitivity::Ordinary, "incidents that were certainly reported to the police in the 12 months before the referral", "2"),
    computed("incident_count.police_12_months_high", Kind::Number, &["incident_count.rows", "referral.received"], Sensitivity::Ordinary, "incidents that were or may have been reported to the police in those months", "3"),
    computed("incident_count.police_12_months", Kind::Number, &["incident_count.rows", "referral.received"], Sensitivity::Ordinary, "incidents reported to the police in those months; absent while it is in doubt how many", "3"),
    computed("risk.answers", Kind::List, &["sheet Risk assessment"], Sensitivity::Ordinary, "answers to the instrument's questions", "12 of 14 answered"),
];
