/** One small fetch: addresses relative to the page, JSON both ways, problem+json thrown as `Problem`. */
import type { ProblemAnswer } from "./messages";
import { Problem } from "./problem";

export interface Call {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: object;
  form?: FormData;
  /** Makes a repeated request the same request. */
  key?: string;
  signal?: AbortSignal;
}

/** The full address of an API path such as "studies/…", whatever prefix the page is served under. */
export function address(path: string): URL {
  return new URL(`api/v1/${path}`, document.baseURI);
}

export async function ask<T>(path: string, call: Call = {}): Promise<T> {
  const answer = await send(path, call);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export async function askBytes(path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await send(path, { signal });
  return new Uint8Array(await answer.arrayBuffer());
}

export async function askText(path: string): Promise<string> {
  return (await send(path, {})).text();
}

async function send(path: string, call: Call): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  if (call.body) headers.set("Content-Type", "application/json");
  if (call.key) headers.set("Idempotency-Key", call.key);
  const answer = await fetch(address(path), {
    method: call.method ?? "GET",
    headers,
    body: call.form ?? (call.body ? JSON.stringify(call.body) : null),
    credentials: "same-origin",
    signal: call.signal ?? null,
  });
  if (!answer.ok) throw new Problem(await problemBody(answer), answer.status);
  return answer;
}

async function problemBody(answer: Response): Promise<Partial<ProblemAnswer>> {
  try {
    return (await answer.json()) as Partial<ProblemAnswer>;
  } catch {
    return { title: answer.statusText };
  }
}
