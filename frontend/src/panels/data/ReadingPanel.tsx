import type { Reading } from "../../protocol/messages";

interface Props {
  reading: Reading;
  busy: boolean;
  /** Another way to read the same bytes; what is left out is detected anew. */
  change: (reading: Partial<Reading>) => void;
}

const DELIMITERS: [string, string][] = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
  [" ", "spaces"],
];
const DECIMALS: [string, string][] = [
  [".", "point, 1.5"],
  [",", "comma, 1,5"],
];
const ENCODINGS: [string, string][] = [
  ["utf-8", "UTF-8"],
  ["cp1252", "Windows 1252"],
  ["latin-1", "Latin 1"],
  ["utf-16", "UTF-16"],
  ["gb18030", "Chinese, GB 18030"],
  ["big5", "Chinese, Big5"],
  ["cp932", "Japanese, Shift JIS"],
  ["cp949", "Korean"],
  ["cp1251", "Cyrillic, Windows 1251"],
];

/** What is found but need not be chosen. */
const SPELT: Record<string, string> = { "utf-8-sig": "UTF-8 with a mark", ascii: "ASCII" };

/** How the bytes of the file were taken; a change reads them again. */
export function ReadingPanel({ reading, busy, change }: Props) {
  const { encoding, delimiter, decimal, skipped, sheet, sheets } = reading;
  if (encoding == null && sheet == null) return null;
  const changed = (part: Partial<Reading>) => change({ ...reading, ...part });
  return (
    <section className="panel" aria-busy={busy}>
      <header>
        <h2>How it was read</h2>
        {busy && <span className="dim small">reading again…</span>}
      </header>
      <div className="stack">
        {sheets.length > 1 && (
          <Field
            label="Sheet"
            value={sheet}
            options={sheets.map((each) => [each, each])}
            set={(value) => change({ sheet: value })}
          />
        )}
        <Field
          label="Columns end with"
          value={delimiter}
          options={DELIMITERS}
          set={(value) => changed({ delimiter: value, skipped: null })}
        />
        <Field
          label="Decimal mark"
          value={decimal}
          options={DECIMALS}
          set={(value) => changed({ decimal: value === "," ? "," : "." })}
        />
        <Field
          label="Encoding"
          value={encoding}
          options={ENCODINGS}
          set={(value) => change({ encoding: value })}
        />
        <Skipped lines={skipped ?? 0} set={(lines) => changed({ skipped: lines })} />
      </div>
    </section>
  );
}

interface FieldProps {
  label: string;
  value: string | null | undefined;
  options: readonly [string, string][];
  set: (value: string) => void;
}

function Field({ label, value, options, set }: FieldProps) {
  if (value == null) return null;
  const known = options.find(([each]) => each.toLowerCase() === value.toLowerCase());
  return (
    <label>
      {label}
      <span className="field">
        <select value={known?.[0] ?? value} onChange={(event) => set(event.target.value)}>
          {!known && <option value={value}>{SPELT[value.toLowerCase()] ?? value}</option>}
          {options.map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}

/** How many lines stand above the names of the columns; taken over on Enter and on leaving the field. */
function Skipped({ lines, set }: { lines: number; set: (lines: number) => void }) {
  const take = (text: string) => {
    const wanted = Number.parseInt(text, 10);
    if (wanted >= 0 && wanted !== lines) set(wanted);
  };
  return (
    <label>
      Lines above the header
      <span className="field">
        <input
          key={lines}
          type="number"
          min={0}
          defaultValue={lines}
          onBlur={(event) => take(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget.value)}
        />
      </span>
    </label>
  );
}

/** "1 000 rows, 3 columns, semicolons, UTF-8" less what is not known. */
export function readingWords(reading: Reading): string {
  const delimiter = DELIMITERS.find(([each]) => each === reading.delimiter)?.[1];
  const encoding =
    ENCODINGS.find(([each]) => each === reading.encoding?.toLowerCase())?.[1] ??
    SPELT[reading.encoding?.toLowerCase() ?? ""] ??
    reading.encoding;
  const sheet = reading.sheet && `sheet “${reading.sheet}”`;
  return [delimiter && (delimiter === "spaces" ? delimiter : `${delimiter}s`), encoding, sheet]
    .filter(Boolean)
    .join(", ");
}
