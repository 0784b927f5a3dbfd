"""Who acts is proved by a password where the account is not enough: a server, a shared file, a namespace."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archiver.archive.staff import Entry, change, enter, set_password
from archiver.counter.session import Session
from archiver.disk.account import os_login, users_are_mapped
from archiver.disk.others import open_to_others
from archiver.errors import Refused
from archiver.people.passwords import hashed
from archiver.people.proof import Proof
from archiver.people.signing_in import authenticate
from archiver.people.who import PROVED, Acting, Claim, identify, identify_in
from archiver.permissions import TABLE, Permission
from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import Settings
from counters import MOMENT
from postgresql_cluster import running_cluster

ME = os_login()
SECRET, OTHER = "ворота кактус лодка", "сапоги туман ступка"
PROVED_ONES = [one for one, rule in TABLE.items() if rule.proved]
STEPS = {
    Permission.ACT_AGREE,
    Permission.ACT_APPROVE,
    Permission.ACT_EXECUTE,
    Permission.ACT_CONFIRM,
    Permission.PEOPLE_KEEP,
    Permission.HOLD_PLACE,
    Permission.HOLD_LIFT,
    Permission.SCHEDULE_CHANGE,
    Permission.REGISTER_RESTORE,
    Permission.REGISTER_REBUILD,
}
EVERY_ROLE = tuple(role for role in Role if role is not Role.SCHEDULED)


class Asked:
    """Answers every question with the same password, and counts them."""

    def __init__(self, answer: str = SECRET) -> None:
        self.answer, self.count = answer, 0

    def __call__(self, _question: str) -> str:
        self.count += 1
        return self.answer


def not_mapped() -> bool:
    return False


def is_mapped() -> bool:
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder nobody else may write into."""
    own = tmp_path / "own"
    own.mkdir(0o700)
    return own


def with_people(register: Register, password: str | None = SECRET) -> None:
    """The user of this test in every role, who has set the password."""
    with register.transaction(by=ME) as work:
        work.people.add(
            Person(
                login=ME,
                name="Орлова Мария Павловна",
                roles=EVERY_ROLE,
                password_hash=None if password is None else hashed(password, login=ME),
                registered_at=work.now(),
            )
        )


@contextmanager
def shared(folder: Path, password: str | None = SECRET) -> Iterator[Register]:
    """A register in a folder that all may write into."""
    folder.chmod(0o777)
    with open_url(f"sqlite:///{folder}/register.db") as register:
        with_people(register, password)
        yield register


def test_steps_and_what_changes_rights_are_proved() -> None:
    assert set(PROVED_ONES) >= STEPS
    assert {one for one, rule in TABLE.items() if rule.own_password} == {
        Permission.ACT_AGREE,
        Permission.ACT_APPROVE,
    }


@pytest.mark.parametrize("permission", PROVED_ONES)
def test_a_shared_register_asks_for_ones_own_password_once_a_session(
    folder: Path, permission: Permission
) -> None:
    with shared(folder) as register:
        asked = Asked()
        acting = identify(register, Claim(), asked, mapped=not_mapped)
        acting.require(Permission.ARCHIVE_LOOK)
        acting.require(Permission.MEDIA_KEEP)
        assert asked.count == 0
        acting.require(permission)
        acting.require(Permission.ACT_APPROVE)
        assert asked.count == 1
        with register.reading() as work:
            (event,) = work.trail.events(action=PROVED)
        assert (event.actor, json.loads(event.detail)) == (ME, {"user": ME})
        with pytest.raises(Refused, match="неверен"):
            identify(register, Claim(), Asked(OTHER), mapped=not_mapped).require(permission)


def test_ones_own_private_register_asks_for_nothing(folder: Path) -> None:
    with open_url(f"sqlite:///{folder}/register.db") as register:
        with_people(register)
        asked = Asked()
        acting = identify(register, Claim(), asked, mapped=not_mapped)
        for permission in PROVED_ONES:
            acting.require(permission)
        assert asked.count == 0


