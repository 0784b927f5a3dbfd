"""One bag on one medium: its intent, its erasure, its proof.

A run may be killed anywhere. What an intent names and the store does not have any more was erased by whom
the intent names: the next run asks the store once more, finds nothing, and writes the proof from the intent.
In a bucket every version and delete marker is a copy of its own, listed before the first one goes.

Nothing is believed of a place that is not the medium any more: an empty mount point has no bags either. And
a place without its bag proves nothing: it may have been moved, so somebody has to say what became of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archiver.archive.custody.identity import identifier_of
from archiver.archive.disposal.absence import ABSENT, absence, explanation, is_explained
from archiver.archive.disposal.acts import officer_of, refuse_other_files
from archiver.archive.disposal.carried import refuse_unlike
from archiver.archive.disposal.copies import bag_copies, kind_of, version_of
from archiver.archive.disposal.erased import CERTIFIED, GONE, left_in_words, of_files, of_objects
from archiver.archive.disposal.following import Following
from archiver.counter.session import Session
from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.register.model.packages import BagState, CopyState
from archiver.register.work import Work
from retention.copies import Answer, Copy, CopyKind, Intent, Method, Proof, is_version
from retention.words import Sha256
from storage.bag.custody import erase_bag
from storage.bag.layout import SEALED, parity_prefix
from storage.bag.reading import read_tag
from storage.errors import BagRefused, HostileEntry, Missing
from storage.keys import joined
from storage.medium import require
from storage.store import Erased, Store, Trace

Steps = Callable[[str], None]
"""Told the name of each step before it is taken; tests kill a run there."""

Permitted = Callable[[Work, Copy], None]
"""Raises when the copy may not be erased now; asked in the unit of work that keeps the intent."""

_KINDS = {"version": CopyKind.OBJECT, "file": CopyKind.OBJECT, "delete-marker": CopyKind.DELETE_MARKER}


@dataclass(frozen=True, slots=True)
class Erasing:
    """Erases bags of the act that is followed from one store."""

    session: Session
    following: Following
    medium: Medium
    store: Store
    permitted: Permitted
    step: Steps
    erased_with: str = ""
    """The certified tool by which, so the officer says, the copies go (`--erased-with`)."""
    seen: Callable[[Copy], None] = lambda _copy: None
    """Told of a bag that went; an empty place that is only explained is none."""

    def erase(self, copy: Copy) -> str:
        """Erase a bag and prove it; "" when it is gone, otherwise what the store says of what is left.

        Raises StorageError when the store stops answering: the copy stays without proof.
        """
        require(self.store, self.medium.identity)
        keys = self._known(copy)
        traces = self._traces(copy, keys)
        with self.session.looking() as work:
            begun = work.executions.intents(self.following.entry(work), [copy.id]).get(copy.id)
        begun = None if begun is not None and begun.remark == ABSENT else begun
        if begun is not None and not traces:
            # Only what has been done is entered: a hold placed since, or another clock, cannot undo it.
            return self._prove(copy, begun, (), (), first=False)
        if traces:
            self._ask_bag(copy)
        found, remark = self._look(copy)
        if begun is None and not self._is_bag_there(copy, traces):
            with self.session.looking() as work:
                remark = explanation(work, self.following, copy) or ABSENT
            if remark == ABSENT and not traces:
                return absence()
        versions = self._versions(copy, traces)
        self.step(f"intend {copy.id}")
        with self.session.changing() as work:
            self.permitted(work, copy)
            entry = self.following.entry(work)
            known = {one.id for one in self._known_versions(work, copy)}
            work.executions.found(entry, [one for one in versions if one.id not in known])
            moment, by = work.now(), officer_of(self.session)
            seen = Intent(copy.id, moment, by, found, remark)
            work.executions.intend(entry, [seen, *(Intent(one.id, moment, by) for one in versions)])
            work.executions.erasing(entry, copy, seen)
        self.step(f"erase {copy.id}")
        answers = erase_bag(self.store, copy.what, bypass=self._locked(copy), known=keys)
        left = self._traces(copy, keys)
        require(self.store, self.medium.identity)
        self.step(f"prove {copy.id}")
        if seen.remark == ABSENT and not left:
            return absence()
        return self._prove(copy, seen, answers, left, first=begun is None)

    def _ask_bag(self, copy: Copy) -> None:
        """Raise Refused when the bag itself tells that it must not go."""
        with self.session.looking() as work:
            file = work.files.get(self.following.file_id(work, copy.file))
            if identifier_of(file) != copy.file:  # or the bag would be held against another file's name
                refuse_other_files(work, {copy.file: file.id})
            kept = bag_copies(work, file.id, copy)
            current = {bag.id for bag in work.bags.of_file(file.id) if bag.state is BagState.CURRENT}
        refuse_unlike(self.store, copy.what, file, current=any(one.bag_id in current for one in kept))

    def _is_bag_there(self, copy: Copy, traces: Sequence[Trace]) -> bool:
        """Whether anything of the bag itself is at its place: its parity alone is none of it."""
        return any(trace.key.startswith(f"{copy.what}/") for trace in traces)

    def _look(self, copy: Copy) -> tuple[Sha256 | None, str]:
        """The seal of the bag as it is on the medium now, and why it is not the register's."""
        try:
            found = Sha256(hashlib.sha256(read_tag(self.store, copy.what, SEALED)).hexdigest())
        except (Missing, HostileEntry, BagRefused):
            return None, "пакет без опечатывающей описи"
        if copy.digest is not None and found != copy.digest:
            return found, "пакет отличается от учтённого"
        return found, ""

    def _traces(self, copy: Copy, keys: Sequence[str]) -> Sequence[Trace]:
        """Everything under the bag's folder and its parity's; `keys` are asked for one by one."""
        return [
            *self.store.traces(copy.what, keys),
            *self.store.traces(parity_prefix(copy.what)),
        ]

    def _known(self, copy: Copy) -> tuple[str, ...]:
        """The keys of the bag's files as the register has them: a list may keep some back."""
        with self.session.looking() as work:
            file_id = self.following.file_id(work, copy.file)
            return tuple(
                joined(copy.what, content.path)
                for kept in bag_copies(work, file_id, copy)
                for content in work.bags.contents(kept.bag_id)
            )

    def _versions(self, copy: Copy, traces: Sequence[Trace]) -> list[Copy]:
        if kind_of(self.medium) is not CopyKind.OBJECT:
            return []
        return [
            version_of(copy, _KINDS[trace.kind], trace.key, trace.version or "null")
            for trace in traces
            if trace.kind in _KINDS
        ]

    def _known_versions(self, work: Work, copy: Copy) -> list[Copy]:
        folders = (f"{copy.what}/", f"{parity_prefix(copy.what)}/")
        return [
            one
            for one in self.following.execution(work, copy.file).copies.values()
            if is_version(one) and one.where == copy.where and one.what.startswith(folders)
        ]

    def _locked(self, copy: Copy) -> bool:
        """Whether the register knows of a lock that is not over: lifted by the right to, under this act."""
        with self.session.register.reading() as work:
            file_id = self.following.file_id(work, copy.file)
            return any(
                kept.locked_until is not None and kept.locked_until > work.now()
                for kept in bag_copies(work, file_id, copy)
            )

    def _prove(
        self, copy: Copy, seen: Intent, answers: Sequence[Erased], left: Sequence[Trace], *, first: bool
    ) -> str:
        """Keep the proof of what is gone; `seen` is what this run found before it erased, `first` or not."""
        told = {f"{one.key} @ {one.version or 'null'}": left_in_words(one) for one in answers}
        still = {f"{one.key} @ {one.version or 'null'}" for one in left}
        with self.session.changing() as work:
            entry, execution = self.following.entry(work), self.following.execution(work, copy.file)
            versions = self._known_versions(work, copy)
            intents = work.executions.intents(entry, [copy.id, *(one.id for one in versions)])
            for one in versions:
                if one.id not in execution.proofs and one.id in intents and one.what not in still:
                    answer = told.get(one.what, "")
                    how = Method.DELETED, answer or GONE
                    proof = self._proof(work, intents[one.id], how, ours=bool(answer))
                    execution = execution.proven(proof)
                    work.executions.prove(entry, one, proof)
            if left:
                words = sorted({told[name] for name in still if name in told})
                return _("{count} files are left: {answers}").format(
                    count=len(left), answers="; ".join(words) or _("they came while the bag was erased")
                )
            if copy.id not in execution.proofs:
                kept = intents[copy.id]
                # Where the first look found nothing and a later one a bag, the bag is what was erased.
                later = kept.remark == ABSENT or (kept.digest_before is None and seen.digest_before)
                intent = seen if later else kept
                explained = is_explained(intent.remark)
                done, told_so = self._how(answers, first=first or explained)
                how = Method.EXPLAINED if explained else done, told_so
                proof = self._proof(work, intent, how, ours=bool(answers))
                execution.proven(proof)
                work.executions.prove(entry, copy, proof)
                self._mark(work, copy)
                if not explained:
                    self.seen(copy)
        return ""

    def _how(self, answers: Sequence[Erased], *, first: bool) -> tuple[Method, str]:
        """The method of a bag's destruction and its words for the act."""
        if kind_of(self.medium) is CopyKind.OBJECT:
            return of_objects(answers)
        method, words = of_files(answers, self.store.surface(), first=first)
        nothing = not answers and first
        if not self.erased_with or nothing:
            return method, words
        return Method.CERTIFIED, f"{CERTIFIED}{self.erased_with}; {words}"

    def _proof(self, work: Work, intent: Intent, how: tuple[Method, str], *, ours: bool) -> Proof:
        """The proof of a copy; `ours` unless an earlier run had erased it, and this one found nothing."""
        officer, remark = officer_of(self.session), intent.remark
        if not ours:
            officer = intent.by
        elif intent.by.id != officer.id:
            remark = "; ".join(filter(None, (remark, f"удаление начато: {intent.by.name}")))
        method, text = how
        return Proof(
            intent.copy,
            method,
            work.now().astimezone(),
            officer,
            Answer(gone=True, text=text),
            intent.digest_before,
            remark=remark,
        )

    def _mark(self, work: Work, copy: Copy) -> None:
        file_id = self.following.file_id(work, copy.file)
        for kept in bag_copies(work, file_id, copy):
            if kept.state is not CopyState.ERASED:
                work.copies.mark(kept, CopyState.ERASED, f"act {self.following.number}")
