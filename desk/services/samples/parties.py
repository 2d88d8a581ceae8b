"""Made-up customers: names by language, firms, and addresses nobody has.

Mail domains end in .example; telephone numbers lie in ranges that are kept for fiction.
"""

from random import Random
from typing import NamedTuple

LATIN = ("en", "de", "fr", "es", "pl", "tr", "pt", "sv")
"""Languages whose names make a readable mail address by dropping accents."""


class Party(NamedTuple):
    """A made-up customer."""

    name: str
    mail: str
    phone: str
    language: str


_PEOPLE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Grace", "Noah", "Priya", "Liam", "Ruth", "Samuel", "Hannah", "Kwame", "Ines", "Owen"),
        ("Abernathy", "O'Neill", "Okafor", "Whitcombe", "Hale", "Nair", "Brandt", "Pryce"),
    ),
    "de": (
        ("Jürgen", "Käthe", "Björn", "Anneliese", "Matthias", "Ulrike", "Jörg", "Sabine"),
        ("Müller", "Groß", "Schäfer", "Böttcher", "Weiß", "Kühn", "Lehmann", "Jäger"),
    ),
    "fr": (
        ("Chloé", "Étienne", "Hélène", "Zoé", "Benoît", "Françoise", "Loïc", "Maëlle"),
        ("Lefèvre", "Garçon", "Béranger", "Desprès", "Noël", "Rousseau", "Thévenot"),
    ),
    "es": (
        ("Iñaki", "María", "Joaquín", "Lucía", "Andrés", "Begoña", "Raúl", "Inés"),
        ("Núñez", "Ortega Ruiz", "Ibáñez", "Peña", "Quirós", "Zúñiga", "Lozano"),
    ),
    "pl": (
        ("Łukasz", "Małgorzata", "Zbigniew", "Agnieszka", "Wojciech", "Bożena"),
        ("Brzęczyszczykiewicz", "Wiśniewska", "Żak", "Dąbrowski", "Śliwa", "Kołodziej"),
    ),
    "tr": (
        ("Oğuz", "Şule", "Çağla", "İbrahim", "Gülşen", "Ümit"),
        ("Yılmaz", "Öztürk", "Çelik", "Şahin", "Güneş", "Doğan"),
    ),
    "pt": (
        ("João", "Conceição", "Tomás", "Inês", "Sebastião", "Graça"),
        ("Évora", "Guimarães", "Falcão", "Leitão", "Simões", "Bragança"),
    ),
    "sv": (
        ("Åsa", "Göran", "Björk", "Märta", "Örjan", "Kerstin"),
        ("Lindqvist", "Åkesson", "Sjöberg", "Öberg", "Nyström", "Hägg"),
    ),
    "el": (
        ("Ελένη", "Γιώργος", "Δήμητρα", "Νίκος", "Αγγελική", "Στέλιος"),
        ("Παπαδοπούλου", "Αγγελόπουλος", "Δημητρίου", "Οικονόμου", "Ξενάκης"),
    ),
    "ru": (
        ("Ольга", "Сергей", "Марина", "Дмитрий", "Ксения", "Фёдор"),
        ("Йорданова", "Кузнецова", "Щербаков", "Ёлкин", "Мельник"),
    ),
    "uk": (
        ("Оксана", "Тарас", "Ірина", "Андрій", "Євгенія"),
        ("Ґалаґан", "Шевчук", "Їжак", "Ковальчук", "Бондаренко"),
    ),
    "zh": (("伟", "静", "丽华", "志强", "晓明", "雅婷"), ("王", "李", "张", "陈", "欧阳", "赵")),
    "ja": (
        ("健太", "美咲", "翔", "陽子", "大輔", "さくら"),
        ("田中", "佐藤", "高橋", "渡辺", "小林"),
    ),
    "ko": (("민준", "서연", "지훈", "하은", "도윤", "수빈"), ("김", "이", "박", "최", "정")),
    "ar": (
        ("ليلى", "يوسف", "مريم", "خالد", "نور", "حسن"),
        ("الحداد", "المنصوري", "الشامي", "بن سالم", "القاسم"),
    ),
}

_FIRMS: dict[str, tuple[str, ...]] = {
    "en": ("Acorn & Vale Ltd", "Harbour Dental", "Redwing Freight", "Tern Lane Bakery", "Café Zoë"),
    "de": ("Nordlicht GmbH", "Molkerei Gründl", "Hotel Adlerhöhe", "Bäckerei Süßmund e.K."),
    "fr": ("Iris SARL", "Ateliers Ronsard", "Boulangerie Le Chêne", "Hôtel de l'Écluse"),
    "es": ("Viñedos del Soto S.L.", "Taller Muñiz", "Panadería La Eñe", "Clínica Añil"),
    "pl": ("Piekarnia Żurawina", "Księgarnia Ćma", "Łódka Logistyka sp. z o.o."),
    "tr": ("Işık Tekstil A.Ş.", "Çınar Eczanesi", "Gökçe Nakliyat"),
    "pt": ("Padaria São Brás", "Município de Alvorada Nova", "Oficina Três Irmãos"),
    "sv": ("Fjord & Älv AB", "Kvarn & Bageri i Ånge", "Sjöstrands Åkeri"),
    "el": ("Ελαιώνας ΑΕ", "Νησιά Μεταφορές ΕΠΕ", "Φούρνος Η Αυγή"),
    "ru": ("ООО «Северный Ветер»", "Пекарня «Ржаной край»", "Типография «Ять»"),
    "uk": ("ТОВ «Калинова Гора»", "Книгарня «Їжачок»", "ФОП «Тиха Вода»"),
    "zh": ("青竹科技有限公司", "海岸物流有限公司", "明灯书店"),
    "ja": ("青葉商事株式会社", "みなと歯科医院", "星ヶ丘印刷所"),
    "ko": ("한빛무역", "푸른솔 치과", "새봄 제과점"),
    "ar": ("شركة الواحة للنقل", "مخبز الياسمين", "مكتبة النخيل"),
}

_PHONES: dict[str, str] = {
    "de": "+49 30 23125 {:03}",
    "fr": "+33 1 99 00 {:02} 17",
    "sv": "+46 8 465 004 {:02}",
}
_OTHER_PHONES = ("+44 20 7946 0{:03}", "+1 202 555 01{:02}")


def party(language: str, is_firm: bool, number: int, random: Random) -> Party:
    """A made-up customer; the number keeps its addresses apart from everybody else's."""
    if is_firm:
        name = random.choice(_FIRMS[language])
        mail = f"office@{_slug(name, language)}{number}.example"
    else:
        given, family = (random.choice(names) for names in _PEOPLE[language])
        name = _full_name(given, family, language)
        mail = f"{_slug(name, language, '.')}{number}@mail.example"
    form = _PHONES.get(language) or random.choice(_OTHER_PHONES)
    return Party(name, mail, form.format(number % (1000 if ":03" in form else 100)), language)


def _full_name(given: str, family: str, language: str) -> str:
    if language in ("zh", "ko"):
        return family + given
    return f"{family} {given}" if language == "ja" else f"{given} {family}"


def _slug(name: str, language: str, between: str = "-") -> str:
    """The name as part of an address: plain letters only; a neutral word for other scripts."""
    if language not in LATIN:
        return "customer"
    from desk.rules.words import fold

    words = ("".join(ch for ch in word if ch.isalnum()) for word in fold(name).split())
    return between.join(word for word in words if word)
