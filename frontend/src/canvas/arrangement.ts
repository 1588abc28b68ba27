/** Where everything is: the layout of the moment, in wires or as matrices, and the glide to it from the one before. */
import { layOut, type Places, type Room } from "./layout";
import { layOutMatrix, wantsMatrix } from "./matrix";
import { easeOut, placesBetween } from "./motion";
import { nodeCount } from "./topology";
import type { NetworkView } from "./view";

/** As curves on wires, as matrices, or whichever the room asks for. */
export type Form = "auto" | "curves" | "matrix";

export class Arrangement {
  private places: Places | null = null;
  private former: Places | null = null;
  private glideStart = 0;
  private asMatrix = false;
  /** The zoom that crowded layers were laid out for. */
  zoom = 1;

  get isMatrix(): boolean {
    return this.asMatrix;
  }

  /** Where things will be once they have arrived. */
  get final(): Places | null {
    return this.places;
  }

  get isGliding(): boolean {
    return this.former !== null;
  }

  /** Lays out anew; `glide`: things travel there. True when wires became matrices or the reverse. */
  renew(view: NetworkView, room: Room, form: Form, glide: boolean, now: number, duration: number): boolean {
    const height = room.height - room.margins.top - room.margins.bottom;
    const was = this.asMatrix;
    this.asMatrix = form === "matrix" || (form === "auto" && wantsMatrix(view, height, was));
    const turned = this.places !== null && was !== this.asMatrix;
    this.former = glide && !turned ? this.at(now, duration) : null;
    this.glideStart = now;
    this.zoom = room.zoom;
    const fitted = { ...room, order: fittingOrder(view, room.order) };
    this.places = this.asMatrix ? layOutMatrix(view, fitted) : layOut(view, fitted);
    return turned;
  }

  at(now: number, duration: number): Places | null {
    if (!this.places || !this.former) return this.places;
    const t = duration <= 0 ? 1 : (now - this.glideStart) / duration;
    if (t >= 1) this.former = null;
    return this.former ? placesBetween(this.former, this.places, easeOut(t)) : this.places;
  }

  /** Whether zooming in would admit more glyphs. */
  get isCrowded(): boolean {
    for (const place of this.places?.edges.values() ?? []) if (place.crowded) return true;
    return false;
  }
}

/** An order that was made for another shape of network counts for nothing. */
function fittingOrder(view: NetworkView, order: Room["order"]): Room["order"] {
  return order?.map((nodes, column) =>
    nodes?.length === nodeCount(view.width[column] ?? NONE) ? nodes : undefined,
  );
}

const NONE = { sums: 0, products: 0, arity: [] };
