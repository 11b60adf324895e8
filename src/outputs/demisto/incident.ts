import type { Alert } from '../../domain/alert.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import type { Publication } from '../../domain/publication.ts';
import { contentOf } from '../content.ts';
import type { Failure } from '../output.ts';
import { overridesOf } from '../overrides.ts';

/** Names the delivery, so that a repetition finds the incident. */
export const deliveryLabel = 'streamalert_delivery';

export type ComposedIncident =
  | {
      readonly outcome: 'composed';
      readonly name: string;
      readonly labelData: JsonObject;
      incident(labelData: JsonObject): JsonObject;
    }
  | { readonly outcome: 'unusable'; readonly failure: Failure };

export function incidentOf(
  alert: Alert,
  publication: Publication,
  idempotencyKey: string,
): ComposedIncident {
  const set = overridesOf(publication, 'demisto');
  const name = set.text('incident_name') ?? alert.ruleName;
  const fields = {
    type: set.text('incident_type') ?? 'Unclassified',
    name,
    owner: set.text('owner') ?? 'StreamAlert',
    playbook: set.text('playbook') ?? 'Unknown',
    severity: severityOf(set.value('severity')),
    customFields: {},
    details: set.text('details') ?? alert.description,
    createInvestigation: true,
  };
  const labelData = set.map('label_data') ?? contentOf(publication);
  const failure = set.refusal();
  if (failure !== undefined) return { outcome: 'unusable', failure };
  return {
    outcome: 'composed',
    name,
    labelData,
    incident: (data) => ({
      ...fields,
      labels: [...labelsOf(data), { type: deliveryLabel, value: idempotencyKey }],
    }),
  };
}

const severities: Readonly<Record<string, number>> = {
  info: 0.5,
  informational: 0.5,
  low: 1,
  med: 2,
  medium: 2,
  high: 3,
  critical: 4,
};

/** 0 is "unknown", which is also what cannot be read. */
function severityOf(given: JsonValue | undefined): number {
  const word = typeof given === 'string' ? given.toLowerCase() : '';
  return Object.hasOwn(severities, word) ? (severities[word] ?? 0) : 0;
}

/** Each value under its path, such as `record.users[0]`, in the order of the paths. */
const labelsOf = (data: JsonObject): JsonObject[] =>
  flattened(data, '')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, value]) => ({ type, value: typeof value === 'string' ? value : textOf(value) }));

const textOf = (value: JsonValue): string =>
  stringifyJson(value, { strict: true }).replace(/^"(.*)"$/, '$1');

function flattened(value: JsonValue, path: string): readonly (readonly [string, JsonValue])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => flattened(item, `${path}[${index}]`));
  }
  if (!isJsonObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) =>
    flattened(item, path === '' ? key : `${path}.${key}`),
  );
}
