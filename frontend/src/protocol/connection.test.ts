import { encode } from "@msgpack/msgpack";
import { beforeEach, describe, expect, it } from "vitest";
import { backOff, Connection, type LineState, type Socket } from "./connection";
import type { Frame } from "./frames";
import type { ServerMessage } from "./messages";

class Wire implements Socket {
  binaryType = "";
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly sent: string[] = [];
  closed = false;

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.onopen?.(new Event("open"));
  }
  say(data: string | ArrayBuffer): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
  end(code = 1006): void {
    this.onclose?.({ code } as CloseEvent);
  }
}

const presence = JSON.stringify({ type: "presence", you: "a", people: [] });
let wires: Wire[];
let states: LineState[];
let messages: ServerMessage[];
let frames: Frame[];
let pending: (() => void) | null;
let known: { number: number; epoch: string };

function connect(): Connection {
  return new Connection(
    "s1",
    {
      known: () => known,
      onMessage: (message) => messages.push(message),
      onFrame: (frame) => frames.push(frame),
      onState: (state) => states.push(state),
    },
    {
      open: (url) => {
        const wire = new Wire(url);
        wires.push(wire);
        return wire;
      },
      later: (act) => {
        pending = act;
        return () => {
          pending = null;
        };
      },
      random: () => 1,
    },
  );
}

const wire = (k: number): Wire => {
  const found = wires[k];
  if (!found) throw new Error(`no wire ${k}`);
  return found;
};

beforeEach(() => {
  [wires, states, messages, frames, pending] = [[], [], [], [], null];
  known = { number: 0, epoch: "" };
});

describe("the line to a study", () => {
  it("says hello with what it knows", () => {
    known = { number: 7, epoch: "e" };
    connect();
    wire(0).open();
    expect(wire(0).url).toMatch(/^ws.*\/api\/v1\/studies\/s1\/live$/);
    expect(JSON.parse(wire(0).sent[0] ?? "")).toMatchObject({ type: "hello", last_number: 7, epoch: "e" });
  });

  it("is live with the first word from the server", () => {
    connect();
    wire(0).open();
    expect(states).toEqual(["connecting"]);
    wire(0).say(presence);
    wire(0).say(presence);
    expect(states).toEqual(["connecting", "live"]);
    expect(messages).toHaveLength(2);
  });

  it("hangs up while the page is put away, and only comes back when asked", () => {
    const line = connect();
    wire(0).open();
    wire(0).say(presence);
    line.rest();
    wire(0).end();
    expect(wire(0).closed).toBe(true);
    expect(pending).toBeNull();
    expect(wires).toHaveLength(1);
    line.retry();
    wire(1).open();
    wire(1).say(presence);
    expect(states).toEqual(["connecting", "live", "connecting", "connecting", "live"]);
  });

  it("waits and comes back by itself", () => {
    connect();
    wire(0).open();
    wire(0).say(presence);
    wire(0).end();
    expect(states.at(-1)).toBe("waiting");
    pending?.();
    expect(wires).toHaveLength(2);
    expect(states.at(-1)).toBe("connecting");
  });

  it("tries at once when asked", () => {
    const line = connect();
    wire(0).end();
    line.retry();
    expect(wires).toHaveLength(2);
    expect(pending).toBeNull();
  });

  it("does not come back once access is gone", () => {
    connect();
    wire(0).end(4401);
    expect(states.at(-1)).toBe("gone");
    expect(pending).toBeNull();
  });

  it("comes back with what it knows when a commit was missed", () => {
    const line = connect();
    wire(0).open();
    line.resync();
    expect(wire(0).closed).toBe(true);
    wire(0).end();
    expect(wires).toHaveLength(2);
    expect(pending).toBeNull();
  });

  it("stays away once closed", () => {
    const line = connect();
    line.close();
    wire(0).end();
    expect(pending).toBeNull();
    expect(states).toEqual(["connecting"]);
  });

  it("hands binary messages on as frames", () => {
    connect();
    const bytes = encode({ run: "run:1", step: 1, curves: {}, scores: {} });
    wire(0).say(bytes.slice().buffer);
    expect(frames[0]?.run).toBe("run:1");
  });
});

it("waits longer each time, and never more than eight seconds", () => {
  expect([0, 1, 2, 3].map((failures) => backOff(failures, 1))).toEqual([250, 500, 1000, 2000]);
  expect(backOff(50, 1)).toBe(8000);
  expect(backOff(2, 0)).toBe(500);
});
