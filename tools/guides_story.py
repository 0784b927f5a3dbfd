"""The story the guides are taken from: which command is typed on which day, and what happens between."""

from __future__ import annotations

from dataclasses import dataclass

from pictures import Picture

SAMPLE = "archiver sample ВЫГРУЗКИ --groups 2 --seed 1 --year 2025/26"
SETTINGS = (
    'sed -i \'s/^name = ""/name = "Заволжский многопрофильный колледж"/; '
    's/^short_name = ""/short_name = "ГБПОУ «ЗМК»"/; s/^city = ""/city = "г. Заволжск"/; '
    's/^address = ""/address = "446300, г. Заволжск, ул. Садовая, 1"/; '
    's|^#academic_year.*|academic_year = "2025/26"|\' archiver.toml'
)
SPOIL = (
    "file=$(find ../../media/disk1 -name 'Журнал ИС*.pdf'); chmod u+w \"$file\"; "
    'printf X | dd of="$file" bs=1 seek=5000 conv=notrunc status=none'
)
SHELVES = "printf '1\\n2\\n3\\n4\\n' > полки.txt"


@dataclass(frozen=True)
class Scene:
    """A command of a guide, by its screen's name; with `line`, one that is not shown, perhaps the shell's."""

    name: str
    day: str
    code: int = 0
    line: str = ""
    most: int = 30
    """How many lines of the screen are shown; of a longer one the rest is «…»."""

    @property
    def moment(self) -> str:
        """When it is typed, local time."""
        return f"{self.day}T10:00:00"

    def shown(self, screen: str) -> str:
        """The screen as the guide shows it."""
        lines = screen.splitlines()
        return "\n".join(lines if len(lines) <= self.most else [*lines[: self.most], "…"])


def _hidden(line: str, day: str = "2026-06-15") -> Scene:
    return Scene("", day, line=line)


STORY = (
    _hidden(f"{SAMPLE} --fault student-twice --fault topic-empty@ТО-11"),
    Scene("check", "2025-12-29", code=3),
    Scene("remarks", "2025-12-29", code=3, most=2),
    _hidden(SAMPLE),
    Scene("config", "2025-12-29"),
    _hidden(SETTINGS),
    Scene("validate", "2025-12-29"),
    Scene("people-first", "2025-12-29"),
    Scene("people-dispatcher", "2025-12-29"),
    Scene("people-it", "2025-12-29"),
    Scene("people-director", "2025-12-29"),
    Scene("password", "2025-12-29"),
    Scene("deadlines", "2025-12-30", code=3),
    Scene("term", "2025-12-30"),
    Scene("media-add", "2026-06-15"),
    Scene("media-add-2", "2026-06-15"),
    Scene("label", "2026-06-15"),
    Scene("media-due", "2026-06-15"),
    Scene("preview", "2026-07-01"),
    Scene("year-end", "2026-07-01"),
    Scene("statement", "2026-07-01"),
    Scene("printed-refused", "2026-07-02", code=9),
    Scene("printed", "2026-07-02"),
    Scene("calendar-before", "2026-07-02"),
    Scene("deposit-journals", "2026-07-03"),
    Scene("deposit-statements", "2026-07-03"),
    Scene("find", "2026-07-03"),
    Scene("paper-add", "2026-07-03"),
    Scene("paper-add-2", "2026-07-03"),
    Scene("paper-add-statements", "2026-07-03"),
    Scene("inventory", "2026-07-03"),
    Scene("transfer", "2026-07-03"),
    Scene("transfer-signed", "2026-07-03"),
    Scene("calendar", "2026-07-06"),
    Scene("lend", "2026-07-06"),
    Scene("overdue", "2026-07-20", code=3),
    Scene("return", "2026-07-20"),
    Scene("expected", "2026-10-01"),
    _hidden(SHELVES),
    Scene("paper-check", "2026-10-01"),
    Scene("get", "2026-10-01"),
    Scene("hold", "2026-10-01"),
    Scene("lift", "2026-11-02"),
    Scene("verify", "2027-06-01"),
    _hidden(SPOIL),
    Scene("verify-damaged", "2027-06-02", code=3),
    Scene("repair", "2027-06-02"),
    Scene("drill", "2027-06-02"),
    Scene("backup", "2027-06-02"),
    Scene("audit", "2027-06-02"),
    Scene("due", "2032-01-12"),
    Scene("draft-refused", "2032-01-12", code=9),
    Scene("draft", "2032-01-12"),
    Scene("print", "2032-01-12"),
    Scene("agree", "2032-01-14"),
    Scene("approve-refused", "2032-01-15", code=9),
    Scene("approve", "2032-01-15"),
    Scene("execute", "2032-01-16", code=3),
    Scene("confirm-paper", "2032-01-16"),
    Scene("execute-rest", "2032-01-16"),
    Scene("account", "2032-01-19"),
    Scene("execution", "2032-01-19"),
    Scene("destroyed", "2032-01-19"),
    Scene("finish-returned", "2032-01-20"),
)
_VOLUME = "ЖУРНАЛЫ/Журнал ИС-21 2025-26.pdf"
PICTURES = (
    Picture("remarks", "замечания.pdf", most=1, share=0.33),
    Picture("cover", _VOLUME, most=1),
    Picture("certification", _VOLUME, ("ЗАВЕРИТЕЛЬНАЯ НАДПИСЬ",), most=1),
    Picture("statement", "ВЕДОМОСТИ/ИС-21*/Сводная ведомость*1 семестр.pdf", most=1),
    Picture("transfer", "акт-сдачи.pdf", most=1),
    Picture("labels", "этикетки.pdf", most=1, share=0.55),
    Picture("act", "акт.pdf", most=1),
    Picture("execution", "исполнение.pdf", most=1),
)