def test_a_password_that_is_given_is_looked_at(folder: Path) -> None:
    with open_url(f"sqlite:///{folder}/register.db") as register:
        file = folder / "password"
        file.write_text(OTHER, encoding="utf-8")
        file.chmod(0o600)
        identify(register, Claim("", file), Asked(), mapped=not_mapped)  # there is nobody yet
        with_people(register)
        with pytest.raises(Refused, match="неверен"):
            identify(register, Claim("", file), Asked(), mapped=not_mapped)
        file.write_text(SECRET, encoding="utf-8")
        for mapped in (not_mapped, is_mapped):
            acting = identify(register, Claim("", file), Asked(), mapped=mapped)
            acting.require(Permission.ACT_APPROVE)
            assert acting.proof.by_password


def test_a_server_asks_for_ones_own_password(record_property: Callable[[str, object], None]) -> None:
    try:
        running = running_cluster()
        cluster = running.__enter__()
    except (OSError, KeyError, subprocess.CalledProcessError):
        record_property("not tested", "who acts on PostgreSQL: no cluster starts here (package postgresql)")
        return
    try:
        with open_url(cluster.new_database()) as register:
            early = identify(register, Claim(), Asked(), mapped=not_mapped)
            session = Session(Settings(), register, early)
            with pytest.raises(Refused) as unable:
                enter(session, Entry(ME, "Орлова Мария Павловна", roles=(Role.DIRECTOR,)))
            assert unable.value.remedy == Remedy(Deed.ENTER_WITH_PASSWORD)
            enter(session, Entry(ME, "Орлова Мария Павловна", roles=(Role.DIRECTOR,)), SECRET)
            asked = Asked()
            acting = identify(register, Claim(), asked, mapped=not_mapped)
            acting.require(Permission.ACT_APPROVE)
            assert asked.count == 1
            enter(
                Session(Settings(), register, acting),
                Entry("petrov", "Петров Пётр Петрович", roles=(Role.DIRECTOR,)),
                OTHER,
            )
            signed_in = authenticate(register, "petrov", OTHER)
            with pytest.raises(Refused) as refused:
                signed_in.require(Permission.ACT_APPROVE)
            assert refused.value.remedy == Remedy(Deed.CHANGE_PASSWORD, "petrov")
    finally:
        running.__exit__(None, None, None)


def test_the_first_person_on_a_shared_register_gets_a_password_at_once(folder: Path) -> None:
    folder.chmod(0o777)
    with open_url(f"sqlite:///{folder}/register.db") as register:
        session = Session(Settings(), register, identify(register, Claim(), Asked(), mapped=not_mapped))
        with pytest.raises(Refused) as unable:
            enter(session, Entry(ME, "Орлова Мария Павловна"))
        assert unable.value.remedy == Remedy(Deed.ENTER_WITH_PASSWORD)
        assert enter(session, Entry(ME, "Орлова Мария Павловна"), SECRET).password_set_by == ME


def test_nobody_sets_their_own_first_password_on_a_shared_register(folder: Path) -> None:
    with shared(folder, password=None) as register:
        acting = identify(register, Claim(), Asked(), mapped=not_mapped)
        with pytest.raises(Refused) as refused:
            set_password(Session(Settings(), register, acting), ME, lambda: OTHER)
        assert refused.value.remedy == Remedy(Deed.SET_FIRST_PASSWORD, ME)


def test_a_user_namespace_is_not_believed(folder: Path) -> None:
    with open_url(f"sqlite:///{folder}/register.db") as register:
        with_people(register)
        for permission in PROVED_ONES:
            with pytest.raises(Refused, match="пространства имён"):
                identify(register, Claim(), Asked(), mapped=is_mapped).require(permission)
        folder.chmod(0o777)  # owners are given out anew there too: it makes no difference
        with pytest.raises(Refused, match="пространства имён"):
            identify(register, Claim(), Asked(), mapped=is_mapped).require(Permission.ACT_APPROVE)
        folder.chmod(0o700)
        identify(register, Claim(), Asked(), mapped=is_mapped).require(Permission.MEDIA_KEEP)
        asked = Asked()
        identify(register, Claim(ME), asked, mapped=is_mapped).require(Permission.ACT_APPROVE)
        assert asked.count == 1  # the name alone, given by --as, is no proof there
        with pytest.raises(Refused, match="неверен"):
            identify(register, Claim(ME), Asked(OTHER), mapped=is_mapped)


