/** What can be done with the selected edge. The filled button commits the chosen candidate. */
import { Eraser, Lock, LockOpen, RotateCcw, Scissors, SquareFunction } from "lucide-react";
import { cut, fix, lock, restore, unfix, unlock } from "../../actions";
import type { Candidate, EdgeRecord } from "../../protocol/messages";
import { networkOf } from "../../store/document";
import { change } from "../../store/format";
import { functionName } from "../../store/names";
import { t } from "../../words";
import { Button, IconButton } from "../parts/Button";
import { FunctionText } from "../parts/FunctionText";
import { useAction, useAway, useMayEdit, useRecords } from "./context";

interface Props {
  edge: EdgeRecord;
  chosen: Candidate | null;
  cost: number | undefined;
}

export function EdgeVerbs(props: Props) {
  const away = useAway();
  if (!useMayEdit()) return null;
  if (away) return <p className="panel panel-foot dim">{t("access:waits")}</p>;
  return (
    <section className="panel panel-foot foot-acts" aria-label={t("inspector:thisEdge")}>
      {props.edge.status === "cut" ? <Bring edge={props.edge} /> : <Living {...props} />}
    </section>
  );
}

function Bring({ edge }: { edge: EdgeRecord }) {
  const { disabled, run } = useAction(restore);
  return (
    <Button icon={RotateCcw} look="primary grow" disabled={disabled} onClick={() => run(edge.id)}>
      {t("inspector:restore")}
    </Button>
  );
}

function Living({ edge, chosen, cost }: Props) {
  const [naming, cutting] = [useAction(fix), useAction(cut)];
  const error = networkOf(useRecords())?.test_rmse;
  const same = edge.status === "symbolic" && chosen?.function === edge.function;
  const name = chosen ? functionName(chosen.function) : "";
  return (
    <>
      {same ? (
        <TakeOff edge={edge} />
      ) : (
        <>
          <Button
            icon={SquareFunction}
            look="primary"
            aria-describedby="fix-as"
            disabled={naming.disabled || !chosen}
            onClick={() => chosen && naming.run({ edge: edge.id, function: chosen.function })}
          >
            {t("inspector:fix")}
          </Button>
          <span className="fix-as" id="fix-as">
            {chosen && `${t("inspector:as")} `}
            <span className="upright">
              <FunctionText said={name} />
            </span>
          </span>
        </>
      )}
      <Button icon={Scissors} disabled={cutting.disabled} onClick={() => cutting.run(edge.id)}>
        {t("inspector:cut")} {cost !== undefined && <span className="dim">{change(cost, error)}</span>}
      </Button>
      <Hold edge={edge} />
    </>
  );
}

function TakeOff({ edge }: { edge: EdgeRecord }) {
  const { disabled, run } = useAction(unfix);
  return (
    <Button icon={Eraser} look="grow" disabled={disabled} onClick={() => run(edge.id)}>
      {t("inspector:unfix")}
    </Button>
  );
}

function Hold({ edge }: { edge: EdgeRecord }) {
  const [holding, freeing] = [useAction(lock), useAction(unlock)];
  return edge.locked ? (
    <IconButton
      icon={LockOpen}
      name={t("inspector:unlock")}
      keys="K"
      framed
      disabled={freeing.disabled}
      onClick={() => freeing.run(edge.id)}
    />
  ) : (
    <IconButton
      icon={Lock}
      name={t("inspector:lock")}
      keys="K"
      framed
      disabled={holding.disabled}
      onClick={() => holding.run(edge.id)}
    />
  );
}
