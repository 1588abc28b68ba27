from __future__ import annotations

from kanscope.engine.shelf import Shelf


def test_what_was_not_used_for_longest_is_dropped_first() -> None:
    shelf = Shelf(room=10)
    for blob in "abc":
        assert shelf.put(blob, 3) == []
    shelf.use("a")
    assert shelf.put("d", 3) == ["b"]
    assert "a" in shelf
    assert "b" not in shelf


def test_what_is_needed_now_is_kept_however_large() -> None:
    shelf = Shelf(room=10)
    shelf.put("table", 9)
    assert shelf.put("network", 9, needed=["table", "network"]) == []
    assert shelf.put("other", 1) == ["table"]
