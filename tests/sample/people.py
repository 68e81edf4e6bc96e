"""Made-up people and their referrals, in a few lines each: a complete case and what changes."""

from forms import day, moment

YES, NO = "Yes", "No"


def referrer(agency, name, role, phone, domain, reference=None):
    """Who refers."""
    return {
        "Referring agency": agency, "Referrer name": name, "Referrer role": role,
        "Referrer email": f"{name.lower().replace(' ', '.')}@{domain}",
        "Referrer phone": f"020 7946 {phone}", "Your reference": reference,
        "Referrer is supporting the person and will continue": YES,
    }


# What forms usually say where nothing is out of the ordinary.
DEFAULTS = {
    "Address must be kept confidential": NO, "Area of residence": "Islington",
    "Interpreter needed": NO, "First language": "English", "Safe to call": YES,
    "Aware of this referral": YES, "Consent": "given", "Children involved": NO,
    "Anti-social behaviour involved": YES, "Ongoing victimisation or risk of harm": YES,
    "Behaviour poses a risk to others": NO, "Incidents are escalating": NO,
    "Professional judgement of serious concern": NO, "Safeguarding referral made": "not needed",
    "Urgent meeting requested": NO, "Previously referred": "No", "Person's role": "victim",
    "Risk assessment used": "Community risk matrix",
}


def case(by, *parts):
    """A referral: the usual answers, the referrer, and what is its own."""
    answers = {**DEFAULTS, **by}
    for part in parts:
        answers.update(part)
    return answers


class People:
    """The referrals of one panel's sample: what is usual there, and the order received.

    `usual` holds answers that every case of the panel shares, such as its area and its risk
    assessment. Cases are numbered by the program in the order of receipt, which `numbered` holds.
    """

    def __init__(self, forms, prefix, **usual):
        self.forms = forms
        self.prefix = prefix
        self.usual = {heading.replace("_", " "): answer for heading, answer in usual.items()}
        self.usual.setdefault("Risk assessment used", forms.assessment)
        self.order = {}

    def case(self, received, surname, forenames, born, by, changes, risk=None):
        """A referral that answers everything, with `changes` by heading (`None` leaves the answer
        blank) and `risk` by the codes of the instrument's questions (`None` brings no assessment).

        The total is added up unless `changes` gives one.
        """
        answers = case(by, self.usual, {
            "Referral received": moment(received) if received else None,
            "Surname": surname, "Forenames": forenames,
            "Date of birth": day(born) if born else None,
        })
        if risk is not None:
            answers["risk"] = self.forms.risk(**risk)
            answers["Risk total"] = self.forms.total(answers["risk"])
        else:
            answers["Risk assessment used"] = None
        return {**answers, **changes}

    def numbered(self, year, *cases, start=1):
        """Takes down the order in which cases are received; two referrals of one person are given
        as a pair. Returns the references, for checking."""
        for number, one in enumerate(cases, start):
            for referral in one if isinstance(one, tuple) else (one,):
                self.order[id(referral)] = f"{self.prefix}-{year}-{number:03}"
        first = [one[0] if isinstance(one, tuple) else one for one in cases]
        received = [one["Referral received"] for one in first if one["Referral received"]]
        assert received == sorted(received), "cases are numbered in the order of receipt"
        return list(self.order.values())

    def reference(self, referral):
        """The case reference that the program gives a referral."""
        return self.order[id(referral)]
