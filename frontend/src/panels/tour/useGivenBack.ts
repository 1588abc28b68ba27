import { useEffect } from "react";
import type { NetworkCanvas } from "../../canvas/networkCanvas";
import { useStudy } from "../study/context";

/** Camera, selection and focus as they were, once the tour is over. */
export function useGivenBack(canvas: NetworkCanvas): void {
  const { selection } = useStudy();
  useEffect(() => {
    const { edge, many } = selection.getState();
    const [goal, focused] = [canvas.goal, document.activeElement];
    return () => {
      selection.setState({ edge, many: [], preview: null });
      selection.setState({ many });
      canvas.returnTo(goal);
      focusOn(focused);
    };
  }, [canvas, selection]);
}

/** Where the focus was; the network where that is gone. */
function focusOn(element: Element | null): void {
  const there = element instanceof HTMLElement && element.isConnected && element !== document.body;
  (there ? element : document.querySelector<HTMLElement>(".stage"))?.focus();
}
