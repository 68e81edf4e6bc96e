"""The referrals of the sample. Everybody and every place in them is invented."""

from forms import clock, day, moment
from people import NO, YES, case, referrer


def risk(*answers):
    """The fourteen answers in the instrument's order."""
    return list(answers)


HOUSING = referrer("LBI Housing", "Marcia Templateby", "Tenancy management officer", "0221",
                   "islington.example", "TM/26/1187")
NORTHMOOR = referrer("Northmoor Homes", "Oliver Protoman", "Senior housing officer", "0234",
                     "northmoor.example", "NMH-20931")
VICTIM_SUPPORT = referrer("Victim Support", "Deepa Exemplary", "Senior caseworker", "0247",
                          "victims.example", "VS-7742")
SOCIAL_CARE = referrer("Adult Social Care", "Siobhan Mockingham", "Social worker", "0252",
                       "islington.example", "LAS 300412")
FLOATING = referrer("Floating Support", "Kwame Trialson", "Support worker", "0263",
                    "support.example")
TRUST = referrer("Camden and Islington Foundation Trust", "Ruth Casestudy",
                 "Community psychiatric nurse", "0278", "health.example", "R1-55820")
POLICE = referrer("Police", "Morgan Illustra", "Police constable, Safer Neighbourhoods Team",
                  "0289", "police.example", "SNT/4410/26")

# ---------------------------------------------------------------- November's meeting

ROSALIND = {
    "Surname": "Exampleton", "Forenames": "Rosalind", "Date of birth": day("14/02/1961"),
    "Gender": "Woman", "Ethnicity": "White British",
    "Disability or communication needs": "Learning disability; asks for one question at a time "
                                         "and nothing by letter alone",
    "Address": "12 Invented Walk, Flat 4", "Postcode": "N1 0XA",
    "Housing tenure": "Council tenant", "Landlord": "LBI Housing", "Phone": "020 7946 0301",
    "How and when to contact safely": "Mornings before 11, when she is alone. Let the phone ring "
                                      "three times, stop, and ring again.",
}

CUCKOOED = case(HOUSING, ROSALIND, {
    "Referral received": moment("12/10/2026 11:20"),
    "People who must not be told": "Callers who say they are her cousins",
    "Categories": "Cuckooing; anti-social behaviour",
    "Vulnerability (who in the case, and how)":
        "Rosalind has a learning disability and finds it hard to say no to people who are kind "
        "to her at first.",
    "Summary of concerns":
        "Two men she met at a bus stop have been staying in her flat since August. Neighbours "
        "see people come and go all night. Her bank card was used while she was at the day centre.",
    "Most recent incident": "On 6 October the concierge saw a stranger open her door with a key.",
    "Why a multi-agency approach is needed":
        "Housing can change the lock, but only with police visits and a social worker beside her "
        "will the men stay away.",
    "Support already in place": "Day centre three days a week",
    "Action already tried": "Lock change offered and declined; two joint visits",
    "Agencies involved": "Police; Adult Social Care",
    "Outcome sought": "The men leave and she feels safe at home",
    "Views of the person": "“I like the company but I want my bedroom back.”",
    "Safeguarding referral made": "yes",
    "risk": risk("Daily or almost", "One to six months", "Distress", "Vague threats", "No", "Yes",
                 "Possibly", "Afraid", "Some", "Some support", "Often", "Yes", "Yes", "No"),
    "Risk total": 33,
})

HOARDED = case(FLOATING, {
    "Referral received": moment("15/10/2026 09:45"),
    "Surname": "Testwood", "Forenames": "Desmond", "Date of birth": day("02/09/1957"),
    "Gender": "Man", "Ethnicity": "Black Caribbean", "Person's role": "both",
    "Address": "7 Specimen Court", "Postcode": "N7 0YB", "Housing tenure": "Council tenant",
    "Landlord": "LBI Housing", "Phone": "020 7946 0302",
    "How and when to contact safely": "Through his support worker; he does not open post.",
    "Categories": "Hoarding; neighbour dispute",
    "Behaviour poses a risk to others": YES,
    "Vulnerability (who in the case, and how)":
        "Desmond is grieving and lives alone among newspapers stacked to the ceiling. The family "
        "below, with a baby, are frightened of a fire.",
    "Summary of concerns":
        "There is one narrow path from his door to the bed. He smokes. Someone on the landing "
        "films him and posts the films, and children shout at him on the stairs.",
    "Most recent incident": "A small fire in the kitchen on 9 October, put out with a towel.",
    "Why a multi-agency approach is needed":
        "The fire risk, his bereavement and the harassment each need another agency, and clearing "
        "by force has failed twice.",
    "Support already in place": "Weekly visit by floating support",
    "Action already tried": "Two clearances, both undone within months",
    "Agencies involved": "LBI Housing; Fire Brigade",
    "Outcome sought": "A slow clearance he agrees to, and an end to the filming",
    "Views of the person": "He says the papers are the last thing he and his wife did together.",
    "risk": risk("Weekly", "Over a year", "Injury or damage", "Vague threats", "No", "Yes", "No",
                 "Afraid", "Severe", "Alone", "Sometimes", "Yes", "No", "Thoughts"),
    "Risk total": 33,
})

