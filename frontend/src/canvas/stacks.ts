/** Edges of one layer stacked in a column beside the node they belong to, and how tall that gets. */
import { lerp } from "./geometry";
import { type Level, levelOf, PLATE_ROOM, SPARK_ROOM, type Threshold } from "./levels";
import type { EdgeView } from "./view";

export interface Sizes {
  plate: { w: number; h: number };
  spark: { w: number; h: number };
  ring: { w: number; h: number };
  /** Between the edges of one node. */
  inner: number;
  /** Between the edges of one node and those of the next. */
  outer: number;
}

/** The width between two nodes, and whether this is only a small picture. */
export interface Scope {
  span: number;
  picture: boolean;
}

/** Glyph sizes from cramped (growth 0) to generous (growth 1). */
export function sizesAt(growth: number, { span, picture }: Scope): Sizes {
  const width = Math.max(PLATE_ROOM, Math.min(212, span - 78));
  const spark = lerp(picture ? 18 : 24, 40, growth);
  return {
    plate: { w: width, h: lerp(picture ? 66 : 74, Math.min(150, 0.8 * width), growth) },
    spark: { w: Math.max(SPARK_ROOM, Math.min(spark * 1.72, span - 28)), h: spark },
    ring: { w: 14, h: 14 },
    inner: lerp(7, 12, growth),
    outer: lerp(12, 24, growth),
  };
}

/** The same glyphs with more air: gaps times `factor`, up to what still reads as a group. */
export function loosened(sizes: Sizes, factor: number): Sizes {
  return {
    ...sizes,
    inner: Math.min(sizes.inner * factor, 64),
    outer: Math.min(sizes.outer * factor, 96),
  };
}

export const sizeOf = (level: Level, sizes: Sizes): { w: number; h: number } => sizes[level];

/** Height of the edges of one node, gaps included; 0 without edges. */
export function stackHeight(edges: readonly EdgeView[], threshold: Threshold, sizes: Sizes): number {
  if (edges.length === 0) return 0;
  const heights = edges.map((e) => sizeOf(levelOf(e, threshold), sizes).h);
  return heights.reduce((a, b) => a + b, 0) + sizes.inner * (edges.length - 1);
}

/** Centres of stacked edges around the height of their node. */
export function stackCentres(
  edges: readonly EdgeView[],
  y: number,
  threshold: Threshold,
  sizes: Sizes,
): number[] {
  let top = y - stackHeight(edges, threshold, sizes) / 2;
  return edges.map((edge) => {
    const h = sizeOf(levelOf(edge, threshold), sizes).h;
    top += h + sizes.inner;
    return top - sizes.inner - h / 2;
  });
}
