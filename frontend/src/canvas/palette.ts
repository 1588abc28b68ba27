/** Colours, fonts and durations as the design tokens give them; follows the theme. */
import { type Ink, TOKENS, type Token } from "./shape";

export interface Palette {
  colours: Record<Token, string>;
  /** Shades already mixed, by token and alpha in hundredths. */
  shades: Map<Token, string[]>;
  ui: string;
  math: string;
  /** Milliseconds; all 0 for people who asked for less motion. */
  preview: number;
  camera: number;
  pulse: number;
}

export function readPalette(element: Element = document.documentElement): Palette {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  const colours = Object.fromEntries(TOKENS.map((t) => [t, value(`--c-${t}`) || "#808080"]));
  return {
    colours: colours as Record<Token, string>,
    shades: new Map(),
    ui: value("--font-ui") || "sans-serif",
    math: value("--font-math") || "serif",
    preview: milliseconds(value("--t-preview")),
    camera: milliseconds(value("--t-camera")),
    pulse: milliseconds(value("--t-pulse")),
  };
}

/** "320ms" or ".32s", as browsers may rewrite it. */
function milliseconds(text: string): number {
  const number = Number.parseFloat(text);
  if (!Number.isFinite(number)) return 0;
  return text.endsWith("ms") ? number : number * 1000;
}

/** An ink as CSS colour, alpha to a hundredth. Tokens are hexadecimal, with three or six digits. */
export function colourOf(palette: Palette, { token, alpha }: Ink): string {
  const colour = palette.colours[token];
  if (alpha >= 1) return colour;
  const level = Math.max(0, Math.round(alpha * 100));
  let mixed = palette.shades.get(token);
  if (!mixed) {
    mixed = [];
    palette.shades.set(token, mixed);
  }
  mixed[level] ??= shade(colour, level / 100);
  return mixed[level];
}

function shade(colour: string, alpha: number): string {
  const hex = /^#[0-9a-f]{3}$/i.test(colour) ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!parts) return colour;
  const [r, g, b] = parts.slice(1).map((p) => Number.parseInt(p, 16));
  return `rgba(${r}, ${g}, ${b}, ${alpha.toFixed(2)})`;
}

/** Calls back when the theme or the wish for less motion changes. Returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"].map((q) =>
    matchMedia(q),
  );
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
  for (const query of queries) query.addEventListener("change", onChange);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener("change", onChange);
  };
}
