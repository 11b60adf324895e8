import { setTimeout as pause } from 'node:timers/promises';
import type { JsonValue } from '../../domain/json.ts';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';
import { frozenValue } from '../../domain/lookups.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Changed,
  ChangeValue,
  LookupTable,
  SourceContent,
  TableAnswer,
  TableSource,
} from '../../ports/lookup-tables.ts';
import { type DecodedTable, decodeTable, encodeTable, type TableFormat } from './decode-table.ts';
import type { PastVersions } from './past-versions.ts';
import { isSameValue } from './same-value.ts';
import { TableContentError } from './table-content-error.ts';

export interface WholeTableOptions {
  readonly name: string;
  readonly format: TableFormat;
  /** Whether its settings say that it is compressed. */
  readonly isCompressed: boolean;
  readonly refreshMilliseconds: number;
  readonly clock: Clock;
  /** Hears what goes wrong, each time anew. */
  readonly report: (reason: string) => void;
  /** Absent where there is no place to keep what the table held before. */
  readonly past?: PastVersions;
}

/** After a failure a table is read again as soon as this, even if it is trusted for longer. */
const retryMillisecondsMax = 30_000;
const retryMillisecondsMin = 1_000;

const notReadYet = 'it is being read for the first time';

/** How often a change is tried again when somebody else changes the table at the same time. */
const writeAttempts = 20;
const writeAgainMilliseconds = 20;

/**
 * A table that is in memory whole. It is read again on the first access after its time; when that fails, or what is
 * there is no table any more, the last good content goes on answering and it is tried again soon.
 */
export function wholeTable(source: TableSource, options: WholeTableOptions): LookupTable {
  const table = new WholeTable(source, options);
  return {
    driver: source.driver,
    id: source.id,
    get: (key, at) => table.get(key, at),
    getAsync: (key, at) => table.getAsync(key, at),
    refresh: () => table.refresh(),
    change: (key, to) => table.change(key, to),
    close: () => undefined,
  };
}

class WholeTable {
  readonly #source: TableSource;
  readonly #options: WholeTableOptions;
  #content: ReadonlyMap<string, JsonValue> | undefined;
  #fingerprint: string | undefined;
  /** Of the content that was read last, good or not. */
  #mark: string | undefined;
  /** Why what was read last is no table. */
  #refusal: string | undefined;
  #failure: string | undefined;
  #dueAt = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> | undefined;

  constructor(source: TableSource, options: WholeTableOptions) {
    this.#source = source;
    this.#options = options;
  }

  get(key: string, at?: number): TableAnswer {
    if (this.#isDue()) void this.refresh();
    return this.#answer(key, at);
  }

  async getAsync(key: string, at?: number): Promise<TableAnswer> {
    await this.refresh();
    return this.#answer(key, at);
  }

  async refresh(): Promise<void> {
    if (!this.#isDue()) return;
    this.#underWay ??= this.#readAgain().finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  async change(key: string, to: ChangeValue): Promise<Changed> {
    const { format, name } = this.#options;
    if (format.kind !== 'json') {
      throw new StreamAlertError('USAGE', `the table "${name}" is a CSV file`, {
        hint: `Change the file itself (${this.#source.id}); it is read again by itself.`,
      });
    }
    for (let attempt = 1; attempt <= writeAttempts; attempt++) {
      const changed = await this.#tryToChange(key, to);
      if (changed !== undefined) return changed;
      await pause(attempt * writeAgainMilliseconds);
    }
    throw new StreamAlertError('STATE_UNAVAILABLE', `${this.#source.id} is changed all the time`, {
      hint: 'Nothing was written. Try again in a moment.',
    });
  }

  /** Undefined when somebody else was faster. */
  async #tryToChange(key: string, to: ChangeValue): Promise<Changed | undefined> {
    const got = await this.#source.read();
    if (got.outcome === 'unchanged') return undefined;
    const decoded = await this.#decodedForWriting(got.bytes);
    const content = new Map(decoded.content);
    const before = content.get(key);
    const after = to(before);
    if (isSameValue(before, after)) {
      return { before, after, outcome: 'unchanged' };
    }
    content.set(key, after);
    const compress = decoded.wasCompressed || this.#options.isCompressed;
    const bytes = encodeTable(content, { text: decoded.text, compress });
    const outcome = await this.#source.write(bytes, got.mark);
    if (outcome === 'changed') return undefined;
    this.#dueAt = Number.NEGATIVE_INFINITY;
    return { before, after, outcome };
  }

  async #decodedForWriting(bytes: Uint8Array): Promise<DecodedTable> {
    try {
      return await decodeTable(bytes, this.#options.format);
    } catch (error) {
      if (!(error instanceof TableContentError)) throw error;
      const message = `${this.#source.id} ${error.message}`;
      throw new StreamAlertError('INPUT_UNREADABLE', message, {
        cause: error,
        hint: 'Nothing was written. Mend what is there first.',
      });
    }
  }

  #isDue(): boolean {
    return this.#options.clock.now() >= this.#dueAt;
  }

