"""More of what made-up customers write about, in English, as most of a day's work is."""

from desk.services.samples.matters import BILLING, NETWORK, ORDERS, Matter

ENGLISH_MATTERS: tuple[Matter, ...] = (
    Matter(
        "en", "bill", BILLING, 3, "Roaming charges for a trip that never was",
        "The bill {n} lists calls from a country I have never been to. Please explain, and take "
        "them off.",
        "The calls came from a SIM with a similar number. They are taken off, and the bill is "
        "sent again.",
        question="Was the telephone with you in the week of the calls?",
    ),
    Matter(
        "en", "bill", BILLING, 4, "Please split the bill by department",
        "Our auditors want one bill for each department from January on. There are six of them, "
        "list attached. Contract {n}.",
        "From January you get six bills in one envelope, one for each department.",
    ),
    Matter(
        "en", "bill", BILLING, 4, "New bank account for direct debit",
        "We have changed our bank. The form with the signature is attached. Customer {n}.",
        "The new account is in place and will be used from the next bill on.",
    ),
    Matter(
        "en", "refund", BILLING, 3, "Refund for three days without service",
        "We were cut off from Tuesday to Thursday, ticket {n}. I expect that these days are not "
        "charged.",
        "You are right, the three days are credited on your next bill.",
        note="Outage confirmed for the whole street.",
    ),
    Matter(
        "en", "refund", BILLING, 2, "Deposit still not paid back",
        "The line was given up in spring and the deposit is still with you. This is my second "
        "letter. Contract {n}.",
        "The deposit was held by an old address. It is on its way with interest.",
        question="To which account may we pay it?",
    ),
    Matter(
        "en", "outage", NETWORK, 1, "Alarm line of the lift is dead",
        "The emergency telephone in the lift has no dial tone. By law the lift has to stand still "
        "until it works. Line {n}.",
        "The line is back; please press the button once and tell us whether you are answered.",
        note="Called the caretaker, lift is blocked.",
    ),
    Matter(
        "en", "outage", NETWORK, 2, "Card terminals offline in two shops",
        "Two of our shops cannot take cards. Routers restarted twice, no change. Sites {n}.",
        "A faulty update was taken back on both routers. The terminals are online again.",
        question="Which light is on at the routers, and in which colour?",
    ),
    Matter(
        "en", "voice", NETWORK, 3, "Callers hear us, we do not hear them",
        "Since the new exchange every third call is silent on our side. It happens on all desks. "
        "Number {n}.",
        "The gateway dropped one direction. It is set right, please try a few calls.",
    ),
    Matter(
        "en", "voice", NETWORK, 3, "Wrong number shown to people we call",
        "When we call, the old switchboard number shows up. People call back there and nobody "
        "answers. Contract {n}.",
        "The number you send is changed to the new one for all extensions.",
    ),
    Matter(
        "en", "wifi", NETWORK, 4, "Wireless does not reach the conference room",
        "The signal ends at the glass door. Would a second access point help, and what does it "
        "cost? Contract {n}.",
        "A second access point helps. The offer is attached; we mount it within a week.",
        question="Is there a network socket in the room?",
    ),
    Matter(
        "en", "speed", NETWORK, 3, "Video calls freeze after ten minutes",
        "Every video call freezes after about ten minutes, for all of us. Web pages are fine. "
        "Line {n}.",
        "A filter on your line closed long streams. It is off, please try again today.",
    ),
    Matter(
        "en", "mail", NETWORK, 3, "Our mails land in spam at a partner",
        "Since last week a partner finds all our mails in spam. Nothing was changed here. "
        "Domain of customer {n}.",
        "One of our servers was on a block list. It is off the list since this morning.",
    ),
    Matter(
        "en", "mail", NETWORK, 4, "Mailbox full although we delete",
        "The mailbox says it is full, and the folders are nearly empty. What counts there?",
        "The bin counted too. It is emptied now and will empty itself every month.",
    ),
    Matter(
        "en", "order", ORDERS, 3, "SIM card for a new colleague by Monday",
        "A colleague starts on Monday and needs a SIM with the big data pack. Please send it to "
        "the branch. Contract {n}.",
        "The card is in the post by courier and will be there on Friday.",
        question="Shall the number be one of your block, or any?",
    ),
    Matter(
        "en", "order", ORDERS, 3, "Quote for 40 lines at three sites",
        "We are comparing offers for 40 lines at three sites, start in spring. Could you send "
        "yours by the end of next week? Reference {n}.",
        "The offer is attached. A colleague will call you to go through it.",
        note="Ask Network for the two sites without fibre.",
    ),
    Matter(
        "en", "order", ORDERS, 4, "Delivery came without the power cable",
        "The router arrived, the power cable did not. The number on the parcel is {n}.",
        "A cable left our stock today; it should be with you tomorrow.",
    ),
    Matter(
        "en", "porting", ORDERS, 2, "Number porting stuck for two weeks",
        "My number {n} was to move to you two weeks ago. The old provider says they wait for "
        "you.",
        "The request had a digit too few. It is sent anew, and the day is fixed for Thursday.",
        question="How is your name spelt on the old contract?",
    ),
    Matter(
        "en", "contract", ORDERS, 4, "When does our contract end?",
        "We cannot find the date in the papers. Until when does contract {n} run, and how long "
        "is the notice?",
        "It runs until the end of June, with a month's notice.",
    ),
    Matter(
        "en", "contract", ORDERS, 3, "Take over the contract of my late father",
        "My father has died. I would like to keep his number, since the family knows it. What do "
        "you need? Contract {n}.",
        "We are sorry for your loss. A copy of the certificate is enough; the number stays.",
    ),
    Matter(
        "en", "appointment", ORDERS, 3, "Nobody came on Wednesday",
        "I took the day off and waited from eight to five. Nobody came and nobody called. Order "
        "{n}.",
        "We are sorry. The technician was sent to the old address. You get the first slot on "
        "Saturday, and a credit for the day.",
        note="Address in the order was the old one.",
    ),
    Matter(
        "en", "appointment", ORDERS, 4, "Can the technician come after four?",
        "The slot you offered is in the morning. I am at home after four only. Order {n}.",
        "He can: you are now the last one on the tour, between four and six.",
    ),
    Matter(
        "en", "privacy", ORDERS, 3, "What do you keep about me?",
        "Please send me everything you keep about me, and where you got it. Customer {n}.",
        "The report is ready and goes to you by registered letter.",
        question="Please confirm the postal address we should send it to.",
    ),
    Matter(
        "en", "privacy", ORDERS, 3, "Take my number out of the directory",
        "I get calls every evening from people who sell things. Please take my number out.",
        "Your number is out of the directory; printed ones follow with the next edition.",
    ),
    Matter(
        "en", "hint", NETWORK, 4, "Cabinet at the corner stands open",
        "The grey cabinet at the corner of our street has been open since the storm, and the rain "
        "runs in. Number on the door: {n}.",
        "Thank you for telling us. It is closed and dried; nobody lost service.",
    ),
)  # fmt: skip
