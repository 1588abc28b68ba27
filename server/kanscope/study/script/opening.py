"""What comes before the first act: what is imported, and the rows."""

from __future__ import annotations

import re

from kanscope.study.records import Data, Network

FILE = "data.csv"
"""The rows as the study uses them: `export?format=csv`."""

COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a cell for a formula by."""

SURGERY = (
    "add_layer",
    "add_nodes",
    "cut_edges",
    "cut_inputs",
    "cut_nodes",
    "fix_symbolic",
    "lock_edges",
    "restore_edges",
    "unlock_edges",
)


def header(data: Data, name: str) -> str:
    """A column's name in the file of rows; one a spreadsheet would compute is marked as text."""
    label = f"ln {name}" if name in data.logs else name
    return f"'{label}" if label.startswith(COMPUTED) else label


def imports(body: str) -> str:
    """What the lines of `body` need."""
    used = [verb for verb in SURGERY if re.search(rf"(?<!\.){verb}\(", body)]
    surgery = [f"from kanscope.kan.surgery import {', '.join(used)}"] if used else []
    return "\n".join(["import csv", "", "import torch", "from kanscope import KAN", *surgery])


def reading(data: Data) -> str:
    """Rows read, divided and standardised as the study does it."""
    inputs = [header(data, name) for name in data.inputs]
    targets = [header(data, name) for name in data.targets]
    return f"""torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)  # as the study trains: with more, sums may differ in their last digit

inputs, targets = {inputs!r}, {targets!r}
with open({FILE!r}, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
X = torch.tensor([[float(row[name]) for name in inputs] for row in rows])
Y = torch.tensor([[float(row[name]) for name in targets] for row in rows])
train, test = (torch.tensor([row["part"] == part for row in rows]) for part in ("train", "test"))


def scale(values):
    spread = values.std(0, correction=0)
    return values.mean(0), torch.where(values.amax(0) > values.amin(0), spread, 1.0)


(mean_x, spread_x), (mean_y, spread_y) = scale(X[train]), scale(Y[train])
x, y = (X - mean_x) / spread_x, (Y - mean_y) / spread_y
shown = test if test.any() else train
data = {{"train_input": x[train], "train_label": y[train], "test_input": x[shown], "test_label": y[shown]}}"""


def naming(network: Network) -> str:
    """The verb that puts the study's numbers, which are in the data's units, on an edge."""
    last = network.layers - 1
    return f'''def name(l, i, j, function, a, b, c, d):
    """c·f(a·x + b) + d on an edge, in the data's units at the inputs and the outputs."""
    if l == 0:
        a, b = a * float(spread_x[i]), b + a * float(mean_x[i])
    if l == {last} and j < len(targets):
        c, d = c / float(spread_y[j]), d / float(spread_y[j])
    model.adopt(fix_symbolic(model.network, (l, i, j), function, a, b, c, d))'''
