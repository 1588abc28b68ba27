/** Light, dark, or as the system has it; remembered in this browser. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const PLACE = "kanscope.theme";

export function themeNow(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === "light" || set === "dark" ? set : "system";
}

function wear(theme: string | null): void {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** Before the first drawing. */
export const wearAsBefore = () => wear(localStorage.getItem(PLACE));

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(PLACE, theme);
  wear(theme);
}
