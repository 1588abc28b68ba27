import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useAway } from "./context";

/** Once the line is back, what could not be asked meanwhile is asked again. */
export function useCatchingUp(): void {
  const [queries, away] = [useQueryClient(), useAway()];
  useEffect(() => {
    if (away) return;
    void queries.refetchQueries({ type: "active", predicate: ({ state }) => state.status === "error" });
  }, [queries, away]);
}
