"""What made-up problems are about, how they are worked on and how they end."""

from typing import NamedTuple

from desk.services.samples.matters import BILLING, NETWORK, ORDERS


class ProblemMatter(NamedTuple):
    """One thing that goes wrong. `{n}` is a number of the customer's."""

    language: str
    category: str
    team: str
    service: str
    place: str
    impact: str
    urgency: str
    subject: str
    text: str
    answer: str
    question: str
    note: str
    cause: str
    resolution: str
    code: str = "fixed"


PROBLEM_MATTERS: tuple[ProblemMatter, ...] = (
    ProblemMatter(
        "en", "network", NETWORK, "Fibre 500", "Harbour Street", "high", "high",
        "Fibre dead in the whole building",
        "Since half past seven nobody in the building has a connection. The lamp on the box in "
        "the basement is red. Line {n}.",
        "We see the fault and have opened a ticket with the network operator. You hear from us "
        "within two hours.",
        "Is there power at the box in the basement, and who can let the technician in?",
        "No light on the trunk between the cabinet and the exchange.",
        "Cable cut by roadworks", "The cable was spliced and measured; all lines are up again.",
    ),
    ProblemMatter(
        "en", "network", NETWORK, "Business Line", "Mill Lane", "medium", "high",
        "Calls drop after exactly 30 seconds",
        "Every call we make ends after half a minute. Incoming ones are fine. Number {n}.",
        "Thank you, we could reproduce it. A test profile is active on your line now.",
        "Which telephone system do you use, and which release?",
        "Session timer does not fit their exchange; same picture on two other lines.",
        "Wrong session timer", "The timer was set as the exchange wants it; ten test calls held.",
    ),
    ProblemMatter(
        "en", "billing", BILLING, "Billing", "", "medium", "low",
        "Roaming fees for a trip that never was",
        "Bill {n} has four days of roaming in a country I have not been to. Please look into it.",
        "We have asked the partner network for the records of these days.",
        "Did somebody else have the second SIM card in that week?",
        "Records show the twin card, not the main one.",
        "Twin card not blocked", "The fees are credited and the twin card is blocked.",
    ),
    ProblemMatter(
        "en", "portal", ORDERS, "Portal", "", "low", "medium",
        "Portal shows the contract of somebody else",
        "After signing in I see another name and address. I have signed out at once. Login {n}.",
        "Your login is locked for safety; you get a new one by letter.",
        "At what time was it, and with which browser?",
        "Two accounts share a mail address since the migration.",
        "Two accounts on one address", "Both accounts were parted and told of it.",
    ),
    ProblemMatter(
        "de", "network", NETWORK, "Fibre 500", "Hafenstraße", "medium", "medium",
        "Internet bricht jeden Abend ab",
        "Jeden Abend gegen acht ist die Leitung für einige Minuten weg. Anschluss {n}.",
        "Wir messen Ihre Leitung bis morgen früh mit und melden uns dann.",
        "Leuchtet die Lampe am Gerät rot oder blinkt sie, wenn es passiert?",
        "Fehlerzähler steigt ab 20 Uhr stark an.",
        "Störer auf der Nachbarleitung", "Der Port wurde getauscht, seit drei Abenden ist Ruhe.",
    ),
    ProblemMatter(
        "de", "billing", BILLING, "Billing", "", "low", "low",
        "Gutschrift {n} nie angekommen",
        "Die Gutschrift wurde im Sommer zugesagt und steht auf keiner Rechnung.",
        "Die Zusage liegt vor, wir lassen sie buchen.",
        "Auf welches Konto soll der Betrag gehen?",
        "Zusage steht im Kontakt vom Juli, gebucht wurde nichts.",
        "Zusage nicht gebucht", "Der Betrag ist gebucht und steht auf der nächsten Rechnung.",
    ),
    ProblemMatter(
        "fr", "network", NETWORK, "Mobile", "Lyon", "medium", "high",
        "Aucun réseau dans l’atelier depuis lundi",
        "Les téléphones ne captent plus rien à l’intérieur. Ligne {n}.",
        "Une antenne voisine est en travaux ; un technicien vérifie votre cellule.",
        "Le problème existe-t-il aussi devant le bâtiment ?",
        "Cellule 4 à puissance réduite depuis la mise à jour.",
        "Puissance réduite après une mise à jour", "La cellule émet de nouveau normalement.",
    ),
    ProblemMatter(
        "es", "tv", ORDERS, "TV", "Sevilla", "low", "medium",
        "La televisión se congela en los partidos",
        "Cada partido en directo se para cada pocos minutos. Contrato {n}.",
        "Hemos cambiado el perfil de su decodificador, pruebe esta noche.",
        "¿Está el decodificador conectado por cable o por wifi?",
        "Pérdida de paquetes solo en multicast.",
        "Filtro de multicast mal puesto", "Se corrigió el filtro y la imagen es estable.",
        "workaround",
    ),
    ProblemMatter(
        "pl", "network", NETWORK, "Fibre 500", "Łódź", "high", "medium",
        "Brak łączności w księgarni i na zapleczu",
        "Terminal płatniczy i telefon nie działają od rana. Umowa {n}.",
        "Widzimy awarię i wysyłamy technika jeszcze dziś.",
        "Czy ktoś będzie na miejscu do godziny 18?",
        "Tłumienie na ostatnim odcinku ponad normę.",
        "Zgięty przewód w szafce", "Przewód wymieniono, pomiar w normie.",
    ),
    ProblemMatter(
        "tr", "billing", BILLING, "Billing", "", "medium", "medium",
        "Fatura {n} iki kez çekilmiş",
        "Aynı fatura hesabımızdan iki kez alındı, lütfen birini iade edin.",
        "İkinci tutarın iadesi başlatıldı.",
        "Hangi hesaba iade edilmesini istersiniz?",
        "İki kayıt, biri elle girilmiş.",
        "Çift kayıt", "İade yapıldı ve müşteriye bildirildi.",
    ),
    ProblemMatter(
        "el", "network", NETWORK, "Business Line", "Πειραιάς", "medium", "medium",
        "Η γραμμή πέφτει κάθε μεσημέρι",
        "Κάθε μεσημέρι χάνουμε τη σύνδεση για δέκα λεπτά. Γραμμή {n}.",
        "Παρακολουθούμε τη γραμμή σας και θα σας καλέσουμε αύριο.",
        "Ποια συσκευή έχετε και πότε έγινε η τελευταία διακοπή;",
        "Υπερθέρμανση της κάρτας στο κέντρο.",
        "Υπερθέρμανση κάρτας", "Η κάρτα άλλαξε και η γραμμή είναι σταθερή.",
    ),
    ProblemMatter(
        "ru", "portal", ORDERS, "Portal", "", "low", "low",
        "Личный кабинет не принимает новый пароль",
        "После смены пароля вход невозможен. Договор {n}.",
        "Мы отправили новую ссылку для входа.",
        "На какой адрес должна прийти ссылка?",
        "Адрес записан кириллицей.",
        "Неверный адрес в записи", "Адрес исправлен, вход работает.",
    ),
    ProblemMatter(
        "zh", "network", NETWORK, "Fibre 500", "港口路", "high", "medium",
        "门店网络每小时断线一次",
        "收银系统每小时掉线一次，无法收款。线路 {n}。",
        "我们已定位到接入设备，技术人员今天到场。",
        "断线时光猫的指示灯是什么颜色？",
        "接入板每小时重启。",
        "接入板故障", "接入板已更换，线路稳定。",
    ),
    ProblemMatter(
        "ja", "billing", BILLING, "Billing", "", "low", "medium",
        "解約後も請求が続いています",
        "先月解約した回線 {n} の請求書がまた届きました。",
        "解約の記録を確認し、返金の手続きを始めました。",
        "返金先の口座をお知らせください。",
        "解約日が翌年で登録されている。",
        "解約日の入力誤り", "日付を訂正し、返金を済ませました。",
    ),
    ProblemMatter(
        "ar", "network", NETWORK, "Mobile", "حي الواحة", "medium", "high",
        "انقطاع الشبكة في المخبز",
        "الهواتف وجهاز الدفع بلا شبكة منذ الصباح. الخط {n}.",
        "نرى العطل، والفني في الطريق إليكم.",
        "هل الانقطاع في كل الغرف أم في واحدة؟",
        "المحطة القريبة تعمل بنصف طاقتها.",
        "عطل في تغذية المحطة", "أُصلحت التغذية وعادت الشبكة.",
    ),
    ProblemMatter(
        "ko", "network", NETWORK, "Fibre 500", "항구로", "low", "high",
        "치과 예약 전화가 연결되지 않습니다",
        "환자들이 전화를 걸면 통화 중이라고 나옵니다. 번호 {n}.",
        "임시로 휴대전화로 연결해 두었습니다.",
        "언제부터 그런지, 모든 번호가 그런지 알려 주세요.",
        "착신 전환이 잘못된 번호로 설정됨.",
        "잘못된 착신 전환", "착신 전환을 바로잡고 시험 통화를 마쳤습니다.",
    ),
)  # fmt: skip

CARRIER = "Nordnet Carrier"
"""The partner who owns the lines."""

PLANS: dict[str, dict[str, object]] = {
    "Line fault": {
        "category": "network",
        "steps": [
            {"name": "Measure the line", "effort": "30m", "due": "1h", "team": NETWORK},
            {
                "name": "Ask the network operator",
                "kind": "partner",
                "partner": CARRIER,
                "after": [1],
                "due": "4h",
                "effort": "15m",
                "team": NETWORK,
            },
            {
                "name": "Visit the customer",
                "kind": "fieldVisit",
                "after": [2],
                "due": "8h",
                "effort": "2h",
                "team": NETWORK,
            },
            {
                "name": "Test it with the customer",
                "kind": "customer",
                "after": [3],
                "due": "2h",
                "effort": "15m",
                "mandatory": False,
            },
        ],
    },
    "Wrong bill": {
        "category": "billing",
        "steps": [
            {"name": "Check the bookings", "effort": "45m", "due": "4h", "team": BILLING},
            {"name": "Credit the amount", "effort": "20m", "due": "4h", "after": [1]},
            {"name": "Send the corrected bill", "effort": "10m", "due": "2h", "after": [2]},
        ],
    },
}
"""Plans by name, in the form of the settings."""
