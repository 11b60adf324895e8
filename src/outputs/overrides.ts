import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import type { Publication } from '../domain/publication.ts';
import type { Failure } from './output.ts';

/** What publishers set for one output as `@<service>.<field>`. A field that is `null` is not set. */
export interface Overrides {
  value(field: string): JsonValue | undefined;
  /** Anything but a text makes the publication unusable. */
  text(field: string): string | undefined;
  /** Anything but `true` or `false` makes the publication unusable. */
  flag(field: string): boolean | undefined;
  /** Anything but a map makes the publication unusable. */
  map(field: string): JsonObject | undefined;
  /** What is no list counts as an empty one. */
  list(field: string): readonly JsonValue[];
  /** Why the publication is unusable, once everything has been asked for. */
  refusal(): Failure | undefined;
}

/** Of several services the first that has the field is taken. */
export function overridesOf(publication: Publication, ...services: readonly string[]): Overrides {
  const refused: string[] = [];
  const keyOf = (field: string): string | undefined =>
    services
      .map((service) => `@${service}.${field}`)
      .find((key) => Object.hasOwn(publication, key) && publication[key] !== null);
  const value = (field: string): JsonValue | undefined => {
    const key = keyOf(field);
    return key === undefined ? undefined : publication[key];
  };
  const refuse = (field: string, expected: string): undefined => {
    refused.push(`${keyOf(field)} to something that is no ${expected}`);
    return undefined;
  };
  return {
    value,
    text(field) {
      const given = value(field);
      return given === undefined || typeof given === 'string' ? given : refuse(field, 'text');
    },
    flag(field) {
      const given = value(field);
      if (given === undefined || typeof given === 'boolean') return given;
      return refuse(field, 'true or false');
    },
    map(field) {
      const given = value(field);
      return given === undefined || isJsonObject(given) ? given : refuse(field, 'map');
    },
    list(field) {
      const given = value(field);
      return Array.isArray(given) ? given : [];
    },
    refusal() {
      return refused.length === 0 ? undefined : unusable(`a publisher set ${refused.join(', ')}`);
    },
  };
}

/** The alert waits until the publisher or the rule is mended, and the output is not taken for broken. */
export const unusable = (reason: string): Failure => ({
  outcome: 'failed',
  reason,
  retryable: true,
  isAboutAlert: true,
});