NO_NEED = case(POLICE, {
    "Referral received": moment("20/10/2026 14:05"), "Your reference": "SNT/3987/26",
    "Surname": "Placeholder-Briggs", "Forenames": "Kyle", "Date of birth": day("19/05/1999"),
    "Gender": "Man", "Person's role": "perpetrator", "Address": "31 Model Street",
    "Postcode": "N5 0ZC", "Housing tenure": "Private tenant", "Safe to call": YES,
    "Categories": "Anti-social behaviour", "Behaviour poses a risk to others": YES,
    "Ongoing victimisation or risk of harm": NO,
    "Vulnerability (who in the case, and how)": "The neighbour opposite, who works nights",
    "Summary of concerns": "Rides a motor bike in the courtyard in the evenings. A warning letter "
                           "was given and he has been polite since.",
    "Most recent incident": "15 October, about 9pm",
    "Why a multi-agency approach is needed": "None",
    "Support already in place": "None", "Action already tried": "Warning letter",
    "risk": risk("Monthly or less", "One to six months", "Distress", "No", "No", "No", "No",
                 "Worried", "No", "Some support", "No", "No", "No", "No"),
    "Risk total": 6,
})

DEFERRED = case(VICTIM_SUPPORT, {
    "Referral received": moment("27/10/2026 17:20"), "Your reference": "VS-7698",
    "Surname": "Mockford", "Forenames": "Wilhelmina", "Date of birth": day("30/11/1948"),
    "Gender": "Woman", "Ethnicity": "White Irish",
    "Disability or communication needs": "Hard of hearing: large print letters, no calls",
    "Address": "3 Pattern Terrace", "Postcode": "N19 0QD", "Housing tenure": "Home owner",
    "Safe to call": NO, "How and when to contact safely":
        "Her niece does not live with her and can be told; visits on weekday mornings.",
    "People who must not be told": "Any roofer or gardener who answers the door or her phone",
    "Categories": "Repeat victim; anti-social behaviour",
    "Vulnerability (who in the case, and how)":
        "Wilhelmina lives alone, is losing her hearing, and has begun to forget what she signed.",
    "Summary of concerns":
        "Since June men have called to mend a roof that is sound. She has paid £11,400 in cash. "
        "When she refused in September they blocked her gate, tipped rubble in the front garden "
        "and told her the roof could come down on her in the night.",
    "Most recent incident": "22 October: two men walked her to the cash machine, one on each side.",
    "Why a multi-agency approach is needed":
        "Police, Adult Social Care and her bank each hold a piece, and no one holds all of it.",
    "Support already in place": "Weekly call by a volunteer",
    "Action already tried": "Door chain, a sign about cold callers, report to the bank",
    "Agencies involved": "Police; Adult Social Care",
    "Outcome sought": "Callers kept away, money protected, a say over her own affairs kept",
    "Views of the person":
        "“I am not daft. I am tired of being frightened of my own doorbell.”",
    "Safeguarding referral made": "yes",
    "Officer attending": "Deepa Exemplary", "Officer attending email":
        "deepa.exemplary@victims.example",
    "Available from": clock("10:00"), "Available to": clock("12:30"),
    "risk": risk("Weekly", "One to six months", "Injury or damage", "Threats of violence", "No",
                 "Yes", "Possibly", "In fear for their life", "Some", "Alone", "Sometimes",
                 "Possibly", "Yes", "No"),
    "Risk total": 35,
})

# ---------------------------------------------------------------- December's meeting

ON_SCORE = case(NORTHMOOR, {
    "Referral received": moment("29/10/2026 10:12"),
    "Surname": "Sampleby", "Forenames": "Leonard", "Date of birth": day("21/06/1974"),
    "Also known as": "Lenny", "Gender": "Man", "Ethnicity": "White British",
    "Disability or communication needs": "Wheelchair user; tires easily, prefers short calls",
    "Address": "Flat 1, 88 Invented Walk", "Postcode": "N1 0XE",
    "Housing tenure": "Housing association tenant", "Landlord": "Northmoor Homes",
    "Phone": "020 7946 0311", "How and when to contact safely":
        "By text first. The walls are thin, so he goes out to the garden to speak.",
    "People who must not be told": "The household in flat 5",
    "Other person surname": "Notareal", "Other person forenames": "Craig",
    "Other person role": "perpetrator", "Other person relationship": "Neighbour upstairs",
    "Other person address": "Flat 5, 88 Invented Walk",
    "Other person area of residence": "Islington",
    "Categories": "Hate crime; neighbour dispute",
    "Vulnerability (who in the case, and how)":
        "Leonard uses a wheelchair and depends on one ramp and one front door.",
    "Summary of concerns":
        "For more than a year the household above has blocked his ramp with bins and bicycles, "
        "shouted at him about his disability and thrown things from the balcony. In September "
        "rubbish was set alight outside his door and he could not get out by himself. It has "
        "stayed at this level since the summer: some weeks are quiet, none are safe.",
    "Most recent incident":
        "24 October: a bottle thrown from the balcony cut his hand as he came up the ramp.",
    "Why a multi-agency approach is needed":
        "Tenancy action alone takes months. The fire risk, the hate crime and his care at home "
        "need police, fire brigade and social care at one table.",
    "Support already in place": "Carer each morning, paid by direct payment",
    "Action already tried": "Warning letter, mediation offered and refused by the other side, "
                            "camera at the entrance",
    "Agencies involved": "Police; Fire Brigade; Adult Social Care",
    "Outcome sought": "A safe way in and out, and tenancy action that witnesses can stand behind",
    "Views of the person": "He does not want to move. “The flat is adapted. They are not.”",
    "Officer attending": "Oliver Protoman",
    "Officer attending email": "oliver.protoman@northmoor.example",
    "Available from": clock("10:00"), "Available to": clock("11:30"),
    "risk": risk("Weekly", "Over a year", "Injury or damage", "Threats of violence", "Seen", "Yes",
                 "Yes", "Afraid", "Some", "Alone", "Sometimes", "Possibly", "No", "Thoughts"),
    "Risk total": 38,
})

