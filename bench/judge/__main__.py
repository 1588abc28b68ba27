"""`python -m bench.judge`: one question as JSON on standard input, verdicts as lines of JSON on its output.

In: {law, ranges: {column: [least, largest]}, formula, symbols: {symbol: column}}. First line out: the
numbers' verdict {exact, build, difference, why}. Second line, which may take SymPy long: {simplified}.
Whoever asks may stop waiting.
"""

from __future__ import annotations

import json
import sys

from bench.judge.judge import Question, judge, simplifies


def main() -> None:
    """Answers the question that is on standard input."""
    question = Question(**json.load(sys.stdin))
    print(json.dumps(judge(question)), flush=True)
    print(json.dumps({"simplified": simplifies(question)}), flush=True)


if __name__ == "__main__":
    main()
