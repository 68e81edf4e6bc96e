//! What partners returned, what people decided before the meeting, and what the meeting before wrote
//! down: by hand, who may find it, as the referrals have it.

/// The headings of a partner's return.
pub const RETURN: [&str; 15] = [
    "Case reference",
    "Agency",
    "Completed by",
    "Email",
    "Date completed",
    "Known to the agency",
    "Kind",
    "Date",
    "Information",
    "Share with",
    "Reason for withholding",
    "Relevant, necessary and proportionate",
    "Proposed action",
    "Officer attending",
    "Officer attending email",
];

/// Rows of returns: who must find what each cell holds, in the order of [`RETURN`].
pub const RETURN_ROWS: &[[(&str, &str); 15]] = &[
    returned(
        "NEXT",
        "Police",
        "Aldermund Vickney",
        "All members",
        "yes",
        [
            ("14/06/2025", "C members"),
            ("seen with a yarblock", "C members"),
            ("", "-"),
            ("a marker by the welkin desk", "C members"),
            ("Brunhelm Stott-Avery", "CV members"),
            ("brunhelm@stott-avery.example", "CV"),
        ],
    ),
    returned(
        "NEXT",
        "Police",
        "Aldermund Vickney",
        "Core members",
        "yes",
        [
            ("15/06/2025", "C core"),
            ("known for clandering", "C core"),
            ("", "-"),
            ("", "-"),
            ("", "-"),
            ("", "-"),
        ],
    ),
    returned(
        "NEXT",
        "Police",
        "Aldermund Vickney",
        "Named agencies: Out-of-Hours ASB/Noise Team",
        "yes",
        [
            ("16/06/2025", "C NOISE POLICE"),
            ("heard at the jasperine club", "C NOISE POLICE"),
            ("", "-"),
            ("", "-"),
            ("", "-"),
            ("", "-"),
        ],
    ),
    returned(
        "NEXT",
        "Police",
        "Aldermund Vickney",
        "Do not circulate",
        "yes",
        [
            ("17/06/2025", "K POLICE"),
            ("a source called Umberlock", "K POLICE"),
            ("would burn the vizzard", "K"),
            ("watch the skerrow lock-up", "K POLICE"),
            // Whoever comes is for the chair to know, whatever the row says.
            ("Osmunda Trevanion", "CV POLICE"),
            ("osmunda@trevanion.example", "CV"),
        ],
    ),
    returned(
        "NEXT",
        "Police",
        "Aldermund Vickney",
        "All members",
        "",
        [
            ("18/06/2025", ""),
            ("rumours of a trombley debt", ""),
            ("", "-"),
            ("ask about the mundle bag", ""),
            ("", "-"),
            ("", "-"),
        ],
    ),
    // Nobody has said to whom it may go: it goes to nobody.
    returned(
        "NEXT",
        "Police",
        "Aldermund Vickney",
        "",
        "yes",
        [
            ("19/06/2025", "K POLICE"),
            ("a visit to Ploughton Weir", "K POLICE"),
            ("", "-"),
            ("ring the eskdrill line", "K POLICE"),
            ("", "-"),
            ("", "-"),
        ],
    ),
    // About cases that are not heard: nobody needs it printed.
    returned(
        "BACK",
        "Adult Social Care",
        "Fenwickia Brole",
        "All members",
        "yes",
        [
            ("20/06/2025", ""),
            ("has a nurse from Sturmley", ""),
            ("", "-"),
            ("a chair from Dunquill", ""),
            ("", "-"),
            ("", "-"),
        ],
    ),
    returned(
        "NOT",
        "Adult Social Care",
        "Fenwickia Brole",
        "All members",
        "yes",
        [
            ("21/06/2025", ""),
            ("walks with a hazelrod", ""),
            ("", "-"),
            ("a lamp for the vestry", ""),
            ("", "-"),
            ("", "-"),
        ],
    ),
    // A case that no referral has.
    returned(
        "ISL-2026-900",
        "Adult Social Care",
        "Fenwickia Brole",
        "All members",
        "yes",
        [
            ("22/06/2025", ""),
            ("somebody else's gambrel", ""),
            ("", "-"),
            ("somebody else's tenterhook", ""),
            ("", "-"),
            ("", "-"),
        ],
    ),
];

const fn returned(
    case: &'static str,
    agency: &'static str,
    by: &'static str,
    share: &'static str,
    confirmed: &'static str,
    told: [(&'static str, &'static str); 6],
) -> [(&'static str, &'static str); 15] {
    [
        (case, "-"),
        (agency, "-"),
        (by, "-"),
        ("someone@somewhere.example", "-"),
        ("30/11/2026", "-"),
        ("Information", "-"),
        ("Fact", "-"),
        told[0],
        told[1],
        (share, "-"),
        told[2],
        (confirmed, "-"),
        told[3],
        told[4],
        told[5],
    ]
}