@pytest.mark.parametrize(
    ("table", "mapped"),
    [
        ("         0          0 4294967295\n", False),
        ("      1000       1001          1\n", True),
        ("         0          0          1\n         1     100000      65536\n", True),
        ("", True),
    ],
)
def test_the_table_of_user_numbers(tmp_path: Path, table: str, mapped: bool) -> None:
    (tmp_path / "uid_map").write_text(table, encoding="ascii")
    assert users_are_mapped(tmp_path / "uid_map") is mapped


def test_a_system_without_the_table_has_no_namespaces(tmp_path: Path) -> None:
    (tmp_path / "status").touch()
    assert not users_are_mapped(tmp_path / "uid_map")
    (tmp_path / "uid_map").mkdir()  # there, and not to be read
    assert users_are_mapped(tmp_path / "uid_map")


def test_a_file_others_may_write_or_replace(folder: Path) -> None:
    file = folder / "a" / "register.db"
    file.parent.mkdir(0o700)
    file.touch(0o600)
    assert open_to_others(file) is None
    for loose, mode in ((file, 0o660), (file, 0o602), (file.parent, 0o770), (folder, 0o777)):
        before = loose.stat().st_mode
        loose.chmod(mode)
        assert open_to_others(file) == loose
        loose.chmod(before)
    file.parent.chmod(0o1777)
    assert open_to_others(file) == file.parent  # a journal laid beside it would be believed
    file.parent.chmod(0o700)
    folder.chmod(0o1777)
    assert open_to_others(file) is None


def test_links_to_a_register_are_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "register.db").touch(0o600)
    loose = tmp_path / "loose"
    loose.mkdir()
    loose.chmod(0o777)
    (loose / "register.db").symlink_to(folder / "register.db")
    assert open_to_others(loose / "register.db") == loose
    (loose / "real.db").touch(0o600)
    (folder / "linked.db").symlink_to("../loose/real.db")
    assert open_to_others(folder / "linked.db") == loose
    (folder / "by-folder").symlink_to(loose)
    assert open_to_others(folder / "by-folder" / "real.db") == loose
    (folder / "ring").symlink_to("ring")
    assert open_to_others(folder / "ring") == folder / "ring"
    (folder / "straight").symlink_to("register.db")
    assert open_to_others(folder / "straight") is None


def test_a_password_of_another_agrees_to_nothing_and_approves_nothing(folder: Path) -> None:
    with open_url(f"sqlite:///{folder}/register.db") as register:
        with_people(register)
        administrator = Session(Settings(), register, identify(register, Claim(), Asked()))
        petrov = Entry("petrov", "Петров Пётр Петрович", roles=(Role.DIRECTOR, Role.COMMISSION))
        enter(administrator, petrov, OTHER)

        def session(password: str) -> Session:
            return Session(Settings(), register, identify(register, Claim("petrov"), Asked(password)))

        for permission in (Permission.ACT_AGREE, Permission.ACT_APPROVE):
            with pytest.raises(Refused) as told:
                session(OTHER).require(permission)
            assert told.value.remedy == Remedy(Deed.CHANGE_PASSWORD, "petrov")
        session(OTHER).require(Permission.HOLD_PLACE)
        with pytest.raises(Refused, match="возьмите другой"):
            set_password(session(OTHER), "petrov", lambda: OTHER)
        set_password(session(OTHER), "petrov", lambda: SECRET + " соль")
        session(SECRET + " соль").require(Permission.ACT_APPROVE)
        set_password(administrator, "petrov", lambda: OTHER)
        with pytest.raises(Refused) as again:
            session(OTHER).require(Permission.ACT_APPROVE)
        assert again.value.remedy == Remedy(Deed.CHANGE_PASSWORD, "petrov")


