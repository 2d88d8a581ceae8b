"""The letters a desk comes with, and how states and reasons are called in them.

Their texts keep to signs of which a text message holds 160: quoted is with plain marks.

They are the settings of a new desk: each can be written otherwise, and any language added.
"""

from collections.abc import Mapping

_EN = {
    "late": (
        "Your report {subject} takes longer than agreed [{ref}]",
        "Hello {customer},\n\nwe said that we would be done with '{subject}' by {due}. We cannot"
        " keep that.\n\nOur new time is {promised}. Please answer this message if that does not"
        " suit you.",
    ),
    "lateAnswer": (
        "Our answer on {subject} takes longer than agreed [{ref}]",
        "Hello {customer},\n\nwe said that you would hear from us about '{subject}' by {due}. We"
        " cannot keep that.\n\nYou hear from us by {promised}. Please answer this message if that"
        " does not suit you.",
    ),
    "progress": (
        "How your report {subject} stands [{ref}]",
        "Hello {customer},\n\nwe are still working on '{subject}'; it is {state}. We tell you more"
        " as soon as there is news.",
    ),
    "statusChange": (
        "Your report {subject}: {state} [{ref}]",
        "Hello {customer},\n\nyour report '{subject}' is now {state}.",
    ),
    "information": ("About your report {subject} [{ref}]", "{text}"),
    "promise": ("Re: {subject} [{ref}]", "You hear from us by {promised}."),
    "cancelled": (
        "Your report {subject} was cancelled [{ref}]",
        "Your report {ref}, '{subject}', was cancelled: {reason}. If this is wrong, answer this"
        " message.",
    ),
    "resolved": (
        "Your report {subject} is solved [{ref}]",
        "Your report {ref}, '{subject}', is solved: {resolution}\n\nIf it is not, answer this"
        " message until {closes}; after that we close it.",
    ),
    "closing": (
        "We close your report {subject} [{ref}]",
        "We close your report {ref}, '{subject}', on {closes}. If it is not solved, answer this"
        " message before.",
    ),
    "acknowledgement": (
        "We have your message [{ref}]",
        "Thank you, we have received your message. Its number is {ref}; please name it when you"
        " write to us again.",
    ),
}

_DE = {
    "late": (
        "Ihre Meldung {subject} dauert länger als vereinbart [{ref}]",
        'Guten Tag {customer},\n\nwir hatten Ihnen zu "{subject}" eine Lösung bis {due} zugesagt.'
        " Das können wir leider nicht halten.\n\nUnser neuer Termin ist {promised}. Bitte"
        " antworten Sie auf diese Nachricht, wenn Ihnen das nicht passt.",
    ),
    "lateAnswer": (
        "Unsere Antwort zu {subject} dauert länger als vereinbart [{ref}]",
        'Guten Tag {customer},\n\nwir hatten Ihnen zu "{subject}" eine Antwort bis {due} zugesagt.'
        " Das können wir leider nicht halten.\n\nSie hören von uns bis {promised}. Bitte antworten"
        " Sie auf diese Nachricht, wenn Ihnen das nicht passt.",
    ),
    "progress": (
        "Stand Ihrer Meldung {subject} [{ref}]",
        'Guten Tag {customer},\n\nwir arbeiten weiter an "{subject}"; der Stand ist: {state}.'
        " Sobald es Neues gibt, melden wir uns wieder.",
    ),
    "statusChange": (
        "Ihre Meldung {subject}: {state} [{ref}]",
        'Guten Tag {customer},\n\nder Stand Ihrer Meldung "{subject}" ist jetzt: {state}.',
    ),
    "information": ("Zu Ihrer Meldung {subject} [{ref}]", "{text}"),
    "promise": ("Re: {subject} [{ref}]", "Sie hören von uns bis {promised}."),
    "cancelled": (
        "Ihre Meldung {subject} wurde storniert [{ref}]",
        'Ihre Meldung {ref}, "{subject}", wurde storniert: {reason}. Wenn das nicht stimmt,'
        " antworten Sie bitte auf diese Nachricht.",
    ),
    "resolved": (
        "Ihre Meldung {subject} ist gelöst [{ref}]",
        'Ihre Meldung {ref}, "{subject}", ist gelöst: {resolution}\n\nWenn nicht, antworten Sie'
        " bitte bis {closes} auf diese Nachricht; danach schließen wir sie.",
    ),
    "closing": (
        "Wir schließen Ihre Meldung {subject} [{ref}]",
        'Wir schließen Ihre Meldung {ref}, "{subject}", am {closes}. Wenn sie nicht gelöst ist,'
        " antworten Sie bitte vorher auf diese Nachricht.",
    ),
    "acknowledgement": (
        "Ihre Nachricht ist angekommen [{ref}]",
        "Vielen Dank, Ihre Nachricht ist angekommen. Sie hat die Nummer {ref}; bitte nennen Sie"
        " diese, wenn Sie uns wieder schreiben.",
    ),
}