ON_ESCALATION = case(VICTIM_SUPPORT, {
    "Referral received": moment("03/11/2026 15:40"),
    "Surname": "নমুনা", "Forenames": "রেহানা",
    "Also known as": "Rehana Namuna",
    "Date of birth": day("08/03/1989"), "Gender": "Woman", "Ethnicity": "Bangladeshi",
    "First language": "Bengali (Sylheti)", "Interpreter needed": YES,
    "Disability or communication needs": "Reads Bengali; a woman interpreter, please",
    "Address": "44 Rehearsal Road, Flat 9", "Postcode": "N4 0WF",
    "Housing tenure": "Housing association tenant", "Landlord": "Larkfield Housing Association",
    "Phone": "020 7946 0312", "How and when to contact safely":
        "Between 9:30 and 2:30 while the older children are at school.",
    "Children involved": YES, "Number of children": 3,
    "Children details": "Aged 9, 6 and 2. The eldest has stopped sleeping in her own room, which "
                        "faces the walkway.",
    "Categories": "Hate crime; anti-social behaviour",
    "Vulnerability (who in the case, and how)":
        "Rehana is alone with three small children and speaks little English; her husband works "
        "nights.",
    "Summary of concerns":
        "Since the family moved in, in June, a group on the walkway has shouted at her headscarf "
        "and banged on the windows. She did not know whom to call, so there are few reports.",
    "Most recent incident":
        "31 October: a lit firework was pushed through the letterbox. The hall carpet burned. The "
        "children were asleep.",
    "Incidents are escalating": YES,
    "How incidents are escalating":
        "Shouting about once a month until August; from September twice a week; in October eggs, "
        "then a cut tyre on the pushchair, then the firework.",
    "Why a multi-agency approach is needed":
        "The landlord, police and fire brigade must act at once, and the school and health "
        "visitor should know how the children are.",
    "Support already in place": "A caseworker from Victim Support with an interpreter",
    "Action already tried": "Letterbox guard fitted on 2 November",
    "Agencies involved": "Police; Larkfield Housing Association",
    "Outcome sought": "The group identified and stopped; a safe bedroom for the children",
    "Views of the person": "She wants to stay near the school and asks that nobody comes to the "
                           "door in uniform without ringing first.",
    "Officer attending": "Deepa Exemplary", "Officer attending email":
        "deepa.exemplary@victims.example",
    "Available from": clock("10:00"), "Available to": clock("12:30"),
    "risk": risk("Weekly", "One to six months", "Injury or damage", "Vague threats", "No", "Yes",
                 "Possibly", "Afraid", "No", "Some support", "No", "Possibly", "No", "No"),
    "Risk total": 22,
})

ON_JUDGEMENT = case(SOCIAL_CARE, {
    "Referral received": moment("06/11/2026 09:25"),
    "Surname": "مثال", "Forenames": "نادية", "Also known as": "Nadia Mithal",
    "Date of birth": day("17/12/1995"), "Gender": "Woman", "Ethnicity": "Arab",
    "First language": "Arabic", "Interpreter needed": YES,
    "Disability or communication needs": "Interpreter by telephone only, not from the borough",
    "Address": "Room 6, 19 Nowhere Mews", "Postcode": "N7 0VG",
    "Address must be kept confidential": YES, "Housing tenure": "Temporary accommodation",
    "Phone": "020 7946 0313", "Safe to call": NO,
    "How and when to contact safely":
        "Only through her social worker, who sees her at the library on Thursdays.",
    "People who must not be told": "Her brother-in-law; anyone who asks on behalf of the shop",
    "Consent": "refused",
    "Reason if no consent":
        "She is afraid that any record will reach her brother-in-law. Shared without consent "
        "because of serious risk of harm to her; she was told so, with an interpreter, on 4 "
        "November.",
    "Categories": "Repeat victim",
    "Vulnerability (who in the case, and how)":
        "Nadia was widowed in spring, has no family of her own in this country and depends on the "
        "people she is afraid of.",
    "Summary of concerns":
        "Men from a shop say her late husband owed them £9,000. They have waited for her outside "
        "two addresses. She has moved twice and each time was found within weeks. She says it is "
        "“a family matter” and will not say who told them.",
    "Most recent incident":
        "2 November: an envelope with a photograph of her at the bus stop was left at reception.",
    "Professional judgement of serious concern": YES,
    "Reasons for professional judgement":
        "Her answers to the assessment are few and short because she is frightened, not because "
        "little has happened. She sat facing the door, asked twice who would read it, and stopped "
        "speaking when her brother-in-law was named. Twelve years of practice tell me the risk is "
        "far higher than the score.",
    "Why a multi-agency approach is needed":
        "Police cannot act without a statement she dares not give; housing, social care and the "
        "charities must hold a plan round her without it.",
    "Support already in place": "Social worker; a women's group in the library",
    "Action already tried": "Two moves; mail redirected",
    "Agencies involved": "Police; Victim Support",
    "Outcome sought": "A safe address known to few, and one person she can trust",
    "Views of the person": "She wants to be left alone and to work. She does not want the police.",
    "Safeguarding referral made": "yes",
    "Agencies that must not be told": "Supporting People",
    "Officer attending": "Siobhan Mockingham",
    "Officer attending email": "siobhan.mockingham@islington.example",
    "Available from": clock("10:30"), "Available to": clock("12:30"),
    "risk": risk("Monthly or less", "One to six months", "Distress", "No", "No", "Possibly", "No",
                 "In fear for their life", "Some", "Alone", "No", "No", "Suspected", "No"),
    "Risk total": 18,
})

