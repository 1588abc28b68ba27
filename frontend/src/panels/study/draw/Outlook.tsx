/** What the sketch would do to the error, before anything is done; or why it cannot be used. */
import type { Drawn, Shape } from "../../../protocol/messages";
import { networkOf } from "../../../store/document";
import { axis, error as errorText } from "../../../store/format";
import { t } from "../../../words";
import { Words } from "../../parts/Words";
import { useRecords } from "../context";

interface Props {
  asked: boolean;
  answer: Drawn | null;
  error: Error | null;
  shape: Shape | null;
}

export function Outlook({ asked, answer, error, shape }: Props) {
  const now = networkOf(useRecords())?.test_rmse;
  return (
    <p className="sketch-outlook" aria-live="polite">
      {asked && <Said answer={answer} error={error} shape={shape} now={now} />}
    </p>
  );
}

function Said({ answer, error, shape, now }: Omit<Props, "asked"> & { now: number | null | undefined }) {
  if (error) return <span className="danger-text">{error.message}</span>;
  if (!answer) return <span className="dim">{t("draw:asking")}</span>;
  const then = answer.test_rmse === null ? t("draw:noNumber") : errorText(answer.test_rmse);
  return (
    <>
      <Words said={t("draw:startedSo", { now: errorText(now), then })} />
      {shape && <span className="dim"> {numbersOf(shape, answer.values)}</span>}
      {answer.notice && <span className="dim"> {answer.notice}</span>}
    </>
  );
}

function numbersOf(shape: Shape, values: readonly number[]): string {
  const [x = "", y = ""] = values.map((value) => axis(value));
  if (shape === "odd" || shape === "even") return t("draw:about", { x });
  if (shape === "periodic") return t("draw:period", { x });
  return shape === "zero outside" ? t("draw:between", { x, y }) : "";
}
