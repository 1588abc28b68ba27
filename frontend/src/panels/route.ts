/** Where we are, by address: `/`, `/new/{dataset}`, `/study/{id}`, under any prefix the page is served from. */
import { useSyncExternalStore } from "react";

export type Route = { page: "home" } | { page: "new"; dataset: string } | { page: "study"; id: string };

const base = () => new URL(document.baseURI).pathname;

export function routeOf(pathname: string, prefix: string): Route {
  const inside = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : pathname.slice(1);
  const [page, id] = inside.split("/").map(decodeURIComponent);
  if (page === "new" && id) return { page, dataset: id };
  if (page === "study" && id) return { page, id };
  return { page: "home" };
}

/** The address of a path such as "study/abc", for links. */
export const hrefOf = (path: string) => base() + path;

export function go(path: string): void {
  history.pushState(null, "", hrefOf(path));
  dispatchEvent(new PopStateEvent("popstate"));
}

function listen(changed: () => void): () => void {
  addEventListener("popstate", changed);
  return () => removeEventListener("popstate", changed);
}

export function useRoute(): Route {
  const pathname = useSyncExternalStore(listen, () => location.pathname);
  return routeOf(pathname, base());
}