THIRTY_ONE = case(POLICE, {
    "Referral received": moment("10/11/2026 11:05"),
    "Surname": "Dummyford", "Forenames": "Gareth", "Date of birth": day("03/04/1968"),
    "Gender": "Man", "Ethnicity": "White British", "Address": "17 Model Street",
    "Postcode": "N5 0UH", "Housing tenure": "Private tenant", "Phone": "020 7946 0314",
    "How and when to contact safely": "Any weekday afternoon",
    "Other person surname": "Barista-Mock", "Other person forenames": "Ilya",
    "Other person role": "both", "Other person relationship": "Owner of the café below",
    "Other person area of residence": "Hackney",
    "Categories": "Neighbour dispute; mental health",
    "Vulnerability (who in the case, and how)":
        "Gareth has lived with schizophrenia for twenty years and has stopped going out.",
    "Summary of concerns":
        "A café opened below his flat in 2025. He hears the staff talk about him through the "
        "floor and bangs back; they have begun to bang first. The noise is real and daily, and so "
        "is his distress.",
    "Most recent incident": "7 November: a rude note – three words – pushed under his door.",
    "Why a multi-agency approach is needed":
        "His nurse, the licensing officer and the noise team have each seen a third of it.",
    "Support already in place": "Community nurse every fortnight",
    "Action already tried": "Words of advice to the café’s owner; sound meter for a week",
    "Agencies involved": "Out-of-Hours ASB/Noise Team; C&I",
    "Outcome sought": "Quiet after 10pm and a nurse who hears about it first",
    "Views of the person": "“I don’t want anyone punished. I want to sleep.”",
    "risk": risk("Daily or almost", "Over a year", "Distress", "Vague threats", "No", "Yes", "No",
                 "Afraid", "Severe", "Alone", "Sometimes", "Possibly", "No", "Thoughts"),
    "Risk total": 31,
})

WRONG_TOTAL = case(FLOATING, {
    "Referral received": moment("12/11/2026 14:30"), "Your reference": "FS/0093",
    "Surname": "Fictionson", "Forenames": "Bartholomew", "Date of birth": day("11/07/1952"),
    "Also known as": "Barty", "Gender": "Man", "Ethnicity": "Mixed",
    "Disability or communication needs": "Low vision; large print",
    "Address": "2 Placeholder Place", "Postcode": "EC1V 0TJ", "Housing tenure": "Council tenant",
    "Landlord": "LBI Housing", "Phone": "020 7946 0315", "Safe to call": NO,
    "How and when to contact safely": "In person with his support worker, Tuesdays at 2pm",
    "People who must not be told": "A man called Mick who answers his phone",
    "Consent": "refused",
    "Categories": "Cuckooing; hoarding; exploitation",
    "Vulnerability (who in the case, and how)":
        "Barty drinks, sees badly and cannot tell a ten from a twenty.",
    "Summary of concerns":
        "Three drinking friends have keys and are there on pension day. The balcony and hall are "
        "full of scrap that they store, with gas bottles among it. He sleeps in the chair.",
    "Most recent incident": "10 November: he was found on the stairs with a broken wrist and said "
                            "he had slipped.",
    "Why a multi-agency approach is needed":
        "The fire risk falls on the whole block, the money on social care, the friends on police.",
    "Support already in place": "Weekly visit by floating support; GP knows of the drinking",
    "Action already tried": "Lock change (keys were copied within a week)",
    "Agencies involved": "Fire Brigade; LBI Housing; Drug and Alcohol Service",
    "Outcome sought": "Scrap and gas bottles gone, his pension his own",
    "Views of the person": "He says the friends are all he has.",
    "Safeguarding referral made": "yes",
    "Officer attending": "Kwame Trialson", "Officer attending email":
        "kwame.trialson@support.example",
    "Available from": clock("11:00"), "Available to": clock("13:00"),
    "risk": risk("Weekly", "Over a year", "Injury or damage", "Vague threats", "No", "Possibly",
                 "No", "Afraid", "Some", "Alone", "Often", "Yes", "Yes", "Thoughts"),
    "Risk total": 29,
})

