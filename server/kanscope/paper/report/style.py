"""How the report looks, on a screen and on A4."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f0efea; color: #191d26; line-height: 1.5;
  font: 15px/1.5 -apple-system, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial,
    "Noto Sans CJK SC", sans-serif; }
main { max-width: 210mm; margin: 24px auto; padding: 18mm 18mm 14mm; background: #fff; }
h1 { margin: 0 0 2px; font-size: 26px; line-height: 1.2; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 30px 0 8px; font-size: 16px; font-weight: 600; padding-bottom: 3px;
  border-bottom: 1px solid #c6c3b8; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
.quiet, figcaption { color: #474d59; font-size: 13px; }
.verdict { font-size: 17px; margin: 16px 0; padding-left: 12px; border-left: 3px solid #1e2a44; }
figure { margin: 12px 0; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption { margin-top: 8px; }
.plots { display: flex; flex-wrap: wrap; gap: 8px 20px; }
.formula { overflow-x: auto; margin: 12px 0 4px; break-inside: avoid; }
math { font-size: 19px; }
code { font: 12.5px/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  overflow-wrap: anywhere; color: #474d59; }
table { width: 100%; border-collapse: collapse; font-size: 13px; margin: 6px 0 10px; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid #e2e0d8;
  overflow-wrap: anywhere; }
th { font-weight: 600; color: #474d59; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr { break-inside: avoid; }
ol { padding-left: 20px; margin: 0; } li { margin: 0 0 4px; overflow-wrap: anywhere; }
@page { size: A4; margin: 16mm 16mm 18mm; }
@media print { body { background: #fff; font-size: 10.5pt; } main { margin: 0; padding: 0; max-width: none; }
  h2 { break-after: avoid; } }
"""
