"""What was said and done in the middle of each training, and after which of its steps: read off a log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kanscope.engine.engine import EditAt, Word
from kanscope.study.effects import StartRun
from kanscope.study.records import Records, Run
from kanscope.study.reports import Entry, NetworkChanged, TrainingAdjusted, WorkerLost


@dataclass
class Moments:
    """`begun`: how each run that left a version was given to a worker. `within`: what each training met."""

    begun: dict[str, StartRun] = field(default_factory=dict)
    within: dict[str, list[Word | EditAt]] = field(default_factory=dict)

    def note(self, entry: Entry, before: Records, effects: Iterable[object]) -> None:
        """Take an entry in: the records it was applied to, and what it made the room do."""
        run = before.get(getattr(entry, "run", ""))
        if isinstance(run, Run):
            self._note(entry, run)
        for effect in effects:
            if isinstance(effect, StartRun):
                self._start(effect)

    def _start(self, effect: StartRun) -> None:
        """A training counts from its first start, an edit as it was given last."""
        if effect.resume is None or effect.run not in self.begun:
            self.begun[effect.run] = effect

    def _note(self, entry: Entry, run: Run) -> None:
        match entry:
            case TrainingAdjusted():
                given = {"learning_rate": entry.learning_rate, "sparsity": entry.sparsity}
                changes = {name: value for name, value in given.items() if value is not None}
                self._met(run.id).append(Word(entry.step, "adjust", changes))
            case NetworkChanged() if run.within:
                self._met(run.within).append(EditAt(entry.step, self.begun[run.id]))
            case NetworkChanged() if entry.stopped:
                self._met(run.id).append(Word(entry.step, "stop"))
            case WorkerLost():
                kept = [one for one in self._met(run.id) if one.step is not None and one.step <= run.step]
                self.within[run.id] = kept

    def _met(self, run: str) -> list[Word | EditAt]:
        return self.within.setdefault(run, [])