/// The headings of the sign-off workbook.
pub const DECISION: [&str; 10] = [
    "Case reference",
    "Proposed outcome",
    "Decision",
    "Reason for the file",
    "Words for the letter",
    "Decided by",
    "Date",
    "Agencies to leave out",
    "Reason for leaving out",
    "Attendees to add",
];

/// Decisions of the pre-meeting: the words for the letter are the referrer's to read, nothing else is.
/// `A` is the letter of the case, whoever it goes to.
pub const DECISIONS: &[[(&str, &str); 10]] = &[
    [
        ("NEXT", "-"),
        ("accept", "-"),
        ("accept", "-"),
        ("the chair's cousin is a Nettlewade", "C"),
        // The address is a neighbour's: no letter holds it, nor this one.
        ("please bring the ormond plan, and not to Thistlemarch Avenue", "-"),
        ("Prunelda Okehurst", "C"),
        ("25/11/2026", "-"),
        ("Community Safety", "-"),
        ("its officer is a Drumgoole", "C"),
        ("Florimel Quist-Ardley", "C members"),
    ],
    [
        ("BACK", "-"),
        ("return-incomplete", "-"),
        ("return-incomplete", "-"),
        ("the form was a hurdlewick", "C"),
        ("we are sorry for the pindle", "CA"),
        ("Prunelda Okehurst", "-"),
        ("25/11/2026", "-"),
        ("", "-"),
        ("", "-"),
        ("", "-"),
    ],
    [
        ("NOT", "-"),
        ("decline", "-"),
        ("decline", "-"),
        ("low on every mellow scale", "C"),
        (
            "try the corvo club. Do not write to flat 2, 145  THISTLE-MARCH Ave. (n40qj), nor to 145 Thistlemarch at all, nor ring (0)20-79460412",
            "-",
        ),
        ("Prunelda Okehurst", "-"),
        ("25/11/2026", "-"),
        ("", "-"),
        ("", "-"),
        ("", "-"),
    ],
];

/// A sheet's name, its headings, and its rows of what is written and who must find it.
pub type RecordSheet =
    (&'static str, &'static [&'static str], &'static [&'static [(&'static str, &'static str)]]);

/// The record of the meeting before: the coordinator's, and nobody else's. Sheet, headings, rows.
pub const RECORD: &[RecordSheet] = &[
    (
        "Attendance",
        &["Agency", "Name", "Email", "Status"],
        &[&[("Police", "-"), ("Wilhelmot Craske", ""), ("wilhelmot@craske.example", ""), ("present", "-")]],
    ),
    (
        "Actions",
        &[
            "Action reference",
            "Case reference",
            "Action",
            "Agency",
            "Owner",
            "Due",
            "Status",
            "Reason",
            "Note",
        ],
        &[
            &[
                ("A-2026-071", "C members"),
                ("OLD", "-"),
                ("mend the quarrion door", "C members"),
                ("LBI Housing", "-"),
                ("Hepzibone Larch", "C members"),
                ("27/11/2026", "-"),
                ("not done", "-"),
                ("agency did not do it", "-"),
                ("the joiner is at Wexcombe", "C members"),
            ],
            &[
                ("A-2026-072", ""),
                ("OLD", "-"),
                ("call the orrery line", "C members"),
                ("Police", "-"),
                ("Lambrick Oyston", "C members"),
                ("20/11/2026", "-"),
                ("done", "-"),
                ("", "-"),
                ("went to Stavering", "C members"),
            ],
        ],
    ),
    (
        "Cases",
        &[
            "Case reference",
            "Outcome",
            "Reason for closing",
            "Plan agreed",
            "Primary agency",
            "Policy issue raised",
        ],
        &[&[
            ("OLD", "-"),
            ("closed", "-"),
            ("Safeguarding concerns for the victim or perpetrator have reduced", "-"),
            ("all meet at the fothergate", "C members"),
            ("Police", "-"),
            ("nobody has a key to Thornaby", ""),
        ]],
    ),
];

/// Words that stand within others: what of a letter's words is printed, and what is taken out.
pub const WITHIN: &[(&str, &str, &str)] = &[
    ("NEXT", "please bring the ormond plan", "CA"),
    ("NOT", "try the corvo club", "CA"),
    ("NOT", "Thistlemarch", "C"),
    ("NOT", "THISTLE-MARCH Ave", "C"),
    ("NEXT", "Zebulane Authorby", ""),
    ("NEXT", "Aldermund Vickney", "C members"),
    ("NEXT", "Fenwickia Brole", ""),
    ("NEXT", "someone@somewhere", ""),
];
