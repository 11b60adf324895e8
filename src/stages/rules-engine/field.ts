import { type IpAddress, parseIpAddress } from '../../domain/ip-address.ts';
import type { LogRecord } from '../../domain/record.ts';
import { compileReadField, type ReadField } from './read-field.ts';

/** Counts the records; what a field holds is good for one of them. */
export interface Round {
  number: number;
}

/** One field of the records, read and interpreted once for each however many rules ask about it. */
export class Field {
  value: unknown = undefined;
  readonly #read: ReadField;
  readonly #round: Round;
  #loadedIn = -1;
  #addressIn = -1;
  #address: IpAddress | undefined = undefined;

  constructor(path: readonly string[], round: Round) {
    this.#read = compileReadField(path);
    this.#round = round;
  }

  load(record: LogRecord): this {
    if (this.#loadedIn !== this.#round.number) {
      this.value = this.#read(record);
      this.#loadedIn = this.#round.number;
    }
    return this;
  }

  /** What the value is looked up by, so that equal values have one key. */
  get key(): unknown {
    return scalarKey(this.value);
  }

  get address(): IpAddress | undefined {
    if (this.#addressIn !== this.#round.number) {
      this.#address = typeof this.value === 'string' ? parseIpAddress(this.value) : undefined;
      this.#addressIn = this.#round.number;
    }
    return this.#address;
  }
}

/** An absent field is null, and 1n is 1. */
export function scalarKey(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'bigint' && BigInt.asIntN(54, value) === value) return Number(value);
  return value;
}
