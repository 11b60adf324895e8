import { at } from 'streamalert';
import { listAt } from './reading.ts';

/** What threat intelligence says about one value of a record. */
export interface Hit {
  /** `ip`, `domain`, `url`, `md5`, `sha1`, `sha256`. */
  readonly type: string;
  readonly value: string;
}

/** The values of a record that threat intelligence knows, of one kind: `hitsOf(record, 'ip')`. */
export const hitsOf = (record: unknown, type: string): readonly string[] =>
  listAt(record, 'streamalert:ioc', type).filter((value) => typeof value === 'string');

/** All values of a record that threat intelligence knows. */
export function allHits(record: unknown): readonly Hit[] {
  const byType = at(record, 'streamalert:ioc');
  if (typeof byType !== 'object' || byType === null) return [];
  return Object.keys(byType).flatMap((type) =>
    hitsOf(record, type).map((value) => ({ type, value })),
  );
}
