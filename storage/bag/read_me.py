"""ЧИТАТЬ.txt: what this folder is and how to check it, for who finds the disk and not the program."""

from __future__ import annotations

from storage.bag.info import Pairs
from storage.bag.layout import INFO, MANIFESTS, PREMIS, SEALED

LABELS = {
    "Source-Organization": "Организация",
    "Organization-Address": "Адрес организации",
    "Contact-Name": "Ответственный",
    "Contact-Phone": "Телефон",
    "External-Description": "Что это",
    "External-Identifier": "Обозначение пакета",
    "Internal-Sender-Identifier": "Внутреннее обозначение",
    "Bagging-Date": "Дата упаковки",
    "Record-Series": "Категория дел по номенклатуре",
    "Record-Index": "Индекс дела",
    "Record-Title": "Заголовок дела",
    "Academic-Year": "Год начала учебного года",
    "College": "Колледж",
    "Department": "Отделение",
    "Group": "Группа",
    "Opened-On": "Дело начато",
    "Closed-On": "Дело окончено",
    "Retention-Years": "Срок хранения, лет",
    "Keep-Until": "Хранить до",
    "Destruction-Year": "Год уничтожения, не раньше",
    "Mandate": "Основание срока хранения",
    "Statement-Document": "Где сводная ведомость",
    "Appraisal": "Перед уничтожением нужна экспертиза (ЭПК)",
    "Sheets": "Листов",
    "Volumes": "Томов",
    "Audit-Head": "Отпечаток журнала событий",
    "Bag-Software-Agent": "Программа",
}
"""Labels of bag-info.txt in Russian; others stand under their own names."""

_TEXT = """\
АРХИВНЫЙ ПАКЕТ

Эта папка — архивный пакет: документы организации, сданные на хранение в электронном виде. Сведения о пакете:

{facts}

Документов в папке data: {count}, всего байт: {size}.

ЧТО ЗДЕСЬ ЛЕЖИТ

data                       сами документы
{manifest256:<27}перечень документов и их контрольных сумм SHA-256
{manifest512:<27}тот же перечень с суммами SHA-512
{info:<27}сведения о пакете
{premis:<27}история документов (стандарт PREMIS 3)
{sealed:<27}контрольные суммы служебных файлов
bagit.txt                  знак того, что пакет записан полностью (стандарт BagIt, RFC 8493)

Если файла bagit.txt нет, запись пакета была прервана: такому пакету верить нельзя.

КАК ПРОВЕРИТЬ, ЧТО НИЧЕГО НЕ ИСПОРЧЕНО

Программа, которой записан пакет, для этого не нужна.

Linux и macOS. Откройте эту папку в терминале и выполните:

    sha256sum -c {manifest256}
    sha256sum -c {sealed}

(в macOS вместо sha256sum напишите shasum -a 256). Каждая строка должна кончаться словом OK (в русской системе
может стоять ЦЕЛ).

Windows. Откройте эту папку в PowerShell (Shift и правая кнопка мыши на папке) и выполните:

    Get-Content -Encoding UTF8 {manifest256}, {sealed} | ForEach-Object {{
      $sum, $file = $_ -split '  ', 2
      if ((Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash -eq $sum) {{ "ЦЕЛ $file" }}
      else {{ "ИСПОРЧЕН ИЛИ УТРАЧЕН $file" }}
    }}

Если хотя бы один файл испорчен или утрачен, ничего не исправляйте и не дописывайте в эту папку. Есть другие
экземпляры того же пакета: где они, сказано в учёте носителей организации. Испорченный файл заменяют таким же
файлом из целого экземпляра.

В документах есть персональные данные. Не копируйте и не передавайте их без разрешения организации.
"""


def read_me(pairs: Pairs, *, size: int, count: int) -> bytes:
    """The text in UTF-8 with a mark and Windows line ends, so that Notepad and PowerShell 5 show it right."""
    facts = "\n".join(f"{LABELS.get(label, label)}: {' '.join(value.split())}" for label, value in pairs)
    text = _TEXT.format(
        facts=facts,
        count=count,
        size=size,
        manifest256=MANIFESTS["sha256"],
        manifest512=MANIFESTS["sha512"],
        info=INFO,
        premis=PREMIS,
        sealed=SEALED,
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")
