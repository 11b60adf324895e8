import { setTimeout as pause } from 'node:timers/promises';
import type { AlertStore } from '../../ports/alert-store.ts';
import { type DeliveryPorts, senderTo } from './attempt-delivery.ts';
import { AttemptRecorder } from './attempt-recorder.ts';
import { DeliveryLane, type LanePorts } from './delivery-lane.ts';
import { type DeliveryProblem, problemsOf } from './delivery-problems.ts';

export interface AlertProcessorPorts extends DeliveryPorts, LanePorts {
  readonly alertStore: AlertStore;
  /** How long a run waits for outputs to answer; what they answer later is told by the next run. */
  readonly patienceMilliseconds?: number;
}

/** What deliveries (one alert to one output) came to since the run before. */
export interface DeliveryRun {
  readonly delivered: number;
  /** Attempts that failed, and will be repeated. */
  readonly failed: number;
  readonly givenUp: number;
  /** Outputs that do not take everything. */
  readonly problems: readonly DeliveryProblem[];
  /** Outputs that have taken something, and take what they are sent. */
  readonly accepting: readonly string[];
  /** Those of them that did not do so before. */
  readonly recovered: readonly string[];
}

/** Takes waiting alerts to their outputs. Lives as long as the program, and knows how outputs are doing. */
export interface AlertProcessor {
  /** Begins what is due, soon: something new waits. */
  wake(): void;
  /**
   * Begins what is due, and gives outputs a moment to answer. Those that take longer go on by themselves, one after the
   * other taking what waits for it, and delay neither this nor each other. Rejects when the store does not take what was
   * sent: nothing more is sent until it does.
   */
  run(): Promise<DeliveryRun>;
  /** Waits for what is under way, and begins nothing more once that has taken long. There is no run after it. */
  close(): Promise<DeliveryRun>;
}

/** Outputs that answer at once have answered by then; nobody should wait for the others. */
const patienceMillisDefault = 20;
/** At the end: what is not begun by then waits for the next start. */
const lastTakingMillis = 5_000;

export const openAlertProcessor = (ports: AlertProcessorPorts): AlertProcessor =>
  new LanesOfOutputs(ports);

class LanesOfOutputs implements AlertProcessor {
  readonly #ports: AlertProcessorPorts;
  readonly #recorder: AttemptRecorder;
  readonly #lanes = new Map<string, DeliveryLane>();
  readonly #problems: ReturnType<typeof problemsOf>;
  #soon: NodeJS.Immediate | undefined;

  constructor(ports: AlertProcessorPorts) {
    this.#ports = ports;
    this.#recorder = new AttemptRecorder(ports.alertStore, ports.clock);
    this.#problems = problemsOf(ports.alertStore, ports.clock);
  }

  wake(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      if (this.#recorder.isStuck) return;
      try {
        this.#beginAll();
      } catch (error) {
        // The next run tells it.
        this.#recorder.fail(error);
      }
    });
  }

  async run(): Promise<DeliveryRun> {
    if (this.#recorder.isStuck) this.#recorder.recover();
    this.#beginAll();
    await within(this.#ports.patienceMilliseconds ?? patienceMillisDefault, this.#idle());
    // While there is more under way, it is recorded together with that.
    const isIdle = [...this.#lanes.values()].every((lane) => lane.isIdle);
    if (isIdle || this.#recorder.isStuck) this.#recorder.recover();
    return this.#report();
  }

  async close(): Promise<DeliveryRun> {
    clearImmediate(this.#soon);
    try {
      this.#recorder.recover();
      this.#beginAll();
      await within(lastTakingMillis, this.#idle());
    } finally {
      for (const lane of this.#lanes.values()) lane.stop();
    }
    await this.#idle();
    this.#recorder.recover();
    return this.#report();
  }

  #beginAll(): void {
    const waiting = new Set(this.#ports.alertStore.waitingOutputs());
    for (const output of waiting) this.#laneOf(output).wake();
    for (const lane of this.#lanes.values()) {
      if (!waiting.has(lane.output) && lane.isForgettable) this.#lanes.delete(lane.output);
    }
  }

  #laneOf(output: string): DeliveryLane {
    const known = this.#lanes.get(output);
    if (known !== undefined) return known;
    const sender = senderTo(output, this.#ports);
    const lane = new DeliveryLane(output, sender, this.#recorder, this.#ports);
    this.#lanes.set(output, lane);
    return lane;
  }

  async #idle(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.idle()));
  }

  #report(): DeliveryRun {
    const counted = [...this.#lanes.values()].map((lane) => ({ lane, counts: lane.takeCounts() }));
    const sum = (key: 'delivered' | 'failed' | 'givenUp') =>
      counted.reduce((total, { counts }) => total + counts[key], 0);
    const soundOnes = (what: 'hasAccepted' | 'hasRecovered') =>
      counted.flatMap(({ lane, counts }) =>
        counts[what] && lane.trouble === undefined ? [lane.output] : [],
      );
    return {
      delivered: sum('delivered'),
      failed: sum('failed'),
      givenUp: sum('givenUp'),
      problems: this.#problems(counted),
      accepting: soundOnes('hasAccepted'),
      recovered: soundOnes('hasRecovered'),
    };
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const waking = new AbortController();
  const { signal } = waking;
  const timer = pause(milliseconds, undefined, { signal }).catch(() => undefined);
  try {
    await Promise.race([timer, work]);
  } finally {
    waking.abort();
  }
}