_FR = {
    "late": (
        "Votre demande {subject} prend plus de temps que convenu [{ref}]",
        'Bonjour {customer},\n\nnous vous avions promis une solution pour "{subject}" avant le'
        " {due}. Nous ne pouvons pas tenir ce délai.\n\nNotre nouvelle échéance est le"
        " {promised}. Répondez à ce message si elle ne vous convient pas.",
    ),
    "lateAnswer": (
        "Notre réponse sur {subject} prend plus de temps que convenu [{ref}]",
        'Bonjour {customer},\n\nnous vous avions promis une réponse au sujet de "{subject}" avant'
        " le {due}. Nous ne pouvons pas tenir ce délai.\n\nVous aurez de nos nouvelles avant le"
        " {promised}. Répondez à ce message si cela ne vous convient pas.",
    ),
    "progress": (
        "Où en est votre demande {subject} [{ref}]",
        'Bonjour {customer},\n\nnous travaillons toujours sur "{subject}" ; état actuel :'
        " {state}. Nous vous écrirons dès qu'il y aura du nouveau.",
    ),
    "statusChange": (
        "Votre demande {subject} : {state} [{ref}]",
        'Bonjour {customer},\n\nl\'état de votre demande "{subject}" est maintenant : {state}.',
    ),
    "information": ("À propos de votre demande {subject} [{ref}]", "{text}"),
    "promise": ("Re: {subject} [{ref}]", "Vous aurez de nos nouvelles avant le {promised}."),
    "cancelled": (
        "Votre demande {subject} a été annulée [{ref}]",
        'Votre demande {ref}, "{subject}", a été annulée : {reason}. Si c\'est une erreur,'
        " répondez à ce message.",
    ),
    "resolved": (
        "Votre demande {subject} est résolue [{ref}]",
        'Votre demande {ref}, "{subject}", est résolue : {resolution}\n\nSi ce n\'est pas le cas,'
        " répondez à ce message avant le {closes} ; ensuite nous la fermons.",
    ),
    "closing": (
        "Nous fermons votre demande {subject} [{ref}]",
        'Nous fermons votre demande {ref}, "{subject}", le {closes}. Si elle n\'est pas résolue,'
        " répondez à ce message avant cette date.",
    ),
    "acknowledgement": (
        "Nous avons reçu votre message [{ref}]",
        "Merci, votre message nous est bien parvenu. Il porte le numéro {ref} ; indiquez-le si"
        " vous nous écrivez à nouveau.",
    ),
}

LETTERS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    occasion: {"en": _EN[occasion], "de": _DE[occasion], "fr": _FR[occasion]} for occasion in _EN
}
"""Subject and text by occasion and language."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "open": "open",
        "inProgress": "in progress",
        "awaitingCustomer": "waiting for you",
        "completed": "completed",
        "acknowledged": "received",
        "pending": "waiting",
        "held": "on hold",
        "resolved": "solved",
        "closed": "closed",
        "cancelled": "cancelled",
        "rejected": "declined",
        "raisedInError": "raised in error",
        "duplicate": "it was reported already",
        "withdrawnByCustomer": "withdrawn by the customer",
        "notOurs": "not ours",
    },
    "de": {
        "open": "offen",
        "inProgress": "in Bearbeitung",
        "awaitingCustomer": "wartet auf Sie",
        "completed": "erledigt",
        "acknowledged": "eingegangen",
        "pending": "wartet",
        "held": "zurückgestellt",
        "resolved": "gelöst",
        "closed": "geschlossen",
        "cancelled": "storniert",
        "rejected": "abgelehnt",
        "raisedInError": "irrtümlich gemeldet",
        "duplicate": "bereits gemeldet",
        "withdrawnByCustomer": "vom Kunden zurückgezogen",
        "notOurs": "nicht unsere Zuständigkeit",
    },
    "fr": {
        "open": "ouverte",
        "inProgress": "en cours",
        "awaitingCustomer": "en attente de votre réponse",
        "completed": "terminée",
        "acknowledged": "enregistrée",
        "pending": "en attente",
        "held": "suspendue",
        "resolved": "résolue",
        "closed": "fermée",
        "cancelled": "annulée",
        "rejected": "refusée",
        "raisedInError": "signalée par erreur",
        "duplicate": "déjà signalée",
        "withdrawnByCustomer": "retirée par le client",
        "notOurs": "hors de notre responsabilité",
    },
}
"""How states and reasons are called, by language."""
