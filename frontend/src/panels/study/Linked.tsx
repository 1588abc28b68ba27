/** The address keeps the version on screen; one that was copied earlier says so, and the way there is one press. */
import { History as HistoryIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { checkout } from "../../actions";
import { rewrite, versionInAddress } from "../../store/address";
import { versionsOf } from "../../store/document";
import { versionSaid } from "../../store/said";
import { t } from "../../words";
import { Button } from "../parts/Button";
import { Words } from "../parts/Words";
import { useAction, useHead, useRecords } from "./context";

export function Linked() {
  const [meant, setMeant] = useState(() => versionInAddress(location.search));
  const [head, records] = [useHead(), useRecords()];
  const { offered, disabled, run } = useAction(checkout);
  const versions = versionsOf(records);
  const linked = meant === null ? undefined : versions[meant - 1];
  const elsewhere = linked !== undefined && head !== undefined && linked.id !== head.id;
  const now = head && 1 + versions.findIndex(({ id }) => id === head.id);
  useEffect(() => {
    if (now === undefined || elsewhere) return;
    rewrite("version", String(now));
    setMeant(null); // the address was met: from here on it follows what is done
  }, [now, elsewhere]);
  if (!elsewhere || now === undefined) return null;
  const n = String(meant);
  return (
    <div className="banner" role="note">
      <HistoryIcon className="icon" aria-hidden="true" />
      <span>
        <Words said={t("shell:linked", { n, said: versionSaid(linked), now })} />
      </span>
      {offered && (
        <Button
          look="compact"
          disabled={disabled}
          onClick={() => {
            run(linked.id);
            setMeant(null);
          }}
        >
          {t("shell:goThere", { n })}
        </Button>
      )}
      <Button look="compact quiet" onClick={() => setMeant(null)}>
        {t("shell:stayHere")}
      </Button>
    </div>
  );
}