DONT_KNOW = case(POLICE, {
    "Referral received": moment("13/11/2026 16:20"), "Your reference": "SNT/4452/26",
    "Surname": "Trialworth", "Forenames": "Stanley", "Date of birth": day("25/01/1944"),
    "Gender": "Man", "Ethnicity": "White British", "Address": "60 Invented Walk",
    "Postcode": "N1 0XK", "Housing tenure": "Leaseholder", "Phone": "020 7946 0316",
    "How and when to contact safely": "Through the day centre",
    "People who must not be told": "The “lodger”",
    "Categories": "Cuckooing",
    "Vulnerability (who in the case, and how)": "Stanley is 82 and his memory is failing.",
    "Summary of concerns":
        "A lodger nobody has met answers the door and says Stanley is asleep. Neighbours hear "
        "shouting at night. £300 leaves his account every Friday.",
    "Most recent incident": "9 November: officers were refused entry; a second man left by the "
                            "back with something under his coat.",
    "Why a multi-agency approach is needed":
        "Social care must see him on his own, and that takes housing law, police and a doctor.",
    "Support already in place": "Day centre, not attended since October",
    "Action already tried": "Two visits, neither of which got past the hall",
    "Agencies involved": "Adult Social Care",
    "Outcome sought": "To see Stanley, alone, and ask him",
    "Views of the person": "Not known: nobody has been able to speak to him alone.",
    "Safeguarding referral made": "yes", "Aware of this referral": NO, "Consent": "not sought",
    "Reason if no consent": "Asking him in front of the lodger would put him in danger.",
    "risk": risk("Weekly", "Six to twelve months", "Injury or damage", "Threats of violence",
                 "Don't know", "Yes", "No", "Afraid", "No", "Some support", "Sometimes",
                 "Possibly", "Yes", "No"),
})

ONE_BLANK = case(HOUSING, {
    "Referral received": moment("17/11/2026 08:50"), "Your reference": "TM/26/1302",
    "Surname": "Pretendleigh", "Forenames": "Maureen", "Date of birth": day("16/08/1970"),
    "Gender": "Woman", "Ethnicity": "White British", "Address": "15 Specimen Court",
    "Postcode": "N7 0YL", "Housing tenure": "Council tenant", "Landlord": "LBI Housing",
    "Phone": "020 7946 0317", "How and when to contact safely": "Any time on her mobile",
    "Categories": "Neighbour dispute; anti-social behaviour",
    "Vulnerability (who in the case, and how)": "Maureen has panic attacks and cares for her "
                                                "mother, who is 91.",
    "Summary of concerns":
        "A dispute over the shared garden has turned into dog mess at the door, a smashed "
        "greenhouse and a neighbour who stands at the fence and stares.",
    "Most recent incident": "14 November: the greenhouse",
    "Why a multi-agency approach is needed": "The neighbour is known to mental health services "
                                             "and to us, and neither can act alone.",
    "Support already in place": "Carers' group", "Action already tried": "Mediation, twice",
    "Agencies involved": "Police",
    "Outcome sought": "An agreement that holds", "Views of the person": "She wants it to stop.",
    "risk": risk("Weekly", "Six to twelve months", "Injury or damage", "", "No", "Yes", "Possibly",
                 "Afraid", "Some", "Some support", "Sometimes", "Yes", "No", "Thoughts"),
})

JADEN = {
    "Surname": "Madeupson", "Forenames": "Jaden", "Date of birth": day("09/12/2008"),
    "Gender": "Man", "Ethnicity": "Black British", "Person's role": "both",
    "Postcode": "N4 0SM", "Address": "101 Rehearsal Road", "Phone": "020 7946 0318",
    "Housing tenure": "Lives with his mother", "Categories": "Anti-social behaviour; exploitation",
    "Behaviour poses a risk to others": YES,
}

EIGHTEEN_POLICE = case(POLICE, JADEN, {
    "Referral received": moment("18/11/2026 13:15"), "Your reference": "SNT/4467/26",
    "Children involved": YES, "Children details": "A younger sister",
    "How and when to contact safely": "Through his mother, not by his own phone",
    "Vulnerability (who in the case, and how)":
        "Jaden is moved about to carry packages by men ten years older.",
    "Summary of concerns":
        "Jaden was stabbed in the leg in June and has since been seen with a blade himself. He "
        "turns 18 on the day of the meeting, when the help he has as a child ends.",
    "Most recent incident": "14 November: chased through the estate by three men on mopeds.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Followed in spring, stabbed in June, hunted twice this month",
    "Why a multi-agency approach is needed":
        "Someone must have hold of him on the morning after his birthday.",
    "Support already in place": "Youth worker until 8 December",
    "Action already tried": "Weapons sweep; home visit with the youth worker",
    "Agencies involved": "Probation; Victim Support",
    "Outcome sought": "A hand-over with no gap",
    "Views of the person": "“I want out of the ends.”",
    "Safeguarding referral made": "yes",
    "risk": risk("Weekly", "Six to twelve months", "Serious injury", "Threats of violence", "Used",
                 "Yes", "No", "Afraid", "Some", "Some support", "Sometimes", "Possibly", "Yes",
                 "No"),
    "Risk total": 37,
})

