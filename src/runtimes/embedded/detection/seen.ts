import type { LogType } from '../../../domain/log-type.ts';
import type { LogRecord } from '../../../domain/record.ts';

/** A classified record and where it stood. */
export interface Seen {
  readonly record: LogRecord;
  readonly logType: LogType;
  /** `line` or `line:index`, 1-based. */
  readonly place: string;
  readonly payload: string | Uint8Array;
  /** Of the record among those of its payload, 0-based. */
  readonly index: number;
}
