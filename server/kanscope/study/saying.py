"""Sentences with what another language needs to say them: which sentence each is, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from kanscope.study.value import Value

Figure = str | int | float

Done = Literal[
    "set_roles",
    "set_split",
    "set_filter",
    "all_rows",
    "set_units",
    "set_many_units",
    "derive_column",
    "take_column",
    "build_network",
    "import_network",
    "refine_grid",
    "unfix_symbolic",
    "lock_edges",
    "unlock_edges",
    "restore_edges",
    "wish",
    "let_go",
    "draw_start",
    "draw_off",
    "draw_prior",
    "grow",
    "grow_products",
    "add_layer",
    "add_layer_inputs",
    "add_layer_outputs",
    "swap_nodes",
    "trained",
    "sparsity",
    "stopped",
    "pruned",
    "pruned_nothing",
    "prune_inputs",
    "cut",
    "fixed",
    "r2",
    "rmse",
    "named",
    "refitted",
    "snapped",
    "snapped_many",
    "snapped_other",
    "within",
]
"""Clauses of the history: what a run has done, and what came of it."""

ToDo = Literal[
    "do_set_roles",
    "do_set_split",
    "do_set_units",
    "do_set_filter",
    "do_all_rows",
    "do_derive_column",
    "do_take_column",
    "do_build_network",
    "do_train",
    "do_adjust_training",
    "do_pause",
    "do_resume",
    "do_stop",
    "do_prune",
    "do_prune_edges",
    "do_prune_nodes",
    "do_prune_inputs",
    "do_grow",
    "do_grow_products",
    "do_add_layer",
    "do_swap_nodes",
    "do_restore_edges",
    "do_lock_edges",
    "do_unlock_edges",
    "do_fix_symbolic",
    "do_unfix_symbolic",
    "do_auto_symbolic",
    "do_refit",
    "do_snap",
    "do_snap_edge",
    "do_snap_number",
    "do_snap_to",
    "do_refine_grid",
    "do_draw_start",
    "do_draw_prior",
    "do_wish",
    "do_let_go",
    "do_set_library",
    "do_add_function",
    "do_checkout",
    "do_undo",
    "do_redo",
    "do_name_version",
    "do_read_sealed",
    "do_annotate",
]
"""Titles of proposals: what would be done."""

Judged = Literal[
    "too_long",
    "unnamed",
    "undefined",
    "misses_beyond",
    "misses",
    "misses_network",
    "of_spread",
    "worse",
    "costs_most",
    "sealed",
    "sealed_beyond",
    "outer",
    "outer_fails",
    "outer_undefined",
]
"""Sentences of the verdict."""

Refusal = Literal[
    "training_out",
    "run_out",
    "renumbering",
    "building",
    "no_edge",
    "edge_cut",
    "edge_cut_already",
    "edge_not_cut",
    "edge_locked",
    "edge_not_locked",
    "edge_unnamed",
    "edge_named",
    "all_cut",
    "all_named",
    "none_named",
    "nothing_to_train",
    "nothing_to_undo",
    "nothing_to_redo",
    "no_training",
    "grid_not_finer",
    "no_column",
    "not_numbers",
    "constant_column",
    "two_roles",
    "not_positive",
    "too_few_left",
    "column_exists",
    "column_in_use",
    "formula_needs_column",
    "text_column_compared",
    "sealed_read",
    "none_sealed",
    "no_function",
    "known_function",
    "no_hidden_layer",
    "two_points",
    "edges_renumbered",
    "worker_lost",
    "going_on",
]
"""Why something was refused or did not come to an end."""

Unread = Literal[
    "no_rows",
    "only_header",
    "uneven_line",
    "damaged",
    "no_table",
    "bad_bytes",
    "no_numbers",
]
"""Why a file is no table."""

Word = Done | ToDo | Judged | Refusal | Unread


class Said(Value):
    """One clause: which one it is, and its names and numbers, none of them rounded."""

    word: Word
    figures: dict[str, Figure]


class Sentence(NamedTuple):
    """The English, and its clauses."""

    text: str
    said: tuple[Said, ...]

    def and_then(self, *others: Sentence | None, between: str = ", ") -> Sentence:
        """This one with others behind it; those that are None are passed over."""
        return joined([self, *(other for other in others if other)], between)


def say(text: str, word: Word, **figures: Figure) -> Sentence:
    """A sentence of one clause."""
    return Sentence(text, (Said(word=word, figures=figures),))


def joined(sentences: Iterable[Sentence], between: str = " ") -> Sentence:
    """Several one after the other."""
    given = list(sentences)
    return Sentence(
        between.join(one.text for one in given), tuple(part for one in given for part in one.said)
    )
