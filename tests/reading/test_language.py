"""English is read, other languages are refused by name, and doubt is settled for the reader."""

import pytest

from dragoman.reading.language import foreign_language

FOREIGN = {
    "French": "Le ministre des affaires étrangères a rencontré hier son homologue allemand à "
    "Berlin. "
    "Les deux hommes ont parlé de la situation au Mali et des sanctions contre le régime.",
    "German": "Der Außenminister hat am Montag in Wien mit seinem Amtskollegen über die Lage im "
    "Land "
    "gesprochen. Beide forderten ein Ende der Kämpfe und kündigten weitere Gespräche an.",
    "Spanish": "El presidente viajó el lunes a Lima para reunirse con su homólogo. Los dos "
    "hablaron "
    "de la frontera y acordaron nuevas conversaciones para el próximo mes en la capital.",
    "Dutch": "De minister van Buitenlandse Zaken heeft maandag in Den Haag gesproken met zijn "
    "collega "
    "over de toestand aan de grens. Ze willen volgende maand verder praten over vrede.",
    "Italian": "Il ministro degli esteri ha incontrato ieri a Roma il suo collega per parlare "
    "della "
    "crisi nel paese. I due hanno chiesto la fine dei combattimenti e nuovi colloqui di pace.",
    "Russian": "Министр иностранных дел встретился в понедельник с послом и обсудил положение дел.",
    "Arabic": "التقى وزير الخارجية يوم الاثنين نظيره في العاصمة وبحثا الوضع في المنطقة",
    "Chinese": "外交部长星期一在首都会见了来访的代表团并就地区局势交换了意见",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_is_named(language: str) -> None:
    assert foreign_language(FOREIGN[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "The minister met his German counterpart in Berlin on Monday to talk about the war.",
        "Nguyễn Xuân Phúc met Joko Widodo, Prayut Chan-o-cha and Lee Hsien Loong in Đà Nẵng on "
        "Friday, and Recep Tayyip Erdoğan telephoned Volodymyr Zelensky from Çankaya the same day.",
        "“Nous sommes prêts”, said the envoy, and added that his government was ready for talks "
        "with the “Front de libération nationale” in Algiers or in any other place.",
        "Bundesaußenminister in Kabul",  # too short to tell
        "GENEVA SYRIA TALKS END",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
        "🕊️ 🕊️ 🕊️",
    ],
)
def test_english_with_foreign_names_and_what_is_too_short_to_tell_is_read(text: str) -> None:
    assert foreign_language(text) is None