  #answer(key: string, at: number | undefined): TableAnswer {
    const content = at === undefined ? this.#content : this.#contentAt(at);
    if (content === undefined) {
      return { outcome: 'unavailable', reason: this.#failure ?? notReadYet };
    }
    const value = content.get(key);
    return value === undefined
      ? { outcome: 'nothing there' }
      : { outcome: 'found', value: frozenValue(value) };
  }

  /** What it held then, as far as that is known; else what it holds now. */
  #contentAt(at: number): ReadonlyMap<string, JsonValue> | undefined {
    const { past, name } = this.#options;
    const fingerprint = past?.history.fingerprintAt(name, at);
    if (fingerprint === undefined || fingerprint === this.#fingerprint) return this.#content;
    return past?.contentOf(name, fingerprint) ?? this.#content;
  }

  async #readAgain(): Promise<void> {
    const { refreshMilliseconds, clock, report } = this.#options;
    try {
      await this.#take(await this.#source.read(this.#mark));
      this.#failure = undefined;
      this.#dueAt = clock.now() + refreshMilliseconds;
    } catch (error) {
      this.#failure = reasonText(error, this.#source.id);
      this.#dueAt = clock.now() + retryAfter(refreshMilliseconds);
      report(`${this.#failure}; ${this.#meanwhile()}`);
    }
  }

  async #take(got: SourceContent): Promise<void> {
    if (got.outcome === 'unchanged') {
      if (this.#refusal !== undefined) throw new TableContentError(this.#refusal);
      return;
    }
    this.#mark = got.mark;
    try {
      await this.#accept(await decodeTable(got.bytes, this.#options.format));
      this.#refusal = undefined;
    } catch (error) {
      if (!(error instanceof TableContentError)) throw error;
      this.#refusal = error.message;
      // As in the original: a table that was never anything else is empty while it is broken.
      this.#content ??= new Map();
      throw error;
    }
  }

  async #accept({ content, fingerprint, plain, wasCompressed, notices }: DecodedTable) {
    const { name, past, format, isCompressed, report } = this.#options;
    const { id } = this.#source;
    for (const notice of notices) report(`${id} ${notice}`);
    if (isCompressed && !wasCompressed) {
      report(`${id} is not compressed, and its settings say so; it is used as it is`);
    }
    const before = this.#content?.size ?? 0;
    if (before > 0 && content.size === 0)
      report(`${id} is empty now; it had ${before} keys before`);
    this.#content = content;
    this.#fingerprint = fingerprint;
    try {
      const version = { fingerprint, bytes: plain, format: JSON.stringify(format) };
      await past?.history.record(name, version);
    } catch (error) {
      report(`what ${id} held cannot be kept for replays: ${reasonOf(error)}`);
    }
  }

  #meanwhile(): string {
    if (this.#content === undefined) return 'rules that ask it fail until it can be read';
    if (this.#content.size === 0) return 'until then it is empty';
    return 'what was read before goes on answering';
  }
}

const retryAfter = (refreshMilliseconds: number): number =>
  Math.min(Math.max(refreshMilliseconds, retryMillisecondsMin), retryMillisecondsMax);

/** Errors of an adapter name the place themselves. */
function reasonText(error: unknown, id: string): string {
  if (error instanceof TableContentError) return `${id} ${error.message}`;
  return error instanceof StreamAlertError ? error.message : `${id}: ${reasonOf(error)}`;
}
