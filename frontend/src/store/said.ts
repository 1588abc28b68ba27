/** Sentences that came from the server, in this person's language, their numbers in its writing. */
import type {
  Candidate,
  ProblemAnswer,
  Records,
  SaidClause,
  Shape,
  VersionRecord,
} from "../protocol/messages";
import { served, t } from "../words";
import { axis, count, counted, error, rSquared, significant } from "./format";

/** The clauses one after the other; the English as it came where one of them has no words here. */
export function said(english: string, clauses: readonly SaidClause[], between = ""): string {
  const told = clauses.map(({ word, figures }) => served(`said:${word}`, written(figures)));
  return told.length === 0 || told.includes(null) ? english : told.join(between);
}

/** A version by its name, or by what was done. */
export const versionSaid = ({ name, text, said: clauses }: Pick<VersionRecord, "name" | "text" | "said">) =>
  name ?? said(text, clauses, t("parts:comma"));

/** What was done to come to a version, whatever it is named. */
export function doneSaid(records: Records, id: string, english: string): string {
  const version = records[id];
  return version?.kind === "version" ? said(version.text, version.said, t("parts:comma")) : english;
}

/** Why a run failed. */
export const problemSaid = ({
  code,
  detail,
  said: clauses,
}: Pick<ProblemAnswer, "code" | "detail" | "said">) =>
  clauses.length > 0 ? said(detail, clauses) : (served(`codes:${code}`) ?? detail);

/** Where a candidate for the edge from `input` has poles or no value, or null where all is well. */
export function gapsSaid({ notice, poles, undefined: share }: Candidate, input: string): string | null {
  const places = poles.map((place) => significant(place, 3)).join(", ");
  const told = [
    poles.length > 0 ? served("gaps:poles", { input, places }) : "",
    share > 0 ? served("gaps:undefined", { share: percent(share) }) : "",
  ];
  return notice === null || told.includes(null) ? notice : told.filter(Boolean).join(t("parts:comma"));
}

const percent = (share: number) => `${significant(100 * share, 2)} %`;

/** How numbers are written that are no plain errors or counts; of words, those that the page has its own for. */
const WRITE: Record<string, (value: never) => string> = {
  r2: rSquared,
  sparsity: axis,
  weight: axis,
  threshold: axis,
  test: percent,
  sealed: percent,
  share: percent,
  edges: (edges: string | number) => (typeof edges === "number" ? t("parts:edges", counted(edges)) : edges),
  inputs: columns,
  targets: columns,
  part: (part: "train" | "test" | "sealed") => t(`verdict:part_${part}`),
  shape: (shape: Shape) => (shape === "zero outside" ? t("draw:zeroOutside") : t(`draw:${shape}`)),
};

function columns(names: string | number): string {
  return typeof names === "number" ? t("table:columns", counted(names)) : names;
}

function written(figures: SaidClause["figures"]): Record<string, string> {
  const each = Object.entries(figures).map(([name, value]) => {
    const write = WRITE[name] as ((value: string | number) => string) | undefined;
    return [name, write ? write(value) : typeof value === "number" ? plain(value) : value];
  });
  return Object.fromEntries(each);
}

const plain = (value: number) => (Number.isInteger(value) ? count(value) : error(value));
