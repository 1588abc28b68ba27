/** A chart of the screen as a file of its own: in the light colours of paper, whatever theme is on. */

const SHAPES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
];
const LETTERS = [
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
  "fill",
  "opacity",
];
/** Dots of a PNG for each of the screen's. */
const FINE = 4;
/** White around what is drawn. */
const MARGIN = 6;

export interface ChartFile {
  text: string;
  width: number;
  height: number;
}

/** The chart as it stands, with all that style sheets say of it written into it. */
export function chartFile(chart: SVGSVGElement): ChartFile {
  const { width, height } = sizeOf(chart);
  const copy = chart.cloneNode(true) as SVGSVGElement;
  inLight(() => dress(chart, copy));
  for (const name of ["class", "style", "aria-hidden"]) copy.removeAttribute(name);
  const said = chart.getAttribute("aria-label");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", `${width}`);
  copy.setAttribute("height", `${height}`);
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width} ${height}`);
  copy.prepend(part("rect", { x: -MARGIN, y: -MARGIN, width, height, fill: "#ffffff" }));
  if (said) copy.prepend(part("title", {}, said));
  return { text: `${new XMLSerializer().serializeToString(copy)}\n`, width, height };
}

/** The same in dots, for where no vectors may go. */
export async function chartDots({ text, width, height }: ChartFile): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * FINE, height * FINE];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => {
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A file's name out of what a chart says: short, and with nothing a file system minds. */
export const fileName = (said: string): string =>
  said
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "") || "plot";

function sizeOf(chart: SVGSVGElement): { width: number; height: number } {
  const box = chart.getAttribute("viewBox")?.split(/\s+/).map(Number);
  const [, , w = 0, h = 0] = box ?? [
    0,
    0,
    Number(chart.getAttribute("width")),
    Number(chart.getAttribute("height")),
  ];
  return { width: Math.ceil(w) + 2 * MARGIN, height: Math.ceil(h) + 2 * MARGIN };
}

function dress(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  if (!(from instanceof SVGSVGElement)) {
    for (const name of from instanceof SVGTextContentElement ? LETTERS : SHAPES)
      to.setAttribute(name, style.getPropertyValue(name));
    to.removeAttribute("class");
    to.removeAttribute("style");
  }
  Array.from(from.children).forEach((child, k) => {
    const twin = to.children[k];
    if (twin) dress(child, twin);
  });
}

/** The light theme for as long as it takes to read colours; nothing is drawn meanwhile. */
function inLight(read: () => void): void {
  const root = document.documentElement;
  const before = root.getAttribute("data-theme");
  root.setAttribute("data-theme", "light");
  try {
    read();
  } finally {
    if (before === null) root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", before);
  }
}

function part(name: string, attributes: Record<string, string | number>, inner = ""): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, `${value}`);
  made.textContent = inner;
  return made;
}
