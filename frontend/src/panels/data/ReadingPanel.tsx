import type { Reading } from "../../protocol/messages";

interface Props {
  reading: Reading;
  busy: boolean;
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
];

/** What is found but need not be chosen. */
const SPELT: Record<string, string> = { "utf-8-sig": "UTF-8 with a mark", ascii: "ASCII" };

/** How the bytes of the file were taken; a change reads them again. */
export function ReadingPanel({ reading, busy, change }: Props) {
  if (reading.encoding == null && reading.delimiter == null) return null;
  const { encoding, delimiter, decimal } = reading;
  return (
    <section className="panel" aria-busy={busy}>
      <header>
        <h2>How it was read</h2>
        {busy && <span className="dim small">reading again…</span>}
      </header>
      <div className="stack">
        <Field
          label="Columns end with"
          value={delimiter}
          options={DELIMITERS}
          set={(value) => change({ delimiter: value })}
        />
        <Field
          label="Decimal mark"
          value={decimal}
          options={DECIMALS}
          set={(value) => change({ decimal: value === "," ? "," : "." })}
        />
        <Field
          label="Encoding"
          value={encoding}
          options={ENCODINGS}
          set={(value) => change({ encoding: value })}
        />
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
  const known = options.some(([each]) => each === value.toLowerCase());
  return (
    <label>
      {label}
      <span className="field">
        <select value={known ? value.toLowerCase() : value} onChange={(event) => set(event.target.value)}>
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

/** "1 000 rows, 3 columns, semicolons, UTF-8" less what is not known. */
export function readingWords(reading: Reading): string {
  const delimiter = DELIMITERS.find(([each]) => each === reading.delimiter)?.[1];
  const encoding =
    ENCODINGS.find(([each]) => each === reading.encoding?.toLowerCase())?.[1] ??
    SPELT[reading.encoding?.toLowerCase() ?? ""] ??
    reading.encoding;
  return [delimiter && (delimiter === "spaces" ? delimiter : `${delimiter}s`), encoding]
    .filter(Boolean)
    .join(", ");
}
