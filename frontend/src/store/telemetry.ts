/** The fast things, outside React: the latest frame of the run that is out, and the errors so far. */
import type { Frame } from "../protocol/frames";
import type { MetricsRow } from "../protocol/messages";

/** The errors of one training, step by step. */
export interface LossHistory {
  run: string | null;
  steps: number[];
  train: number[];
  test: number[];
}

const nothing = (run: string | null): LossHistory => ({ run, steps: [], train: [], test: [] });

export class Telemetry {
  frame: Frame | null = null;
  loss: LossHistory = nothing(null);
  private readonly listeners = new Set<() => void>();

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes a live frame; the newest wins. */
  take(frame: Frame): void {
    this.frame = frame;
    if (this.loss.run !== frame.run) this.loss = nothing(frame.run);
    const last = this.loss.steps.at(-1) ?? -1;
    if (frame.step > last && Number.isFinite(frame.train_rmse)) append(this.loss, frame);
    this.tell();
  }

  /** Takes the errors kept by the server, and after them the live ones that are newer. */
  recall(run: string, rows: readonly MetricsRow[]): void {
    const newest = rows.at(-1)?.step ?? -1;
    const live = this.loss;
    const whole = nothing(run);
    for (const row of rows) append(whole, row);
    if (live.run === run) {
      live.steps.forEach((step, k) => {
        if (step > newest)
          append(whole, { step, train_rmse: live.train[k] ?? 0, test_rmse: live.test[k] ?? 0 });
      });
    }
    this.loss = whole;
    this.tell();
  }

  /** The errors a run has reached, as far as they are known here. */
  reached(run: string): MetricsRow | null {
    const { loss } = this;
    const [step, train_rmse, test_rmse] = [loss.steps.at(-1), loss.train.at(-1), loss.test.at(-1)];
    if (loss.run !== run || step === undefined || train_rmse === undefined) return null;
    return { step, train_rmse, test_rmse: test_rmse ?? train_rmse };
  }

  /** The run is over: its picture takes the frame's place. */
  end(): void {
    this.frame = null;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function append(loss: LossHistory, row: MetricsRow): void {
  loss.steps.push(row.step);
  loss.train.push(row.train_rmse);
  loss.test.push(row.test_rmse);
}