EIGHTEEN_CHARITY = case(VICTIM_SUPPORT, JADEN, {
    "Referral received": moment("20/11/2026 11:35"), "Your reference": "VS-7761",
    "How and when to contact safely": "Through his mother, not by his own phone",
    "Vulnerability (who in the case, and how)":
        "Jaden is not yet 18, carries a scar and a debt, and sleeps with the light on.",
    "Summary of concerns":
        "His mother rang us: men she does not know wait by the lift for him. He owes them for a "
        "package the police took. He is as frightened as he is frightening.",
    "Most recent incident": "18 November: a message with a picture of his little sister's school",
    "Incidents are escalating": YES,
    "How incidents are escalating": "From messages to waiting by the lift to naming his sister",
    "Children involved": YES, "Number of children": 1,
    "Children details": "A sister aged 8; her school has been told.",
    "Why a multi-agency approach is needed":
        "We can support him; we cannot move the family or stop the men.",
    "Support already in place": "Our caseworker, weekly",
    "Action already tried": "Changed his number; walks his sister to school by another way",
    "Agencies involved": "Police; Probation",
    "Outcome sought": "A move for the whole family",
    "Views of the person": "He would move if his mother and sister came too.",
    "Safeguarding referral made": "yes",
    "Officer attending": "Deepa Exemplary", "Officer attending email":
        "deepa.exemplary@victims.example",
    "Available from": clock("10:00"), "Available to": clock("12:30"),
    "risk": risk("Daily or almost", "Six to twelve months", "Serious injury",
                 "Threats of violence", "Used", "Yes", "No", "Afraid", "Some", "Some support",
                 "Sometimes", "Possibly", "Yes", "Thoughts"),
    "Risk total": 41,
})

COLLEGE = referrer("Example Sixth Form College", "Jo Learnerby", "Safeguarding lead", "0291",
                   "college.example")

SEVENTEEN = case(COLLEGE, {
    "Referral received": moment("19/11/2026 10:45"),
    "Surname": "Samplesworth", "Forenames": "Keziah", "Date of birth": day("10/12/2008"),
    "Gender": "Woman", "Ethnicity": "Black African", "Address": "23 Pattern Terrace",
    "Postcode": "N19 0QN", "Housing tenure": "Lives with her aunt", "Phone": "020 7946 0319",
    "How and when to contact safely": "Through the college, weekdays",
    "Categories": "Hate crime",
    "Vulnerability (who in the case, and how)": "Keziah has a stammer and is mocked for it.",
    "Summary of concerns":
        "Three former classmates wait at her bus stop, film her, and post it. Last week they took "
        "her bag and threw it on the railway.",
    "Most recent incident": "12 November: the bag",
    "Incidents are escalating": YES,
    "How incidents are escalating": "From comments online to taking things by force",
    "Why a multi-agency approach is needed": "College cannot follow her home.",
    "Support already in place": "College counsellor", "Action already tried": "Escort to the bus",
    "Agencies involved": "Police", "Outcome sought": "A safe journey",
    "Views of the person": "She wants to finish her exams here.",
    "risk": risk("Weekly", "Six to twelve months", "Injury or damage", "Threats of violence", "No",
                 "Yes", "Yes", "In fear for their life", "Some", "Alone", "No", "No", "No",
                 "Thoughts"),
    "Risk total": 33,
})

OTHER_PANEL = case(NORTHMOOR, {
    "Referral received": moment("19/11/2026 17:32"), "Your reference": "NMH-21077",
    "Surname": "Fabricate", "Forenames": "Angela", "Date of birth": day("05/10/1985"),
    "Gender": "Woman", "Ethnicity": "White other", "Address": "5 Example Gardens",
    "Postcode": "N1 0RP", "Housing tenure": "Housing association tenant",
    "Landlord": "Northmoor Homes", "Phone": "020 7946 0320", "Safe to call": NO,
    "How and when to contact safely": "At work, through the front desk",
    "People who must not be told": "Her former partner and his mother",
    "Categories": "Anti-social behaviour", "Children involved": YES, "Number of children": 2,
    "Children details": "Boys of 4 and 7",
    "Vulnerability (who in the case, and how)": "Angela is leaving a violent partner.",
    "Summary of concerns":
        "Her former partner breaks the entry door at night to shout for her. Neighbours complain "
        "to us about the noise and the door; she is afraid to come to the window.",
    "Most recent incident": "15 November: the entry door, for the third time",
    "Incidents are escalating": YES,
    "How incidents are escalating": "Three times this month; never before October",
    "Why a multi-agency approach is needed": "The door is ours; the danger is not.",
    "Support already in place": "Domestic abuse adviser",
    "Action already tried": "New lock; noise letter withdrawn once we understood",
    "Agencies involved": "Police", "Outcome sought": "That he is kept away",
    "Views of the person": "She is glad that somebody asked.",
    "Another panel is dealing with the case now": "Domestic abuse MARAC",
    "Safeguarding referral made": "yes",
    "risk": risk("Weekly", "One to six months", "Injury or damage", "Threats of violence", "Seen",
                 "Yes", "No", "In fear for their life", "Some", "Some support", "Often", "Yes",
                 "No", "No"),
    "Risk total": 34,
})

