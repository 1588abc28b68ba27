/** A study open in this browser: its document, its line to the server, what is live and what is selected. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { getMetrics, operate } from "../protocol/api";
import { Connection, type LineState, type Surroundings } from "../protocol/connection";
import type {
  Accepted,
  Committed,
  Operation,
  Person,
  Presence,
  ServerMessage,
  ServerTrouble,
} from "../protocol/messages";
import { type Problem, problemOf } from "../protocol/problem";
import { type Access, accessOf } from "./access";
import { type AsideStore, makeAside } from "./aside";
import { type ComparingStore, makeComparing } from "./comparing";
import {
  afterCommit,
  EMPTY,
  fromSnapshot,
  isOut,
  lastTraining,
  type StudyDocument,
  trainingOut,
} from "./document";
import { makeSelection, type SelectionStore } from "./selection";
import { makeSight, type SightStore } from "./sight";
import { Telemetry } from "./telemetry";

/** Who is here and whether the line holds. */
export interface Line {
  state: LineState;
  /** When the line broke, in milliseconds; null while it holds or was never there. */
  lostAt: number | null;
  you: string;
  people: readonly Person[];
  /** What this person may do here, as the server told last. */
  access: Access;
  /** What keeps the server from keeping things; it tells anew whoever comes back. */
  server: ServerTrouble | null;
}

const presentOf = ({ you, people }: Presence) => ({ you, people, access: accessOf(you, people) });

/** Trying again does not start the clock anew. */
function lostAfter(state: LineState, lostAt: number | null): number | null {
  if (state === "live") return null;
  return state === "waiting" ? (lostAt ?? Date.now()) : lostAt;
}

export class OpenStudy {
  readonly document: StoreApi<StudyDocument> = createStore<StudyDocument>(() => EMPTY);
  readonly line: StoreApi<Line> = createStore<Line>(() => ({
    state: "connecting",
    lostAt: null,
    you: "",
    people: [],
    access: "unknown",
    server: null,
  }));
  readonly trouble: StoreApi<{ problem: Problem | null }> = createStore(() => ({
    problem: null as Problem | null,
  }));
  readonly selection: SelectionStore = makeSelection();
  readonly comparing: ComparingStore = makeComparing();
  readonly sight: SightStore;
  readonly aside: AsideStore;
  readonly telemetry = new Telemetry();
  private readonly connection: Connection;
  private readonly pressed = new Set<string>();
  private readonly ends: (() => void)[] = [];

  constructor(
    readonly id: string,
    around?: Surroundings,
  ) {
    this.sight = makeSight(id);
    this.aside = makeAside(id);
    this.connection = new Connection(
      id,
      {
        known: () => this.known(),
        onMessage: (message) => this.receive(message),
        onFrame: (frame) => this.telemetry.take(frame),
        onState: (state) =>
          this.line.setState(({ lostAt, server }) => ({
            state,
            lostAt: lostAfter(state, lostAt),
            server: state === "live" ? server : null,
          })),
      },
      around,
    );
    this.ends.push(this.document.subscribe((now, before) => this.followTraining(now, before)));
    this.ends.push(
      this.selection.subscribe((now, before) => now.edge !== before.edge && this.look(now.edge)),
    );
  }

  get records() {
    return this.document.getState().records;
  }

  /** Sends an operation; a refusal is kept in `trouble` until something succeeds. */
  async operate(operation: Operation): Promise<Accepted | null> {
    try {
      const accepted = await operate(this.id, operation);
      this.trouble.setState({ problem: null });
      return accepted;
    } catch (error) {
      this.trouble.setState({ problem: problemOf(error) });
      return null;
    }
  }

  /** Does a thing unless the same is being done. */
  async once(press: string, act: () => Promise<unknown>): Promise<void> {
    if (this.pressed.has(press)) return;
    this.pressed.add(press);
    try {
      await act();
    } finally {
      this.pressed.delete(press);
    }
  }

  forgive(): void {
    this.trouble.setState({ problem: null });
  }

  rest(): void {
    this.connection.rest();
  }

  retry(): void {
    this.connection.retry();
  }

  close(): void {
    for (const end of this.ends) end();
    this.connection.close();
  }

  private known() {
    const { number, epoch } = this.document.getState();
    return { number: Math.max(0, number), epoch };
  }

  private look(edge: string | null): void {
    if (this.line.getState().state === "live") this.connection.send({ type: "look", edge });
  }

  private receive(message: ServerMessage): void {
    if (message.type === "snapshot") this.document.setState(fromSnapshot(message), true);
    else if (message.type === "committed") this.merge(message);
    else if (message.type === "server") this.line.setState({ server: message.trouble ?? null });
    else if (message.type === "presence") this.line.setState(presentOf(message));
  }

  private merge(commit: Committed): void {
    const after = afterCommit(this.document.getState(), commit);
    if (after) this.document.setState(after, true);
    else this.connection.resync();
  }

  /** When a training ends, or a study with an older one is opened, its errors are fetched once and whole. */
  private followTraining(now: StudyDocument, before: StudyDocument): void {
    const [run, earlier] = [lastTraining(now.records), lastTraining(before.records)];
    if (trainingOut(before.records) && !trainingOut(now.records)) this.telemetry.end();
    const ended = run && earlier?.id === run.id && isOut(earlier) && !isOut(run);
    const opened = run && !earlier && run.id !== this.telemetry.loss.run;
    if (run && (ended || opened)) void this.recall(run.id);
  }

  private async recall(run: string): Promise<void> {
    try {
      const metrics = await getMetrics(this.id, run);
      this.telemetry.recall(run, metrics.rows);
    } catch {
      // The plot shows what was seen live; the errors of a run are a convenience, not the study.
    }
  }
}
