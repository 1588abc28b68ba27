"""Random lives of a study: whatever is asked in whatever order, the document keeps its promises."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.study.situations import CREATED, Log, edges, outcome, runs

from kanscope.study.changes import merged, public
from kanscope.study.document import Refused
from kanscope.study.drawing import DrawCurve, Wish
from kanscope.study.operations import (
    Accept,
    AddFunction,
    Checkout,
    Comment,
    FixSymbolic,
    LockEdges,
    Operation,
    Pause,
    Propose,
    Prune,
    PruneEdges,
    Redo,
    RefineGrid,
    Reject,
    RestoreEdges,
    Resume,
    SetLibrary,
    SetRoles,
    Stop,
    Train,
    Undo,
    UnfixSymbolic,
    UnlockEdges,
    parse_operation,
)
from kanscope.study.records import Head, Proposal, Records, State, Version
from kanscope.study.reports import (
    CheckpointReached,
    RunStarted,
    TrainingAdjusted,
    WorkerLost,
    parse_entry,
)

EDGES = st.builds("edge:{}:{}:{}".format, st.integers(0, 1), st.integers(0, 4), st.integers(0, 4))
MANY = st.lists(EDGES, min_size=1, max_size=3, unique=True).map(tuple)
PROPOSALS = st.integers(1, 40).map("proposal:{}".format)
OPERATIONS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(Train, steps=st.integers(1, 20)),
    st.builds(Prune, edge_threshold=st.sampled_from([0.0, 0.05, 0.1])),
    st.builds(PruneEdges, edges=MANY),
    st.builds(RestoreEdges, edges=MANY),
    st.builds(LockEdges, edges=MANY),
    st.builds(UnlockEdges, edges=MANY),
    st.builds(FixSymbolic, edge=EDGES, function=st.sampled_from(["sin", "x^2", "exp", "nonsense"])),
    st.builds(UnfixSymbolic, edge=EDGES),
    st.builds(
        DrawCurve,
        edge=EDGES,
        points=st.sampled_from([((-0.5, 0.0), (0.5, 1.0)), ((0.5, 1.0), (0.5, 0.0)), ()]),
        use=st.sampled_from(["start", "prior"]),
        weight=st.sampled_from([0, 0.5]),
    ),
    st.builds(Wish, edge=EDGES, shape=st.sampled_from(["rising", "odd", "none"]), values=st.just(())),
    st.builds(RefineGrid, grid=st.integers(1, 40)),
    st.builds(SetRoles, inputs=st.sampled_from([("x1", "x2"), ("p",), ("label",)]), targets=st.just(("y",))),
    st.builds(
        SetLibrary,
        preset=st.sampled_from([None, "biology", "alchemy"]),
        costs=st.sampled_from([None, {"sin": 1}, {"sin": None}]),
        ban=st.sampled_from([None, {"exp": True}, {"own": True}]),
    ),
    st.builds(AddFunction, name=st.just("own"), formula=st.sampled_from(["x/(1 + x)", "x^2 + x"])),
    st.builds(Comment, on=st.one_of(EDGES, st.just("study"), st.just("version:3")), text=st.just("hm")),
    st.builds(
        Propose,
        operation=st.one_of(
            st.builds(PruneEdges, edges=MANY),
            st.builds(FixSymbolic, edge=EDGES, function=st.sampled_from(["sin", "nonsense"])),
            st.builds(Undo),
            st.builds(Train, steps=st.integers(1, 20)),
            st.builds(SetRoles, inputs=st.just(("x1",)), targets=st.just(("y",))),
        ),
        reason=st.sampled_from(["", "because"]),
    ),
    st.builds(Accept, proposal=PROPOSALS),
    st.builds(Reject, proposal=PROPOSALS, reason=st.sampled_from(["", "no"])),
    st.builds(Pause),
    st.builds(Resume),
    st.builds(Stop),
    st.builds(Undo),
    st.builds(Redo),
    st.builds(Checkout, version=st.integers(1, 40).map("version:{}".format)),
)


class Life(RuleBasedStateMachine):
    """A study, a browser that only merges changes, and the states versions were left in."""

    @initialize()
    def open(self) -> None:
        self.log = Log()
        self.browser: Records = {}
        self.kept: dict[str, Records] = {}
        self.decided: dict[str, Proposal] = {}
        self.say(CREATED)

    @rule(operation=OPERATIONS)
    def ask(self, operation: Operation) -> None:
        self.say(parse_operation.validate_json(parse_operation.dump_json(operation)))

    @rule(latest=st.booleans())
    def a_worker_finishes(self, latest: bool) -> None:
        """A run, be it a training before an edit within it or the other way round."""
        handed = [run for run in runs(self.log.records) if run.out and run.handed]
        for run in handed[-1:] if latest else handed[:1]:
            self.say(RunStarted(run=run.id, attempt=run.attempt))
            self.say(outcome(self.log.records, run, self.log.number))

    @rule(step=st.integers(1, 20))
    def a_worker_has_adjusted(self, step: int) -> None:
        for run in runs(self.log.records):
            if run.out and run.handed and isinstance(run.operation, Train):
                self.say(TrainingAdjusted(run=run.id, attempt=run.attempt, step=step, sparsity=0.5))

    @rule(step=st.integers(1, 20))
    def a_worker_dies_after_a_checkpoint(self, step: int) -> None:
        for run in runs(self.log.records):
            if run.out and run.handed:
                kept = "sha:" + "a" * 64
                self.say(CheckpointReached(run=run.id, attempt=run.attempt, step=step, checkpoint=kept))
                self.say(WorkerLost(run=run.id, attempt=run.attempt, detail="The worker died"))
                return

    def say(self, entry: object) -> None:
        before = dict(self.log.records)
        old = self.log.records
        try:
            applied = self.log.do(parse_entry.validate_python(entry))
        except Refused as refusal:
            assert refusal.reason.endswith((".", "?")) and self.log.records == before
            return
        assert old == before, "apply altered what it was given"
        assert merged(old, applied.changes) == applied.records
        self.browser = merged(self.browser, public(applied.changes))
        if applied.version:
            state = {i: r for i, r in applied.records.items() if r.kind in ("data", "network", "edge")}
            assert self.kept.setdefault(applied.version, state) == state, "a version changed"

    @invariant()
    def the_browser_knows_all_but_the_states(self) -> None:
        known = {id: record for id, record in self.log.records.items() if record.kind != "state"}
        assert self.browser == known

    @invariant()
    def the_head_is_what_its_version_says(self) -> None:
        head = self.log.records.get("head")
        if isinstance(head, Head):
            state = self.log.records[head.version.replace("version", "state")]
            assert isinstance(state, State)
            assert {e.id: e for e in state.edges} == edges(self.log.records)
            assert (state.data, state.network) == (self.log.records["data"], self.log.records["network"])

    @rule(step=st.integers(0, 3), decide=st.sampled_from([Accept, Reject]))
    def somebody_decides_a_proposal(self, step: int, decide: type[Accept] | type[Reject]) -> None:
        proposals = [r for r in self.log.records.values() if isinstance(r, Proposal)]
        if step < len(proposals):
            self.say(decide(proposal=proposals[step].id))

    @invariant()
    def what_is_decided_stays_so_and_what_is_open_could_be_done(self) -> None:
        for proposal in (r for r in self.log.records.values() if isinstance(r, Proposal)):
            known = self.decided.get(proposal.id, proposal)
            assert known == proposal, "a decision changed"
            if proposal.state != "open":
                self.decided[proposal.id] = proposal
            else:
                assert set(proposal.on) <= set(edges(self.log.records))

    @invariant()
    def one_run_is_with_the_engine_at_most_and_one_edit_within_it(self) -> None:
        handed = [run for run in runs(self.log.records) if run.out and run.handed]
        assert [run.within for run in handed] in ([], [None], [None, handed[0].id] if handed else [])

    @invariant()
    def what_waits_has_something_to_wait_for(self) -> None:
        out = [run for run in runs(self.log.records) if run.out]
        assert not out or any(run.handed for run in out)
        assert all(run.within is None or run.handed for run in out)

    @invariant()
    def every_version_but_the_first_has_a_parent_that_exists(self) -> None:
        versions = [record for record in self.log.records.values() if isinstance(record, Version)]
        assert all(parent in self.log.records for version in versions for parent in version.parents)
        assert sum(not version.parents for version in versions) <= 1


Life.TestCase.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLife = Life.TestCase