NOISE = referrer("Out-of-Hours ASB/Noise Team", "Femi Demonstra", "Night officer", "0293",
                 "islington.example", "OOH-8820")

URGENT_NO_REASON = case(NOISE, {
    "Referral received": moment("20/11/2026 12:10"),
    "Surname": "Imaginary-Clarke", "Forenames": "Winston", "Date of birth": day("05/05/1959"),
    "Gender": "Man", "Ethnicity": "Black Caribbean", "Address": "Flat 20, 9 Nowhere Mews",
    "Postcode": "N7 0VR", "Housing tenure": "Council tenant", "Landlord": "LBI Housing",
    "Phone": "020 7946 0321", "How and when to contact safely": "After 4pm, he works mornings",
    "Categories": "Neighbour dispute; hate crime",
    "Vulnerability (who in the case, and how)": "Winston has a weak heart and lives alone.",
    "Summary of concerns":
        "Music through the wall most nights until 4am, and racist abuse when he knocks. He has "
        "begun to carry a hammer to the door. Officers think one of them will be hurt.",
    "Most recent incident": "18 November, 2:40am: door kicked until the frame split",
    "Why a multi-agency approach is needed": "A noise notice will not stop the abuse, and an "
                                             "arrest will not stop the noise.",
    "Support already in place": "None", "Action already tried": "Noise notice served 2 November",
    "Agencies involved": "Police; LBI Housing", "Outcome sought": "An injunction before Christmas",
    "Views of the person": "“Forty years here and I sleep in my coat.”",
    "Urgent meeting requested": YES,
    "risk": risk("Daily or almost", "One to six months", "Injury or damage", "Threats of violence",
                 "Seen", "Yes", "Yes", "Afraid", "Some", "Alone", "Sometimes", "Possibly", "No",
                 "No"),
    "Risk total": 36,
})

LARKFIELD = referrer("Larkfield Housing Association", "Niamh Formsby", "Neighbourhood officer",
                     "0295", "larkfield.example")

HURRIED = case(LARKFIELD, {
    "Referral received": moment("23/11/2026 09:02"),
    "Surname": "Blankley", "Forenames": "Sharon", "Gender": "Woman", "Address": "8 Example Gardens",
    "Postcode": "N1 0RS", "Housing tenure": "Housing association tenant",
    "Landlord": "Larkfield Housing Association", "Phone": "020 7946 0322",
    "How and when to contact safely": "Ring the office",
    "Categories": "Anti-social behaviour",
    "Vulnerability (who in the case, and how)": "Sharon has arthritis and cannot manage stairs.",
    "Summary of concerns": "People sleep and take drugs on the stairs outside her door and will "
                           "not let her past. She has not been out for nine days.",
    "Most recent incident": "21 November: a lit candle left against her door",
    "Support already in place": "Shopping by a neighbour",
    "Action already tried": "Cleaners, daily", "Agencies involved": "Police",
    "Outcome sought": "A door that locks downstairs",
    "risk": risk("Daily or almost", "One to six months", "Injury or damage", "Threats of violence",
                 "Seen", "Possibly", "No", "Afraid", "Some", "Alone", "Often", "Yes", "No", "No"),
    "Risk total": 34,
})

REPEAT = case(HOUSING, ROSALIND, {
    "Referral received": moment("24/11/2026 16:59"), "Your reference": "TM/26/1341",
    "People who must not be told": "Callers who say they are her cousins; the man called Dean",
    "Other person surname": "Standby", "Other person forenames": "Dean",
    "Other person role": "perpetrator",
    "Other person relationship": "Not invited; sleeps in her bedroom",
    "Other person 2 surname": "Understudy", "Other person 2 forenames": "Lee",
    "Other person 2 date of birth": day("22/07/1996"), "Other person 2 role": "perpetrator",
    "Other person 2 relationship": "Came in August, left, came back",
    "Categories": "Cuckooing; repeat victim",
    "Vulnerability (who in the case, and how)":
        "Rosalind has a learning disability. She stopped answering us after the November meeting "
        "because, she says now, she was told to.",
    "Summary of concerns":
        "The two men left after the November meeting and came back within a week with a third. "
        "She now sleeps on the sofa and is sent out to shop. The flat smells of chemicals.",
    "Most recent incident": "20 November: her arm was bruised when she asked for her key.",
    "Incidents are escalating": YES,
    "How incidents are escalating": "From using her flat to using her: errands, money, now bruises",
    "Why a multi-agency approach is needed":
        "A closure order needs police, us and somewhere safe for her to be on the day.",
    "Support already in place": "Day centre, which she has begun to miss",
    "Action already tried": "Plan of November: lock changed, key given up under pressure",
    "Agencies involved": "Police; Adult Social Care; Floating Support",
    "Outcome sought": "A closure order, with her consent and her things packed",
    "Views of the person": "“Can you make it that it wasn't me who told?”",
    "Previously referred": "Yes, October 2026",
    "Safeguarding referral made": "yes",
    "Officer attending": "Marcia Templateby",
    "Officer attending email": "marcia.templateby@islington.example",
    "Available from": clock("10:00"), "Available to": clock("13:00"),
    "risk": risk("Daily or almost", "One to six months", "Injury or damage", "Threats of violence",
                 "No", "Yes", "Possibly", "Afraid", "No", "Some support", "Often", "Yes", "Yes",
                 "No"),
    "Risk total": 35,
})