def test_a_register_that_cannot_be_opened_asks_as_well(folder: Path) -> None:
    with shared(folder) as register:
        url = register.url
    known = {ME: Person(login=ME, name=ME, roles=EVERY_ROLE, registered_at=MOMENT)}
    with pytest.raises(Refused) as without_password:
        identify_in(url, known, Claim(), Asked()).require(Permission.REGISTER_RESTORE)
    assert without_password.value.remedy == Remedy(Deed.SET_FIRST_PASSWORD, ME)
    with_hash = {
        login: Person(
            login=login,
            name=login,
            roles=EVERY_ROLE,
            password_hash=hashed(SECRET, login=login),
            registered_at=MOMENT,
        )
        for login in (ME, "petrov")
    }
    for claim in (Claim(), Claim("petrov")):
        identify_in(url, with_hash, claim, Asked()).require(Permission.REGISTER_RESTORE)
        with pytest.raises(Refused, match="неверен"):
            identify_in(url, with_hash, claim, Asked(OTHER)).require(Permission.REGISTER_RESTORE)
    with pytest.raises(Refused, match="не спросить"):
        identify_in(url, with_hash, Claim("sidorov"), Asked())


def test_a_curator_has_groups_of_their_own(folder: Path) -> None:
    with open_url(f"sqlite:///{folder}/register.db") as register:
        with_people(register)
        administrator = Session(Settings(), register, identify(register, Claim(), Asked()))
        curator = Entry("petrov", "Петров Пётр Петрович", roles=(Role.CURATOR,), groups=(" ИС-21", "ИС-21"))
        assert enter(administrator, curator).groups == ("ИС-21",)
        assert change(administrator, "petrov", groups=("ИС-22", "ИС-23")).groups == ("ИС-22", "ИС-23")
        assert change(administrator, "petrov", post="Куратор").groups == ("ИС-22", "ИС-23")
        assert change(administrator, "petrov", roles=(Role.SECRETARY,)).groups == ()
        with register.reading() as work:
            assert work.people.by_login("petrov") is not None


def test_a_server_tells_nobody_who_is_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence and one computation for everybody; the times themselves are measured in benchmarks."""
    now = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    with open_url(f"sqlite:///{tmp_path}/register.db", clock=lambda: now) as register:
        with_people(register)
        administrator = Session(Settings(), register, Acting(ME, _person(register), proof=Proof()))
        for login, name, password in (
            ("petrov", "Петров Пётр Петрович", SECRET),
            ("sidorov", "Сидоров Семён Семёнович", OTHER),
            ("ivanov", "Иванов Иван Иванович", None),
        ):
            enter(administrator, Entry(login, name), password)
        change(administrator, "sidorov", active=False)
        computed: list[str] = []

        class Hasher:
            def verify(self, hash_: str, password: str) -> bool:
                from argon2.exceptions import VerifyMismatchError

                computed.append(hash_)
                if hash_.endswith(password):
                    return True
                raise VerifyMismatchError

        monkeypatch.setattr("argon2.PasswordHasher", Hasher)
        monkeypatch.setattr("archiver.people.tries.nobodys_hash", lambda: "nobody's")
        said, counts = set(), []
        for login in ("nobody", "petrov", "sidorov", "ivanov"):
            for _try in range(5):
                before = len(computed)
                with pytest.raises(Refused) as told:
                    authenticate(register, login, "неверный пароль")
                said.add(told.value.message)
                counts.append(len(computed) - before)
            with pytest.raises(Refused, match=f"{login}: 5; подождите 15 минут"):
                authenticate(register, login, "неверный пароль")
        assert said == {"Войти не удалось: такого логина нет или пароль неверен."}
        assert set(counts) == {1}
        assert len(computed) == 20  # nothing is computed of who is locked
        with register.reading() as work:
            locked = [event.object for event in work.trail.events() if event.action == "person.locked-out"]
        assert locked == ["person:2", "person:4"]  # once each; who has left, and nobody, are not noted


def _person(register: Register) -> Person:
    with register.reading() as work:
        person = work.people.by_login(ME)
    assert person is not None
    return person
