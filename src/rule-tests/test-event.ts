import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { EventFixtures } from './event-fixtures.ts';

/** A file of test events, read as far as it could be. */
export interface EventFile {
  /** Absolute. */
  readonly path: string;
  /** As the operator would type it. */
  readonly shown: string;
  /** Why nothing of the file could be read. */
  readonly problem: string | undefined;
  /** What is worth telling about the file as a whole, such as that its format is an old one. */
  readonly warnings: readonly string[];
  readonly events: readonly ReadEvent[];
}

/** Where an event stands in its file, and what it is for. */
export interface EventPlace {
  /** 1-based. */
  readonly number: number;
  readonly line: number;
  readonly description: string;
}

/** One event, ready to be run, or what keeps it from that. */
export type ReadEvent = EventPlace & {
  readonly warnings: readonly string[];
} & (
    | { readonly outcome: 'ready'; readonly event: TestEvent }
    | { readonly outcome: 'refused'; readonly message: string }
  );

/** An event with everything that older formats say differently brought into one form. */
export interface TestEvent {
  /** The log type it must classify to; undefined in the oldest format, where any will do. */
  readonly log: string | undefined;
  /** Log types that it must not fit, not even when nothing else is tried. */
  readonly notLogs: readonly string[];
  /** Data source it stands for; undefined: the event is tried with all log types. */
  readonly source: EventSource | undefined;
  /** One payload. Objects are JSON text. */
  readonly payload: string;
  /** How a Kinesis record that carries it is packed. */
  readonly compress: Compression;
  readonly expectedRules: readonly string[];
  /** How many alerts the expected rules must raise together; undefined: any number. */
  readonly expectedAlerts: number | undefined;
  readonly classifyOnly: boolean;
  /** Output → checks of what is sent there; empty when there are none or they are skipped. */
  readonly publisherTests: Readonly<Record<string, unknown>>;
  /** What rules find when they look things up. */
  readonly fixtures: EventFixtures;
}

export type Compression = 'none' | 'zlib' | 'gzip';

export interface EventSource {
  readonly service: string;
  readonly resource: string;
  /** Undefined: the first cluster that has the source. */
  readonly cluster: string | undefined;
}

/** An event as the file has it, an object at least. */
export type RawEvent = JsonObject;

/** One element of the list, with its text so that no digit of a long number is lost. */
export interface EventItem {
  readonly value: JsonValue;
  readonly number: number;
  readonly line: number;
  /** The text of `data` as it stands in the file. */
  readonly dataText: string | undefined;
  /** Keys that the event has more than once. */
  readonly repeatedKeys: readonly string[];
}
