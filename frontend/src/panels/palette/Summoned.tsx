import { LibraryDialog } from "../library/LibraryDialog";
import type { Tab } from "../study/tabs";
import { CommandPalette } from "./CommandPalette";
import { ShortcutSheet } from "./ShortcutSheet";
import { dismiss, useSummoned } from "./summon";

/** What was called up over the screen. */
export function Summoned({ tab, show }: { tab: Tab; show: (tab: Tab) => void }) {
  const shown = useSummoned();
  switch (shown) {
    case "palette":
      return <CommandPalette tab={tab} show={show} />;
    case "keys":
      return <ShortcutSheet />;
    case "library":
      return <LibraryDialog leave={dismiss} />;
    default:
      return null;
  }
}
