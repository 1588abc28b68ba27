/** The views of a study, as the top bar and the palette name them. */
import { t } from "../../words";

export type Tab = "data" | "network" | "fit" | "code";

export const TABS: readonly { id: Tab; name: () => string }[] = [
  { id: "data", name: () => t("shell:data") },
  { id: "network", name: () => t("shell:network") },
  { id: "fit", name: () => t("fit:fit") },
  { id: "code", name: () => t("code:code") },
];
