import { Buffer } from 'node:buffer';
import type { Batch, QuarantinedRecord, QuarantineReason } from '../../../domain/batch.ts';
import { stringifyJson } from '../../../domain/exact-json.ts';
import { quarantineKind } from '../../../domain/quarantine-kind.ts';
import type { Classification, InvalidRecord } from '../../../stages/classifier/classifier.ts';

type Unclassified = Extract<Classification, { outcome: 'unclassified' }>;

interface Place {
  readonly batch: Pick<Batch, 'origin' | 'receivedAt'>;
  readonly position: string;
  readonly bytes: number;
}

/** Collects what could not be classified, each record by itself or alike ones together. */
export interface QuarantineList {
  add(refusal: Unclassified, payload: string | Uint8Array, place: Place): void;
  /** A record that stood beside valid ones of its log type; `payload` holds it alone where there is such a one. */
  addInvalid(invalid: InvalidRecord, place: Place, payload: string | undefined): void;
  records(): readonly QuarantinedRecord[];
}

/** An example in a report is for a person: longer ones are cut. */
const exampleCharactersMax = 4096;

export function quarantineList(mode: 'each' | 'grouped'): QuarantineList {
  const each: QuarantinedRecord[] = [];
  const groups = new Map<string, QuarantinedRecord>();

  const put = (record: QuarantinedRecord) => {
    if (mode === 'each') {
      each.push(record);
      return;
    }
    const key = quarantineKind(record);
    const group = groups.get(key);
    if (group !== undefined) groups.set(key, { ...group, count: (group.count ?? 1) + 1 });
    else groups.set(key, { ...record, raw: record.raw?.slice(0, exampleCharactersMax), count: 1 });
  };

  return {
    add({ reason, detail, nearest }, payload, { batch, position, bytes }) {
      const { origin, receivedAt } = batch;
      const kept =
        typeof payload === 'string'
          ? { raw: payload }
          : { raw: Buffer.from(payload).toString('latin1'), encoding: 'latin1' as const };
      put({ origin, position, reason, detail, nearest, ...kept, bytes, receivedAt });
    },
    addInvalid({ reason: detail, nearest, raw: value }, { batch, position }, payload) {
      const raw = typeof value === 'string' ? value : stringifyJson(value);
      const { origin, receivedAt } = batch;
      const bytes = Buffer.byteLength(raw);
      const reason: QuarantineReason = 'invalid record';
      const alone = payload === undefined || payload === raw ? {} : { payload };
      put({ origin, position, reason, detail, nearest, raw, ...alone, bytes, receivedAt });
    },
    records: () => (mode === 'each' ? each : [...groups.values()]),
  };
}
