"""Ways to spoil an export: blind ones of bytes, and ones that know how a format is built."""

from __future__ import annotations

import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from fuzz_seeds import Files

Mutation = Callable[[random.Random, bytes], bytes]
_LONG = 300_000


def spoiled(chance: random.Random, files: Files, kind: str) -> tuple[Files, str]:
    """The files with one of them spoiled, and by what."""
    name = chance.choice(sorted(files))
    if kind == "settings":
        name = "archiver.toml"
    own = BY_FORMAT[kind.split(maxsplit=1)[0] if kind != "spo zip" else "zip"]
    mutation = chance.choice([*BLIND, *own, *own, *own])
    made = dict(files)
    if mutation is gone:
        del made[name]
        return made, f"{name} gone"
    made[name] = mutation(chance, files[name])
    return made, f"{mutation.__name__} of {name}"


def gone(_chance: random.Random, data: bytes) -> bytes:
    return data


def flipped(chance: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _each in range(chance.randint(1, 12)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def truncated(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def doubled(chance: random.Random, data: bytes) -> bytes:
    begin, end = sorted(chance.randrange(len(data)) for _each in range(2))
    return data[:end] + data[begin:end] * chance.randint(1, 5) + data[end:]


def cut_out(chance: random.Random, data: bytes) -> bytes:
    begin, end = sorted(chance.randrange(len(data)) for _each in range(2))
    return data[:begin] + data[end:]


def spliced(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.randbytes(chance.choice((1, 7, 500))) + data[at:]


def zeroed(chance: random.Random, data: bytes) -> bytes:
    begin, end = sorted(chance.randrange(len(data)) for _each in range(2))
    return data[:begin] + bytes(end - begin) + data[end:]


def after_itself(_chance: random.Random, data: bytes) -> bytes:
    return data + data


BLIND: list[Mutation] = [gone, flipped, truncated, doubled, cut_out, spliced, zeroed, after_itself]

_PIECES = (
    "</html>", "</body></html>", "<html><body>", "<!--", "-->", "<script>", "</script>", "<style>", "<title>",
    "<textarea>", "<plaintext>", "<xmp>", "<b>" * 300, "<div>" * 300, "<table><tr><td>" * 50, "</table>",
    "<td colspan=1000 rowspan=60000>5</td>", "<tr><td rowspan=9999 colspan=1000>5" + "<tr>" * 3_000,
    "<!--" + "x" * _LONG + "-->", f'<p title="{"x" * _LONG}">', "<script>" + "x" * _LONG + "</script>",
    "<!DOCTYPE html>", '<?xml version="1.0"?>', "<![CDATA[", "]]>", "&#0;", "&#xFFFFFF;", "&nosuch;", "\0",
    "<select><option>", "<iframe>", "<noscript>", "<template>", "<svg>", "<base href='http://example.org/'>",
    "<img src='http://example.org/x'>", "<link rel=stylesheet href='file:///etc/passwd'>", "<p>Предмет : Х</p>",
    "<tr><td>Предмет : Х</td></tr>", "<s>5</s>", "<td>" * 2_000, "А" * _LONG, " " * _LONG, "4/5," * 3_000,
    "<caption>Предмет : Х</caption>", "<frameset>", "<math>", "\u202e", "\ufeff",
)  # fmt: skip


def html_inserted(chance: random.Random, data: bytes) -> bytes:
    text = data.decode()
    places = [found.start() for found in re.finditer("<", text)]
    for _each in range(chance.randint(1, 3)):
        at = chance.choice(places)
        text = text[:at] + chance.choice(_PIECES) + text[at:]
    return text.encode()


def html_tag_lost(chance: random.Random, data: bytes) -> bytes:
    tags = list(re.finditer(rb"<[^>]*>", data))
    tag = chance.choice(tags)
    return data[: tag.start()] + data[tag.end() :]


def html_cell(chance: random.Random, data: bytes) -> bytes:
    cells = list(re.finditer(rb">[^<>]+<", data))
    cell = chance.choice(cells)
    value = chance.choice(_CELLS).encode()
    return data[: cell.start() + 1] + value + data[cell.end() - 1 :]


def html_recoded(chance: random.Random, data: bytes) -> bytes:
    return data.decode().encode(
        chance.choice(("cp1251", "koi8-r", "utf-16", "utf-16-le", "cp866", "utf-32")), "replace"
    )


_CELLS = (
    "", "6", "4,5", "4/5", "н/а", "н/зач", "5-", "99999", "1e400", "=1+1", "Сентябрь", "32", "01.02.2025", "Предмет :",
    "Предмет : ", "Группа : ИС-99", "Интервал : 01.09.2025 - 01.01.2020", "<s>5</s>", "\u0301" * 50, "{{ 7*7 }}",
    "а" * 5_000, "Учебный год : 9999/00", "Подгруппа : 2", "Итого", "2 подгруппа", "Ф\u200bИ\u200bО",
)  # fmt: skip


def _member(
    chance: random.Random, data: bytes, spoil: Callable[[str, bytes], bytes], wanted: str = ""
) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        names = archive.namelist()
        chosen = chance.choice([name for name in names if wanted in name] or names)
        for name in names:
            content = archive.read(name)
            out.writestr(name, spoil(name, content) if name == chosen else content)
    return stream.getvalue()


def zip_member_spoiled(chance: random.Random, data: bytes) -> bytes:
    return _member(
        chance, data, lambda _name, content: chance.choice(BLIND)(chance, content) if content else b"x"
    )


def zip_header(chance: random.Random, data: bytes) -> bytes:
    """A field of a heading, of the directory or of its end: sizes, methods, flags, counts, offsets, names."""
    made = bytearray(data)
    sign = chance.choice((b"PK\3\4", b"PK\1\2", b"PK\5\6"))
    places = [found.start() for found in re.finditer(re.escape(sign), data)]
    at = chance.choice(places) + chance.randrange(4, 46 if sign == b"PK\1\2" else 22)
    wide = chance.choice((1, 2, 4))
    value = chance.choice((0, 1, 9, 12, 14, 95, 99, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) & (256**wide - 1)
    made[at : at + wide] = value.to_bytes(wide, "little")
    return bytes(made)


def zip_names(chance: random.Random, data: bytes) -> bytes:
    odd = (
        "",
        "/",
        "../x.json",
        "/etc/passwd",
        "C:\\x.json",
        "a" * 3_000,
        "a/" * 500 + "x",
        "\x00",
        "x\ny",
        "x.zip/y",
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as out:
        chosen = chance.choice(archive.namelist())
        for name in archive.namelist():
            info = zipfile.ZipInfo(chance.choice(odd) if name == chosen else name)
            info.compress_type = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))
            out.writestr(info, archive.read(name))
    return stream.getvalue()


def xlsx_sheet(chance: random.Random, data: bytes) -> bytes:
    pieces: tuple[tuple[bytes, bytes], ...] = (
        (b"</sheetData>", b'<row r="9000"><c r="XFD9000"><v>5</v></c></row></sheetData>'),
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        (
            b"</sheetData>",
            b"".join(b'<row r="%d"/>' % number for number in range(1, 200_000, 3)) + b"</sheetData>",
        ),
        (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'),
        (b"<v>", b"<f>1+1</f><v>"),
        (b"<v>", b"<v>99999999"),
        (b't="s"', b't="inlineStr"'),
        (b't="s"', b't="e"'),
        (b"</row>", b""),
        (b"<c ", b"<c><c "),
        (b'r="A', b'r="ZZZ'),
        (b"<sheetData>", b"<sheetData>" + b"<row>" * 5_000),
    )
    old, new = chance.choice(pieces)
    return _member(
        chance, data, lambda _name, content: content.replace(old, new, chance.choice((1, -1))), "sheet1"
    )


def xlsx_strings(chance: random.Random, data: bytes) -> bytes:
    pieces = (
        (b"<si>", b""), (b"</sst>", b"<si><t>" + b"A" * _LONG + b"</t></si></sst>"), (b'count="', b'count="9999999'),
        ("Предмет".encode(), "Предмет ".encode()), ("Сентябрь".encode(), b"&#1057;"), (b"<t>", b"<t>\x00"), (b"<t>", b"<r><t>"),
    )  # fmt: skip
    old, new = chance.choice(pieces)
    return _member(chance, data, lambda _name, content: content.replace(old, new, 1), "sharedStrings")


def xls_record(chance: random.Random, data: bytes) -> bytes:
    """A record of the workbook: another length, another kind, another value."""
    made = bytearray(data)
    at = 512
    heads = []
    while at + 4 < len(data) and len(heads) < 3_000:
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == 0 and length == 0:
            break
        heads.append(at)
        at += 4 + length
    at = chance.choice(heads or [512])
    offset, value = chance.choice(
        ((2, chance.randrange(65_536)), (0, chance.randrange(0x300)), (4, 0xFFFF), (6, 0xFFFF))
    )
    struct.pack_into("<H", made, min(at + offset, len(made) - 2), value)
    return bytes(made)


def xls_heading(chance: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    struct.pack_into(
        "<I", made, chance.randrange(24, 508), chance.choice((0, 1, 5, 0xFFFF, 0xFFFFFFFE, 0xFFFFFFFF))
    )
    return bytes(made)


_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**17, 1.5, "", "x", "2025-13-45", "9999-12-31", [], {}, [[]], {"x": {}}, "А" * 30_000, [None] * 50,
    "\ud800", "\u202e", {"value": None}, ["Five"], "Five", {"id": 1, "lastName": "Х"},
)  # fmt: skip


def json_value(chance: random.Random, data: bytes) -> bytes:
    """Another value in one place of the document."""
    document = json.loads(data)
    spots: list[tuple[Any, Any]] = []
    stack = [document]
    while stack:
        one = stack.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one))
        for key in keys:
            spots.append((one, key))
            if isinstance(one[key], (dict, list)):
                stack.append(one[key])
    for _each in range(chance.randint(1, 3)):
        parent, key = chance.choice(spots)
        if chance.random() < 0.25 and isinstance(parent, dict):
            parent.pop(key, None)
        elif chance.random() < 0.2 and isinstance(parent, list):
            parent.append(chance.choice(_VALUES))
        else:
            parent[key] = chance.choice(_VALUES)
    return json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def json_text(chance: random.Random, data: bytes) -> bytes:
    pieces: tuple[tuple[bytes, bytes], ...] = (
        (b":", b"::"), (b"{", b'{"id": 1, "id": 2, '), (b"[", b"[NaN, "), (b"[", b"[" * 2_000), (b"[", b"[" + b"[]," * 200_000),
        (b'"', b'"\\ud800'), (b'"', b'"\x01'), (b"2", b"2" * 5_000), (b"2", b"2e999"), (b",", b""), (b"}", b"},"),
        (b"{", b'{"' + b"k" * _LONG + b'": 1, '),
    )  # fmt: skip
    old, new = chance.choice(pieces)
    places = [found.start() for found in re.finditer(re.escape(old), data)]
    at = chance.choice(places or [0])
    return data[:at] + new + data[at + len(old) :]


def json_answer(chance: random.Random, data: bytes) -> bytes:
    """What the module sends in an answer's place."""
    return chance.choice(
        (b"", b"{}", b"[]", b"null", b'{"responseStatus": {"message": "x"}}', b"<html><body>login</body></html>",
         b'{"items": %s}' % data, b'"x"', b"\xef\xbb\xbf" + data, data.decode().encode("utf-16"))
    )  # fmt: skip


def toml_text(chance: random.Random, data: bytes) -> bytes:
    pieces = (
        "x = [" + "[]," * 20_000 + "]\n", "x = " + "[" * 5_000 + "\n", "a" + ".a" * 3_000 + " = 1\n", "[limits]\nmax_file_mb = 1\n",
        '[cache]\nfolder = "."\nkeep_days = 0\n', '[archive]\nregister_url = "postgresql://example.org/x"\nschedule = "/etc/passwd"\n',
        '[[accepted]]\ngroup = "ИС-21"\ncode = "file.broken"\nreason = "так надо"\n', "academic_year = " + "9" * 6_000 + "\n",
        '[[groups]]\nname = "ИС-21"\nname = "x"\n', '[college]\nname = """' + "А" * _LONG + '"""\n', "\x00", "[printing]\nduplex = 5\n",
        "[[periods]]\nnumber = 1\nname = 'x'\nstart = '02-30'\nend = '01-01'\n", "d = 9999-99-99\n",
    )  # fmt: skip
    lines = data.decode().splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    return "".join([*lines[:at], chance.choice(pieces), *lines[at:]]).encode()


BY_FORMAT: dict[str, list[Mutation]] = {
    "html": [html_inserted, html_tag_lost, html_cell, html_recoded],
    "xls": [xls_record, xls_heading],
    "xlsx": [xlsx_sheet, xlsx_strings, zip_header, zip_member_spoiled],
    "json": [json_value, json_text],
    "spo": [json_value, json_text, json_answer],
    "zip": [zip_header, zip_member_spoiled, zip_names],
    "settings": [toml_text],
}
