/** The line to one study: says what it knows, takes what it missed, and comes back by itself when cut off.
 *
 *  connecting → live → waiting → connecting …; `gone` when access has ended.
 */
import { decodeFrame, type Frame } from "./frames";
import { address } from "./http";
import type { ClientMessage, ServerMessage } from "./messages";

export type LineState = "connecting" | "live" | "waiting" | "gone";

/** The part of WebSocket that is used, so that tests can stand in for the network. */
export interface Socket {
  binaryType: string;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<string | ArrayBuffer>) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Listeners {
  /** What is known already; asked each time the line opens. */
  known(): { number: number; epoch: string };
  onMessage(message: ServerMessage): void;
  onFrame(frame: Frame): void;
  onState(state: LineState): void;
}

export interface Surroundings {
  open(url: string): Socket;
  later(act: () => void, milliseconds: number): () => void;
  random(): number;
}

const ACCESS_GONE = 4401;
const SLOWEST = 8000;

const browser: Surroundings = {
  open: (url) => new WebSocket(url) as Socket,
  later: (act, milliseconds) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Milliseconds before the next try: doubling from a quarter of a second, half of it random. */
export function backOff(failures: number, random: number): number {
  const longest = Math.min(SLOWEST, 250 * 2 ** failures);
  return longest * (0.5 + 0.5 * random);
}

export class Connection {
  private socket: Socket | null = null;
  private failures = 0;
  private heard = false;
  private cancelRetry: (() => void) | null = null;
  private closed = false;

  constructor(
    private readonly study: string,
    private readonly listeners: Listeners,
    private readonly around: Surroundings = browser,
  ) {
    this.connect();
  }

  /** Try at once instead of waiting out the back-off. */
  retry(): void {
    if (this.socket || this.closed) return;
    this.cancelRetry?.();
    this.connect();
  }

  /** Hang up until `retry`: the page is put away, and whoever is not looking is not here. */
  rest(): void {
    if (this.closed) return;
    this.cancelRetry?.();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.listeners.onState("connecting");
  }

  /** Come back with what is known: used when a commit was missed. */
  resync(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.retry();
  }

  send(message: ClientMessage): void {
    this.socket?.send(JSON.stringify(message));
  }

  close(): void {
    this.closed = true;
    this.cancelRetry?.();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private connect(): void {
    this.heard = false;
    this.listeners.onState("connecting");
    const url = address(`studies/${this.study}/live`);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = this.around.open(url.href);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.receive(event.data);
    socket.onclose = (event) => this.lost(socket, event.code);
  }

  private hello(): void {
    const { number, epoch } = this.listeners.known();
    this.send({ type: "hello", last_number: number, epoch, frames: true, edges: null });
  }

  private receive(data: string | ArrayBuffer): void {
    if (typeof data !== "string") {
      this.listeners.onFrame(decodeFrame(new Uint8Array(data)));
      return;
    }
    if (!this.heard) this.greeted();
    this.listeners.onMessage(JSON.parse(data) as ServerMessage);
  }

  private greeted(): void {
    this.heard = true;
    this.failures = 0;
    this.listeners.onState("live");
  }

  private lost(socket: Socket, code: number): void {
    if (this.socket !== socket) return;
    this.socket = null;
    if (code === ACCESS_GONE) {
      this.listeners.onState("gone");
      return;
    }
    this.failures += 1;
    this.listeners.onState("waiting");
    this.cancelRetry = this.around.later(() => this.connect(), backOff(this.failures, this.around.random()));
  }
}
