/** What a scene is built from, gathered once: shared scales, the lit path, and questions that all parts ask. */
import { around, type Box, clamp, overlap } from "./geometry";
import type { EdgePlace, Places } from "./layout";
import type { Seen } from "./levels";
import type { GlyphLook, Look } from "./look";
import { litPath } from "./topology";
import type { EdgeView, NetworkView } from "./view";

export interface Stage {
  view: NetworkView;
  places: Places;
  look: Look;
  /** Height that a full plate stands for, by layer. */
  spans: number[];
  path: ReadonlySet<string>;
  /** The part of the paper that is in sight; null: all of it. */
  sight: Box | null;
}

/** A selected or hovered stroke opens its plate in place, this large on screen. */
const OPENED = { w: 150, h: 98 };
/** A plate needs this much height for its marks. */
const PLATE_HEIGHT = 52;

export function makeStage(view: NetworkView, places: Places, look: Look, sight: Box | null = null): Stage {
  return { view, places, look, sight, spans: sharedSpans(view, look), path: litPath(view, look.selected) };
}

/** The largest rise of any live curve of each layer: what a full plate stands for. */
export function sharedSpans(view: NetworkView, look: Look): number[] {
  const spans = view.width.slice(1).map(() => 0);
  for (const edge of view.edges) {
    if (edge.status === "cut" && !edge.going) continue;
    const risen = look.riseOf(edge.id);
    if (risen > (spans[edge.layer] ?? 0)) spans[edge.layer] = risen;
  }
  return spans.map((span) => span || 1);
}

export const isInSight = ({ sight }: Stage, box: Box): boolean => sight === null || overlap(sight, box);

/** By the pointer here, or from elsewhere on the screen. */
export const isPointedAt = (look: Look, id: string): boolean => id === look.hovered || look.lit.has(id);
export const isLifted = (look: Look, id: string): boolean => id === look.selected || isPointedAt(look, id);

/** Too weak for the filter, but there. */
export const isBack = (look: Look, edge: EdgeView): boolean =>
  look.floor > 0 && edge.status !== "cut" && look.strengthOf(edge.id) < look.floor;

/** Where the glyph of an edge is; a stroke or a cell has one of readable size only while it is opened. */
export function glyphBox(place: EdgePlace, edge: EdgeView, look: Look, opened: boolean): Box | null {
  if (!opened || place.cell || edge.status === "cut" || levelIn(place, place.box, look) !== "stroke")
    return place.box;
  return around(place.middle, OPENED.w / look.zoom, OPENED.h / look.zoom);
}

export function levelIn(place: EdgePlace, box: Box | null, look: Look): Seen {
  if (!box) return "stroke";
  if (box !== place.box) return "plate";
  const level = look.levelOf(place.id, box.w);
  // On paper its marks need this much; in a matrix they are drawn in pixels of the screen.
  return level === "plate" && !place.cell && box.h <= PLATE_HEIGHT ? "spark" : level;
}

export function glyphLook({ look, spans }: Stage, edge: EdgeView, place: EdgePlace, box: Box): GlyphLook {
  return {
    level: levelIn(place, box, look),
    strength: clamp(look.strengthOf(edge.id), 0, 1),
    curve: look.curveOf(edge.id),
    trail: look.trailOf(edge.id),
    former: look.formerOf(edge.id),
    preview: look.preview?.id === edge.id ? look.preview : null,
    selected: edge.id === look.selected || look.chosen.has(edge.id),
    hovered: isPointedAt(look, edge.id),
    costs: look.costs,
    span: spans[edge.layer] ?? 1,
    zoom: look.zoom,
    quiet: look.quiet,
    plugs: box === place.box ? place.plugs : [],
  };
}
