import type { Reading } from "../../protocol/messages";
import { t } from "../../words";

interface Props {
  reading: Reading;
  busy: boolean;
  /** Another way to read the same bytes; what is left out is detected anew. */
  change: (reading: Partial<Reading>) => void;
}

type Options = readonly (readonly [value: string, name: string])[];

const delimiters = (): Options => [
  [",", t("table:comma")],
  [";", t("table:semicolon")],
  ["\t", t("table:tab")],
  ["|", t("table:bar")],
  [" ", t("table:spaces")],
];
const decimals = (): Options => [
  [".", t("table:point15")],
  [",", t("table:comma15")],
];
const encodings = (): Options => [
  ["utf-8", "UTF-8"],
  ["cp1252", "Windows 1252"],
  ["latin-1", "Latin 1"],
  ["utf-16", "UTF-16"],
  ["gb18030", t("table:chinese", { name: "GB 18030" })],
  ["big5", t("table:chinese", { name: "Big5" })],
  ["cp932", t("table:japanese", { name: "Shift JIS" })],
  ["cp949", t("table:korean")],
  ["cp1251", t("table:cyrillic", { name: "Windows 1251" })],
];

/** What is found but need not be chosen. */
const spelt = (encoding: string) =>
  encoding === "utf-8-sig" ? t("table:withMark") : encoding === "ascii" ? "ASCII" : undefined;

/** How the bytes of the file were taken; a change reads them again. */
export function ReadingPanel({ reading, busy, change }: Props) {
  const { encoding, delimiter, decimal, skipped, sheet, sheets } = reading;
  if (encoding == null && sheet == null) return null;
  const changed = (part: Partial<Reading>) => change({ ...reading, ...part });
  return (
    <section className="panel" aria-busy={busy}>
      <header>
        <h2>{t("table:howRead")}</h2>
        {busy && <span className="dim small">{t("table:again")}</span>}
      </header>
      <div className="stack">
        {sheets.length > 1 && (
          <Field
            label={t("data:sheet")}
            value={sheet}
            options={sheets.map((each) => [each, each])}
            set={(value) => change({ sheet: value })}
          />
        )}
        <Field
          label={t("table:columnsEnd")}
          value={delimiter}
          options={delimiters()}
          set={(value) => changed({ delimiter: value, skipped: null })}
        />
        <Field
          label={t("table:decimal")}
          value={decimal}
          options={decimals()}
          set={(value) => changed({ decimal: value === "," ? "," : "." })}
        />
        <Field
          label={t("table:encoding")}
          value={encoding}
          options={encodings()}
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
  options: Options;
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
          {!known && <option value={value}>{spelt(value.toLowerCase()) ?? value}</option>}
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
      {t("data:linesAbove")}
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

const SEPARATED: Record<string, `table:${"commas" | "semicolons" | "tabs" | "bars" | "spaces"}`> = {
  ",": "table:commas",
  ";": "table:semicolons",
  "\t": "table:tabs",
  "|": "table:bars",
  " ": "table:spaces",
};

/** "1 000 rows, 3 columns, semicolons, UTF-8" less what is not known. */
export function readingWords(reading: Reading): string {
  const found = reading.encoding?.toLowerCase() ?? "";
  const encoding = encodings().find(([each]) => each === found)?.[1] ?? spelt(found) ?? reading.encoding;
  const delimiter = SEPARATED[reading.delimiter ?? ""];
  const sheet = reading.sheet && t("table:sheetOf", { sheet: reading.sheet });
  return [delimiter && t(delimiter), encoding, sheet].filter(Boolean).join(t("parts:comma"));
}
