import { X } from "lucide-react";
import type { Problem } from "../../protocol/problem";
import { t } from "../../words";
import { IconButton } from "./Button";

/** A refusal in one line, beside what may be done instead. */
export function Said({ problem, forget }: { problem: Problem; forget: () => void }) {
  return (
    <span className="refused">
      <strong>{problem.message}</strong>
      {problem.hint && <span>{problem.hint}</span>}
      <IconButton icon={X} name={t("parts:dismiss")} look="compact" onClick={forget} />
    </span>
  );
}
