import type { JsonObject } from '../domain/json.ts';
import type { Parser } from '../parsers/parser.ts';
import type { Kind } from './kinds.ts';
import type { Layout } from './layout.ts';
import type { TextFormat } from './text-format.ts';

/** One payload of a sample file. */
export interface Sample {
  readonly payload: string | Uint8Array;
  /** The first of its file, which may name columns. */
  readonly isFirst: boolean;
}

export interface InferOptions {
  /** `<category>` or `<category>:<subtype>`. */
  readonly name: string;
  readonly jsonPath?: string | undefined;
  readonly parser?: string | undefined;
  /** Several kinds of records become several schemas, or one with many optional fields. */
  readonly kinds: 'split' | 'together';
  readonly parsers: readonly Parser[];
  /** For times without a year, and to tell sane times. */
  readonly now: number;
}

/** Something that was decided for the operator, who may decide otherwise. */
export interface Decision {
  /** `parser`, `records`, `time_field` … */
  readonly about: string;
  readonly text: string;
}

/** Records as they were found in the samples, with how. */
export interface FoundRecords {
  readonly parser: string;
  readonly kinds: readonly Kind<JsonObject>[];
  /** Documents around the records, where these say something about them. */
  readonly envelopes: readonly JsonObject[];
  readonly layout?: Layout;
  readonly format?: TextFormat;
  readonly decisions: readonly Decision[];
  /** Samples that are no records, such as lines that name columns. */
  readonly headers: ReadonlySet<number>;
}
