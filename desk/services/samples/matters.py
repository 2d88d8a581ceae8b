"""What made-up customers write about, and what the desk answers: Latin scripts."""

from typing import NamedTuple


class Matter(NamedTuple):
    """One thing customers come with. `{n}` is a number of their own."""

    language: str
    tag: str
    team: str
    priority: int
    subject: str
    text: str
    answer: str
    question: str = ""
    """What the desk has to ask back before it can go on; empty when nothing."""
    note: str = ""
    """What a colleague writes down beside it."""


BILLING, NETWORK, ORDERS = "Billing", "Network", "Orders"

MATTERS: tuple[Matter, ...] = (
    Matter(
        "en", "billing", BILLING, 3, "Invoice {n} charged twice",
        "Good morning,\n\nInvoice {n} was taken from our account on the 2nd and again on the 9th. "
        "Please return one of them and confirm by mail.\n\nKind regards",
        "You are right: invoice {n} was booked twice. The second amount is on its way back and "
        "will be with you within five working days. We are sorry for the trouble.",
        note="Both bookings seen in the ledger, second one cancelled by hand.",
    ),
    Matter(
        "en", "outage", NETWORK, 1, "No connection at all in the practice",
        "Nothing works any more: no telephone, no internet. We are a medical practice and "
        "cannot be reached by our patients. Line {n}.",
        "A technician has found a broken splice two streets away. Your line {n} should be back "
        "within the hour; calls go to your mobile until then.",
        note="Line test {n}: no light after the second cabinet.",
    ),
    Matter(
        "en", "speed", NETWORK, 3, "Upload slow every evening",
        "Between 19:00 and 23:00 the upload drops to a tenth of what it should be. Mornings are "
        "fine. I have measured for a week, list attached. Contract {n}.",
        "Thank you for the measurements. We have moved your port to another card; please measure "
        "again tonight and tell us.",
        question="Is the router connected by cable while you measure, or by wireless?",
    ),
    Matter(
        "en", "order", ORDERS, 4, "Which router do I need for the fast tariff?",
        "I would like to change to the fastest tariff next month. Does the old router still do, "
        "or do you send a new one? Customer number {n}.",
        "The old one ends at half that speed, so a new router comes with the change. There is no "
        "charge for it, and you keep your number.",
    ),
    Matter(
        "en", "move", ORDERS, 3, "Moving to a new office on the 14th",
        "We move on the 14th and need all four lines at the new address from that day on. The "
        "old office is handed over on the 20th. Contract {n}.",
        "The move is booked for the 14th between eight and ten. Please let somebody be there who "
        "can open the cabinet in the basement.",
        question="Which floor is it, and who opens the basement on the day?",
        note="Ask the landlord about the riser before the technician drives out.",
    ),
    Matter(
        "en", "password", ORDERS, 4, "Cannot sign in to the customer portal",
        "The portal says my password has ended and the mail with the link never comes. I looked "
        "in spam too.",
        "The address in your account had a typing error, so the link went nowhere. It is "
        "corrected, and a fresh link is in your inbox.",
    ),
    Matter(
        "en", "complaint", BILLING, 2, "Third reminder for a bill that is paid",
        "This is the third time I write. Bill {n} was paid three weeks ago, and yesterday a "
        "reminder with a fee came again. I want this stopped and I want to talk to somebody.",
        "The payment was credited to another contract of the same name. It stands where it "
        "belongs now, the fee is cancelled and no further reminder will come.",
        note="Two earlier contacts on the same bill. Payment found on the wrong contract.",
    ),
    Matter(
        "en", "cancel", ORDERS, 2, "Thinking of leaving after the price rise",
        "The letter about the new price arrived. Before I sign elsewhere: is there anything you "
        "can do for somebody who has been with you for eleven years? Contract {n}.",
        "We would be sorry to lose you. For the next two years your price stays as it is; a "
        "short confirmation from you is enough.",
    ),
    Matter(
        "en", "praise", ORDERS, 5, "Thanks, and one more question",
        "The technician was friendly and left everything clean, thank you. One question: may I "
        "put the old box in the household waste?",
        "Thank you, we will pass it on. Please send the old box back with the label in the "
        "parcel; it costs you nothing.",
    ),
    Matter(
        "en", "bill", BILLING, 4, "Re: [{n}] copy of all bills of last year",
        "For the tax office I need all twelve bills of last year as PDF, please. [/] If there is "
        "a form for this, tell me.",
        "All twelve are in the portal under Documents, and a copy is in the post.",
    ),
    Matter(
        "de", "rechnung", BILLING, 3, "Rechnung {n}: Betrag stimmt nicht",
        "Guten Tag,\n\nauf der Rechnung {n} stehen 30 Euro für eine Störungsbehebung, die nie "
        "stattgefunden hat. Bitte prüfen und gutschreiben.\n\nMit freundlichen Grüßen",
        "Sie haben recht, der Termin kam nicht zustande. Die Gutschrift geht heute an Sie raus.",
        question="An welchem Tag sollte der Techniker kommen?",
    ),
    Matter(
        "de", "störung", NETWORK, 2, "Telefon knackt, Gespräche brechen ab",
        "Seit dem Gewitter am Wochenende knackt es in der Leitung, und nach zwei Minuten ist das "
        "Gespräch weg. Anschluss {n}, Büro im ersten Stock.",
        "Im Verteiler stand Wasser. Die Klemme ist getauscht, die Messung in Ordnung. Bitte "
        "melden Sie sich, falls es wieder anfängt.",
        note="Feuchtigkeit im Verteiler, Tausch für heute eingeplant.",
    ),
    Matter(
        "de", "umzug", ORDERS, 4, "Umzug: Rufnummern mitnehmen",
        "Wir ziehen zum Monatsende um und möchten alle drei Nummern behalten. Was müssen wir "
        "tun? Kundennummer {n}.",
        "Nichts weiter: Die Nummern ziehen mit. Sie bekommen zwei Tage vorher eine Bestätigung.",
    ),
    Matter(
        "fr", "facture", BILLING, 3, "Facture {n} prélevée deux fois",
        "Bonjour,\n\nla facture {n} a été prélevée deux fois ce mois-ci. Merci de rembourser la "
        "seconde et de me le confirmer par écrit.\n\nCordialement",
        "Le second prélèvement a été annulé ; le remboursement arrive sous cinq jours. Veuillez "
        "nous excuser pour ce désagrément.",
    ),
    Matter(
        "fr", "panne", NETWORK, 1, "Fibre coupée, 140 personnes sans réseau",
        "Plus rien depuis une heure : ni téléphone ni internet, 140 personnes ne peuvent pas "
        "travailler. Site {n}. Merci de rappeler d'urgence.",
        "La coupure est localisée. Une équipe est sur place, retour prévu dans deux heures.",
        note="Coupure par une pelleteuse, équipe en route.",
    ),
    Matter(
        "es", "tarifa", ORDERS, 4, "¿Puedo cambiar de tarifa sin permanencia?",
        "Hola: quiero pasar a la tarifa de 600 megas, pero sin firmar otra permanencia. ¿Es "
        "posible? Contrato {n}.",
        "Sí, el cambio no añade permanencia. Queda hecho desde el día 1.",
    ),
    Matter(
        "es", "avería", NETWORK, 2, "Sin línea desde el lunes",
        "Llevamos desde el lunes sin teléfono fijo y nadie nos llama. El número es el {n}. "
        "Necesitamos una solución hoy.",
        "Hemos encontrado un cable cortado en la fachada; el técnico llega esta tarde.",
        question="¿Hay alguien en casa entre las cuatro y las seis?",
    ),
    Matter(
        "pl", "faktura", BILLING, 3, "Proszę o korektę faktury {n}",
        "Dzień dobry, na fakturze {n} jest stary adres firmy. Bardzo proszę o korektę i wysłanie "
        "jej mailem.",
        "Korekta jest gotowa i została wysłana na ten adres.",
    ),
    Matter(
        "tr", "arıza", NETWORK, 3, "İnternet her akşam kopuyor",
        "Merhaba, her akşam saat dokuzdan sonra bağlantı kopuyor. Modemi iki kez değiştirdim, "
        "sonuç aynı. Abone numarası {n}.",
        "Hattınız yeni porta alındı. Bu akşam yine olursa lütfen yazın.",
        question="Modemin üzerindeki ışık koptuğunda hangi renkte yanıyor?",
    ),
    Matter(
        "pt", "contrato", ORDERS, 4, "Endereços IP fixos para nove escolas",
        "Bom dia, precisamos de endereços IP fixos para nove escolas até ao início das aulas. "
        "Qual é o prazo? Contrato {n}.",
        "O prazo são dez dias úteis. A proposta segue em anexo.",
    ),
    Matter(
        "sv", "flytt", ORDERS, 4, "Byte av adress på fakturan",
        "Hej! Vi har flyttat till Ångermanland. Kan ni ändra adressen på fakturorna från nästa "
        "månad? Kundnummer {n}.",
        "Adressen är ändrad och gäller från nästa faktura.",
    ),
)  # fmt: skip
