/** Whether the tour is to be offered: in the first study of a browser, until somebody says yes or no; never again. */
const PLACE = "kanscope.tour";
const ANSWERED = "answered";

/** `kept`: what this browser remembers; null in a new one. */
export const offersIn = (study: string, kept: string | null) => kept === null || kept === study;

export function isOffered(study: string): boolean {
  try {
    const kept = localStorage.getItem(PLACE);
    if (kept === null) localStorage.setItem(PLACE, study);
    return offersIn(study, kept);
  } catch {
    // A browser that remembers nothing would ask every time.
    return false;
  }
}

export function rememberAnswer(): void {
  try {
    localStorage.setItem(PLACE, ANSWERED);
  } catch {
    // Then it is not offered there anyway.
  }
}
