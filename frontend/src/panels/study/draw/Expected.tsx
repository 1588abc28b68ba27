/** What is expected of an edge: the curve drawn on it, the shape it is held to. */
import { Pencil } from "lucide-react";
import { openDrawing } from "../../../actions";
import type { EdgeRecord } from "../../../protocol/messages";
import { axis } from "../../../store/format";
import { t } from "../../../words";
import { Button } from "../../parts/Button";
import { useAction } from "../context";
import { shapeName } from "./Shapes";

export function Expected({ edge }: { edge: EdgeRecord }) {
  const { offered, disabled, run } = useAction(openDrawing);
  if (!edge.prior && !edge.wish) return null;
  return (
    <section className="panel">
      <header>
        <h2>{t("draw:expects")}</h2>
        {offered && (
          <Button icon={Pencil} look="quiet compact" disabled={disabled} onClick={() => run(edge.id)}>
            {t("draw:change")}
          </Button>
        )}
      </header>
      {edge.prior && <p className="small">{t("draw:drawnSaid", { weight: axis(edge.prior.weight) })}</p>}
      {edge.wish && <p className="small">{t("draw:wishSaid", { shape: shapeName(edge.wish.shape) })}</p>}
    </section>
  );
}