SAFETY = referrer("Community Safety Team", "Bryn Prototypical", "Community safety officer", "0297",
                  "islington.example", "CS-26-0415")

THIRTY_TWO = case(SAFETY, {
    "Referral received": moment("24/11/2026 17:00"),
    "Surname": "Przykładowska", "Forenames": "Żaneta", "Date of birth": day("30/09/1983"),
    "Gender": "Woman", "Ethnicity": "White other", "First language": "Polish",
    "Disability or communication needs": "Reads English well; prefers e-mail",
    "Address": "14 Model Street", "Postcode": "N5 0UT", "Housing tenure": "Private tenant",
    "Phone": "020 7946 0323", "How and when to contact safely": "E-mail first",
    "Children involved": YES, "Number of children": 2, "Children details": "Twins aged 11",
    "Categories": "Hate crime; anti-social behaviour",
    "Vulnerability (who in the case, and how)":
        "Żaneta cleans offices before dawn and walks home past the people who abuse her.",
    "Summary of concerns":
        "A group outside the off-licence shouts at her and the twins to go home, has spat at them "
        "and smashed the window of the bakery where she also works. The owner, Mr Invented, has "
        "asked her to come in by the back.",
    "Most recent incident": "19 November: one of the twins was pushed off the pavement.",
    "Why a multi-agency approach is needed":
        "Licensing, police and the school must each do their part in the same week.",
    "Support already in place": "Friends from church", "Action already tried": "Diary sheets; "
    "visit to the off-licence", "Agencies involved": "Police; Out-of-Hours ASB/Noise Team",
    "Outcome sought": "The pavement back",
    "Views of the person": "She will give evidence if she can do it on a screen.",
    "risk": risk("Weekly", "Six to twelve months", "Injury or damage", "Threats of violence", "No",
                 "Yes", "Yes", "Afraid", "Some", "Some support", "Sometimes", "Possibly", "No",
                 "Thoughts"),
    "Risk total": 32,
})

TOO_LATE = case(TRUST, {
    "Referral received": moment("24/11/2026 17:01"),
    "Surname": "Nonesuch", "Forenames": "Hubert", "Date of birth": day("18/03/1966"),
    "Gender": "Man", "Ethnicity": "White British", "Address": "27 Placeholder Place",
    "Postcode": "EC1V 0TV", "Housing tenure": "Council tenant", "Landlord": "LBI Housing",
    "Phone": "020 7946 0324", "How and when to contact safely": "Through the ward until discharge",
    "Categories": "Mental health; repeat victim",
    "Vulnerability (who in the case, and how)":
        "Hubert is on the ward after an overdose and goes home before Christmas.",
    "Summary of concerns":
        "While he was in hospital his flat was broken into twice and used. He says he would rather "
        "not be alive than go back to it as it is.",
    "Most recent incident": "22 November: the door was found open and the boiler gone.",
    "Why a multi-agency approach is needed":
        "We can treat him; only his landlord and the police can make the flat safe to go back to.",
    "Support already in place": "Ward team; care co-ordinator named",
    "Action already tried": "Door boarded up by the landlord",
    "Agencies involved": "LBI Housing; Police", "Outcome sought": "A safe discharge",
    "Views of the person": "“Just not that door.”",
    "Safeguarding referral made": "yes",
    "risk": risk("Weekly", "One to six months", "Injury or damage", "Vague threats", "No", "Yes",
                 "Possibly", "Afraid", "Severe", "Alone", "Often", "Yes", "Suspected",
                 "Attempt in the past year"),
    "Risk total": 39,
})

# In the order received: the program numbers them so.
ORDER = [
    CUCKOOED, HOARDED, NO_NEED, DEFERRED, ON_SCORE, ON_ESCALATION, ON_JUDGEMENT, THIRTY_ONE,
    WRONG_TOTAL, DONT_KNOW, ONE_BLANK, EIGHTEEN_POLICE, SEVENTEEN, OTHER_PANEL, URGENT_NO_REASON,
    HURRIED, REPEAT, THIRTY_TWO, TOO_LATE,
]


def reference(referral):
    """The case reference that the program gives a referral."""
    person = {h: referral.get(h) for h in ("Surname", "Forenames", "Date of birth")}
    return next(f"ISL-2026-{number:03}" for number, other in enumerate(ORDER, 1)
                if other is referral
                or referral is EIGHTEEN_CHARITY and person.items() <= other.items())
