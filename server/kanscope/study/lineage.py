"""From a version to what belongs to it: its ancestors, the run that left it, the records as they were."""

from __future__ import annotations

from kanscope.study.records import Records, Run, State, Version


def line_of(records: Records, version: Version) -> list[Version]:
    """The version's ancestors, the oldest first, and itself."""
    line = [version]
    while line[-1].parents:
        parent = records[line[-1].parents[0]]
        assert isinstance(parent, Version)
        line.append(parent)
    return line[::-1]


def run_of(records: Records, version: Version) -> Run:
    """The run that left it."""
    run = records[version.run]
    assert isinstance(run, Run)
    return run


def state_of(records: Records, version: Version) -> State:
    """The versioned records as they were there."""
    state = records[version.id.replace("version:", "state:")]
    assert isinstance(state, State)
    return state
