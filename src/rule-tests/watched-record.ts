import { nearestName } from '../domain/nearest-name.ts';
import type { LogRecord } from '../domain/record.ts';
import { showValue } from './show-value.ts';

/** A record that remembers what was read of it. */
export interface WatchedRecord {
  readonly record: LogRecord;
  /** Fields read, the innermost of each path, in order, with what they held; no more than `max` of them. */
  reads(max?: number): readonly string[];
  /** The same as data: path → what it held. */
  readings(): ReadonlyMap<string, unknown>;
  /** Reads that can only be mistakes. */
  mistakes(): readonly string[];
}

/** Asked for by `JSON.stringify` and `await`, not by the rule. */
const askedByLanguage: ReadonlySet<string> = new Set(['toJSON', 'then']);

/** More of them are not read by anybody. */
const readsMax = 12;

/** Wraps a record for one run of a rule's code, which sees no difference. */
export function watchRecord(record: LogRecord): WatchedRecord {
  const reads = new Map<string, unknown>();
  const mistakes = new Set<string>();
  const wrapped = new WeakMap<object, object>();

  const wrap = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = wrapped.get(value);
    if (known) return known;
    // A copy, as a proxy of something frozen may not give back other proxies.
    const copy = Array.isArray(value) ? [...value] : Object.fromEntries(Object.entries(value));
    const proxy = new Proxy(copy, {
      get(target, key, receiver) {
        const found: unknown = Reflect.get(target, key, receiver);
        if (typeof key === 'symbol' || typeof found === 'function') return found;
        if (found === undefined && askedByLanguage.has(key)) return found;
        const at = pathOf(path, key, Array.isArray(target));
        if (Array.isArray(target)) {
          if (key === 'length') return found;
          noteListRead(key, path, at);
        } else if (!Object.hasOwn(target, key)) {
          noteMissing(target, key, path, at);
        }
        reads.set(at, found);
        return wrap(found, at);
      },
      set: refuse,
      defineProperty: refuse,
      deleteProperty: refuse,
    });
    wrapped.set(value, proxy);
    return proxy;
  };

  const noteListRead = (key: string, path: string, at: string) => {
    if (/^\d+$/.test(key)) return;
    mistakes.add(`${path} is a list here; the rule reads ${at}, which is nothing`);
  };
  const noteMissing = (target: object, key: string, path: string, at: string) => {
    const nearest = nearestName(key, Object.keys(target));
    if (nearest === undefined) return;
    mistakes.add(`there is no ${at}. Did you mean "${nearest}"${path ? ` of ${path}` : ''}?`);
  };

  return {
    // The proxy stands for a record whatever its static type.
    record: wrap(record, '') as LogRecord,
    reads: (max = readsMax) => shownReads(innermost(reads), max),
    readings: () => innermost(reads),
    mistakes: () => [...mistakes],
  };
}

const refuse = () => false;

function pathOf(path: string, key: string, isList: boolean): string {
  if (isList && /^\d+$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** A read of `outcome` only led to `outcome.result` when that was read as well. */
function innermost(reads: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const outer = new Set([...reads.keys()].flatMap(pathsAbove));
  return new Map([...reads].filter(([path]) => !outer.has(path)));
}

/** `a.b[0].c` → `a`, `a.b`, `a.b[0]` */
function pathsAbove(path: string): readonly string[] {
  const ends = [...path.matchAll(/[.[]/g)].map(({ index }) => index);
  return ends.map((end) => path.slice(0, end));
}

function shownReads(reads: ReadonlyMap<string, unknown>, max: number): readonly string[] {
  const shown = [...reads].slice(0, max).map(([path, value]) => `${path} = ${showValue(value)}`);
  return reads.size > max ? [...shown, `${reads.size - max} more`] : shown;
}
