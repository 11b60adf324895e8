import { isJsonObject, type JsonValue } from '../../domain/json.ts';
import type { Field, LogType } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { Rule } from '../../domain/rule.ts';

/** How much of a log type the events of a project show. */
export interface LogTypeCoverage {
  readonly logType: string;
  readonly events: number;
  /** Declared fields, also inside of others. */
  readonly fields: number;
  /** Of these, the ones that hold nothing in every event. */
  readonly empty: readonly string[];
}

/** Gathers which fields of log types hold something in some event. */
export class LogTypeFields {
  readonly #seen = new Map<string, { logType: LogType; events: number; filled: Set<string> }>();
  /** Log types that rules name: of the others nobody asks for events. */
  readonly #named: ReadonlySet<string>;

  constructor(rules: readonly Rule[]) {
    this.#named = new Set(rules.flatMap(({ logs = [] }) => logs));
  }

  see(logType: LogType, records: readonly LogRecord[]): void {
    if (!this.#named.has(logType.name)) return;
    const seen = this.#seen.get(logType.name) ?? { logType, events: 0, filled: new Set() };
    this.#seen.set(logType.name, seen);
    seen.events++;
    for (const record of records) noteFilled(record, logType.fields, '', seen.filled);
  }

  /** Log types with empty fields, those with the largest share of them first. */
  coverage(): readonly LogTypeCoverage[] {
    const all = [...this.#seen.values()].map(({ logType, events, filled }): LogTypeCoverage => {
      const paths = pathsOf(logType.fields, '');
      const empty = paths.filter((path) => !filled.has(path));
      return { logType: logType.name, events, fields: paths.length, empty };
    });
    const share = ({ fields, empty }: LogTypeCoverage) => empty.length / Math.max(fields, 1);
    return all.filter(({ empty }) => empty.length > 0).sort((a, b) => share(b) - share(a));
  }
}

function noteFilled(
  record: JsonValue | undefined,
  fields: readonly Field[],
  path: string,
  filled: Set<string>,
): void {
  if (!isJsonObject(record)) return;
  for (const { name, type } of fields) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (isEmpty(value)) continue;
    filled.add(`${path}${name}`);
    if (type.kind === 'map') noteFilled(value, type.fields, `${path}${name}.`, filled);
  }
}

/** What a field holds when a schema fills it in, or nobody does. */
const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const pathsOf = (fields: readonly Field[], path: string): readonly string[] =>
  fields.flatMap(({ name, type }) => [
    `${path}${name}`,
    ...(type.kind === 'map' ? pathsOf(type.fields, `${path}${name}.`) : []),
  ]);
