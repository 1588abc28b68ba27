"""What every store promises. Each kind of store runs this class with a `backend` fixture of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from kanscope.storage.refusals import KeyUsed, NotKeepable, NumberRefused, StudyExists, UnknownStudy
from kanscope.storage.store import Answer, DatasetRow, Entry, Loaded, Metric, Store, StudyRow, TokenRow
from kanscope.storage.thinning import MOST

Reopen = Callable[[Store], Awaitable[Store]]
"""Close the store and open it again, as a restarted server would."""

NOON = "2026-01-02T12:00:00Z"
LATER = "2026-01-02T12:00:05Z"


def entry(number: int, **fields: Any) -> Entry:
    made = Entry(number=number, op={"op": "train", "steps": number}, author="you", at=LATER, text="trained")
    return replace(made, **fields)


async def with_study(store: Store, study: str = "s1") -> Store:
    await store.create_study(study, "Pendulum", NOON, {"network": {"width": [2, 5, 1]}, "gone": {"a": 1}})
    return store


class StoreContract:
    async def test_a_new_study_stands_at_number_zero_with_its_records(self, store: Store) -> None:
        await with_study(store)
        records = {"gone": {"a": 1}, "network": {"width": [2, 5, 1]}}
        assert await store.load("s1") == Loaded("Pendulum", 0, records)
        assert await store.studies() == [StudyRow("s1", "Pendulum", 0, NOON, NOON)]

    async def test_the_study_touched_last_is_listed_first(self, store: Store) -> None:
        for study in ("a", "b", "c"):
            await with_study(store, study)
        await store.commit("b", entry(1))
        assert [row.id for row in await store.studies()] == ["b", "a", "c"]

    async def test_a_second_study_of_the_same_id_is_refused(self, store: Store) -> None:
        await with_study(store)
        with pytest.raises(StudyExists):
            await with_study(store)

    async def test_an_unknown_study_is_refused_by_every_method(self, store: Store) -> None:
        calls = [
            store.load("none"),
            store.delete_study("none"),
            store.commit("none", entry(1)),
            store.committed("none", 0, 10),
            store.answer("none", "k"),
            store.add_metrics("none", "r", [Metric(1, 0.5, 0.5)]),
            store.metrics("none", "r", 10),
        ]
        for call in calls:
            with pytest.raises(UnknownStudy):
                await call

    async def test_records_are_found_across_studies_by_the_start_of_their_ids(self, store: Store) -> None:
        for study in ("b", "a"):
            records = {id: {"id": id} for id in ("run:2", "run:10", "Run:3", "rund", "run%", "x:run:1")}
            await store.create_study(study, "n", NOON, records)
        found = [(study, record["id"]) for study, record in await store.find("run:")]
        assert found == [("a", "run:10"), ("a", "run:2"), ("b", "run:10"), ("b", "run:2")]
        assert [record["id"] for _, record in await store.find("run%")] == ["run%", "run%"]
        assert len(await store.find("")) == 12

    async def test_a_deleted_study_leaves_nothing_behind(self, store: Store) -> None:
        await with_study(store)
        await store.commit("s1", entry(1))
        await store.add_metrics("s1", "r", [Metric(1, 0.5, 0.5)])
        await store.delete_study("s1")
        assert await store.studies() == []
        await store.create_study("s1", "Again", NOON, {})
        assert await store.load("s1") == Loaded("Again", 0, {})
        assert await store.committed("s1", 0, 10) == []
        assert await store.metrics("s1", "r", 10) == []

    async def test_a_commit_moves_number_records_and_log_together(self, store: Store) -> None:
        await with_study(store)
        first = entry(1, put={"run": {"status": "done"}, "network": {"width": [2, 1]}}, removed=["gone"])
        await store.commit("s1", first)
        loaded = await store.load("s1")
        assert loaded == Loaded("Pendulum", 1, {"network": {"width": [2, 1]}, "run": {"status": "done"}})
        assert await store.committed("s1", 0, 10) == [first]
        assert (await store.studies())[0] == StudyRow("s1", "Pendulum", 1, NOON, LATER)

    @pytest.mark.parametrize("number", [-1, 0, 1, 3])
    async def test_a_number_that_is_not_the_next_is_refused_and_nothing_changes(
        self, store: Store, number: int
    ) -> None:
        await with_study(store)
        await store.commit("s1", entry(1))
        before = await store.load("s1")
        with pytest.raises(NumberRefused) as refused:
            await store.commit("s1", entry(number, put={"network": {"width": []}}, removed=["gone"], key="k"))
        assert (refused.value.last, refused.value.got) == (1, number)
        assert await store.load("s1") == before
        assert await store.answer("s1", "k") is None

    async def test_one_record_of_every_study_is_found_by_its_very_id(self, store: Store) -> None:
        for study in ("s2", "s1", "s3"):
            await with_study(store, study)
        await store.commit("s2", entry(1, put={"sum": {"n": 2}, "sum:1": {"n": 9}}))
        await store.commit("s1", entry(1, put={"sum": {"n": 1}}))
        assert await store.each("sum") == [("s1", {"n": 1}), ("s2", {"n": 2})]

    async def test_committed_pages_in_order(self, store: Store) -> None:
        await with_study(store)
        for number in range(1, 13):
            await store.commit("s1", entry(number))
        assert [e.number for e in await store.committed("s1", 0, 5)] == [1, 2, 3, 4, 5]
        assert [e.number for e in await store.committed("s1", 9, 5)] == [10, 11, 12]
        assert await store.committed("s1", 12, 5) == []

    async def test_commits_at_once_keep_the_order_they_came_in(self, store: Store) -> None:
        await with_study(store)
        numbers = range(1, 41)
        await asyncio.gather(*(store.commit("s1", entry(n, put={"last": {"n": n}})) for n in numbers))
        assert [e.number for e in await store.committed("s1", 0, 100)] == list(numbers)
        assert (await store.load("s1")).records["last"] == {"n": 40}

    async def test_of_two_with_the_same_number_one_wins(self, store: Store) -> None:
        await with_study(store)
        rivals = [store.commit("s1", entry(1, author=author)) for author in ("one", "another")]
        outcomes = await asyncio.gather(*rivals, return_exceptions=True)
        assert sorted(type(outcome) for outcome in outcomes if outcome) == [NumberRefused]
        assert len(await store.committed("s1", 0, 10)) == 1

    async def test_a_refused_commit_does_not_hurt_those_waiting_beside_it(self, store: Store) -> None:
        await with_study(store)
        bad = [entry(9), entry(2, op={"loss": float("nan")})]
        entries = [entry(1), *bad, entry(2), entry(3)]
        outcomes = await asyncio.gather(*(store.commit("s1", e) for e in entries), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [
            type(None),
            NumberRefused,
            NotKeepable,
            type(None),
            type(None),
        ]
        assert (await store.load("s1")).number == 3

    async def test_a_cancelled_caller_does_not_break_the_store(self, store: Store) -> None:
        await with_study(store)
        task = asyncio.ensure_future(store.commit("s1", entry(1)))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        number = (await store.load("s1")).number
        await store.commit("s1", entry(number + 1))
        assert (await store.load("s1")).number == number + 1

    async def test_a_key_gets_its_first_answer_again(self, store: Store) -> None:
        await with_study(store)
        await store.commit("s1", entry(1, key="k", answer={"number": 1}, digest="d1"))
        await store.commit("s1", entry(2))
        assert await store.answer("s1", "k") == Answer("d1", {"number": 1})
        assert await store.answer("s1", "other") is None

    async def test_a_key_is_used_once_in_a_study_but_again_in_another(self, store: Store) -> None:
        await with_study(store)
        await with_study(store, "s2")
        await store.commit("s1", entry(1, key="k"))
        with pytest.raises(KeyUsed):
            await store.commit("s1", entry(2, key="k"))
        await store.commit("s2", entry(1, key="k"))
        assert (await store.load("s1")).number == 1

    async def test_any_language_and_control_character_in_json_comes_back(self, store: Store) -> None:
        words = {"名": "κ→∞ 🧪", "nul": "a\0b", "quote": '"\\\n', "half": "\ud800", "big": 2**53, "e": 1e-320}
        await store.create_study("研究", "Wärme ☀", NOON, {"ø": words})
        await store.commit("研究", entry(1, text="gelöscht 🗑", put={"ü": words}, removed=["ø"]))
        assert await store.load("研究") == Loaded("Wärme ☀", 1, {"ü": words})
        assert (await store.committed("研究", 0, 1))[0].text == "gelöscht 🗑"

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), {1, 2}, b"x"])
    async def test_what_json_cannot_hold_is_refused_before_anything_is_written(
        self, store: Store, value: object
    ) -> None:
        await with_study(store)
        before = await store.load("s1")
        for bad in ({"put": {"a": {"v": value}}}, {"op": {"v": value}}, {"answer": {"v": value}}):
            with pytest.raises(NotKeepable):
                await store.commit("s1", entry(1, **bad))
        with pytest.raises(NotKeepable):
            await store.create_study("s2", "n", NOON, {"a": {"v": value}})
        assert await store.load("s1") == before

    @pytest.mark.parametrize("text", ["a\0b", "\ud800"])
    async def test_text_that_not_every_database_can_hold_is_refused(self, store: Store, text: str) -> None:
        await with_study(store)
        for bad in ({"text": text}, {"author": text}, {"put": {text: {}}}, {"removed": [text]}):
            with pytest.raises(NotKeepable):
                await store.commit("s1", entry(1, **bad))
        with pytest.raises(NotKeepable):
            await store.create_study("s2", text, NOON, {})
        assert (await store.load("s1")).number == 0

    async def test_nobody_can_change_what_is_kept_by_holding_on_to_it(self, store: Store) -> None:
        await with_study(store)
        record = {"list": [1]}
        await store.commit("s1", entry(1, put={"r": record}))
        record["list"].append(2)
        (await store.load("s1")).records["r"]["list"].append(3)
        assert (await store.load("s1")).records["r"] == {"list": [1]}

    async def test_metrics_come_back_in_order_with_gaps_for_what_is_not_a_number(self, store: Store) -> None:
        await with_study(store)
        await store.add_metrics("s1", "r", [Metric(0, 1.0, 1.5), Metric(1, float("nan"), None)])
        await store.add_metrics("s1", "r", [Metric(2, 0.1 + 0.2, 1e-300)])
        await store.add_metrics("s1", "r", [])
        kept = [Metric(0, 1.0, 1.5), Metric(1, None, None), Metric(2, 0.1 + 0.2, 1e-300)]
        assert await store.metrics("s1", "r", 100) == kept
        assert await store.metrics("s1", "other", 100) == []

    @pytest.mark.parametrize("points", [0, 1, 2, 3, 10, 99, 100, 101])
    async def test_a_long_curve_is_thinned_with_its_ends_kept(self, store: Store, points: int) -> None:
        await with_study(store)
        await store.add_metrics("s1", "r", [Metric(step, 1 / step, None) for step in range(1, 101)])
        steps = [row.step for row in await store.metrics("s1", "r", points)]
        assert len(steps) <= max(points, 2)
        assert len(steps) >= min(100, points) / 2
        assert (steps[0], steps[-1]) == (1, 100)
        assert steps == sorted(set(steps))

    async def test_a_very_long_curve_is_kept_with_fewer_points_and_its_ends(self, store: Store) -> None:
        await with_study(store)
        for first in range(0, 24_000, 8_000):
            rows = [Metric(step, float(step), None) for step in range(first, first + 8_000)]
            await store.add_metrics("s1", "r", rows)
        await store.add_metrics("s1", "r", [Metric(24_000, 1.0, None)])
        await store.add_metrics("s1", "short", [Metric(step, 1.0, None) for step in range(100)])
        steps = [row.step for row in await store.metrics("s1", "r", 100_000)]
        assert MOST / 2 <= len(steps) <= MOST
        assert (steps[0], steps[-1]) == (0, 24_000) and steps == sorted(set(steps))
        assert max(after - before for before, after in pairwise(steps)) <= 4
        assert len(await store.metrics("s1", "short", 1000)) == 100

    async def test_a_resumed_run_tells_its_tail_again(self, store: Store) -> None:
        await with_study(store)
        await store.add_metrics("s1", "r", [Metric(step, 1.0, None) for step in range(5)])
        await store.add_metrics("s1", "r", [Metric(2, 0.5, None), Metric(3, 0.25, None)])
        told = [(row.step, row.train_rmse) for row in await store.metrics("s1", "r", 10)]
        assert told == [(0, 1.0), (1, 1.0), (2, 0.5), (3, 0.25)]

    async def test_a_dataset_read_again_replaces_itself_in_its_place(self, store: Store) -> None:
        await store.add_dataset("d1", "wine.csv", "sha:1", {"rows": 3})
        await store.add_dataset("d2", "Wörter", "sha:2", {})
        await store.add_dataset("d1", "wine.csv", "sha:3", {"rows": 4})
        assert await store.dataset("d1") == DatasetRow("d1", "wine.csv", "sha:3", {"rows": 4})
        assert [row.id for row in await store.datasets()] == ["d1", "d2"]
        assert await store.dataset("none") is None

    async def test_blobs_are_named_by_records_and_datasets_but_not_by_the_log(self, store: Store) -> None:
        a, b, c, d, e = (f"sha:{letter * 64}" for letter in "abcde")
        await with_study(store)
        await with_study(store, "s2")
        await store.commit("s1", entry(1, op={"blob": e}, put={"run:1": {"checkpoint": a}}))
        await store.commit("s1", entry(2, put={"run:1": {"deep": [{"checkpoint": b, "also": c}]}}))
        await store.add_dataset("d1", "wine.csv", d, {"file": a})
        assert await store.named_blobs() == {a, b, c, d}
        await store.add_dataset("d1", "wine.csv", d, {})
        await store.commit("s2", entry(1, put={"version:1": {"picture": c}}))
        await store.delete_study("s1")
        assert await store.named_blobs() == {c, d}

    async def test_a_token_is_found_by_its_hash_until_told_revoked(self, store: Store) -> None:
        token = TokenRow("t1", "hash", "laptop", ("read", "write"), NOON, expires=LATER)
        await store.add_token(token)
        assert await store.find_token("hash") == token
        assert await store.find_token("other") is None
        assert await store.revoke_token("t1", LATER)
        assert not await store.revoke_token("t1", LATER)
        assert not await store.revoke_token("none", LATER)
        assert await store.tokens() == [replace(token, revoked=LATER)]

    async def test_two_tokens_never_share_a_hash(self, store: Store) -> None:
        await store.add_token(TokenRow("t1", "hash", "a", (), NOON))
        with pytest.raises(NotKeepable):
            await store.add_token(TokenRow("t2", "hash", "b", (), NOON))


class LastingStoreContract(StoreContract):
    """The further promises of a store that outlives its process."""

    async def test_everything_is_there_after_closing_and_opening_again(
        self, store: Store, reopen: Reopen
    ) -> None:
        await with_study(store)
        first = entry(
            1, put={"r": {"a": [1, 2]}}, removed=["gone"], key="k", answer={"number": 1}, digest="d"
        )
        await store.commit("s1", first)
        await store.add_metrics("s1", "r", [Metric(1, 0.5, 0.6)])
        await store.add_dataset("d1", "wine.csv", "sha:1", {"rows": 3})
        await store.add_token(TokenRow("t1", "hash", "laptop", ("read",), NOON))
        before = await store.load("s1")
        store = await reopen(store)
        assert await store.load("s1") == before
        assert await store.committed("s1", 0, 10) == [first]
        assert await store.answer("s1", "k") == Answer("d", {"number": 1})
        assert await store.metrics("s1", "r", 10) == [Metric(1, 0.5, 0.6)]
        assert await store.dataset("d1") == DatasetRow("d1", "wine.csv", "sha:1", {"rows": 3})
        assert await store.tokens() == [TokenRow("t1", "hash", "laptop", ("read",), NOON)]
        await store.commit("s1", entry(2))

    async def test_commits_on_the_way_are_finished_before_closing(self, store: Store, reopen: Reopen) -> None:
        await with_study(store)
        waiting = [asyncio.ensure_future(store.commit("s1", entry(n))) for n in range(1, 21)]
        await asyncio.sleep(0)
        store = await reopen(store)
        await asyncio.gather(*waiting)
        assert (await store.load("s1")).number == 20
