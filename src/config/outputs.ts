import { z } from 'zod';
import type { OutputDestination } from './config.ts';
import {
  type Cursor,
  entriesOf,
  itemsOf,
  keyProblem,
  problem,
  textOf,
  unknownName,
} from './cursor.ts';
import { listOf, mapOf, text } from './definition.ts';

/** What loading needs to know of an output; `Output` of the outputs' room fits. */
export interface OutputServiceDescription {
  readonly service: string;
  readonly shape: 'list' | 'map';
  readonly summary?: string;
}

/** Services of the original: a file that names one is not misspelt, even where none is built in yet. */
const servicesOfOriginal: readonly OutputServiceDescription[] = [
  ...['aws-firehose', 'aws-lambda', 'aws-s3', 'aws-sns', 'aws-sqs'].map(
    (service) => ({ service, shape: 'map' }) as const,
  ),
  ...[
    'aws-cloudwatch-log',
    'aws-lambda-v2',
    'aws-ses',
    'carbonblack',
    'demisto',
    'github',
    'jira',
    'jira-v2',
    'komand',
    'pagerduty',
    'pagerduty-v2',
    'pagerduty-incident',
    'phantom',
    'slack',
    'teams',
    'victorops',
  ].map((service) => ({ service, shape: 'list' }) as const),
];

function known(
  services: readonly OutputServiceDescription[],
): ReadonlyMap<string, OutputServiceDescription> {
  return new Map([...servicesOfOriginal, ...services].map((each) => [each.service, each]));
}

/** `outputs.json`, for editors. */
export function outputsDefinition(services: readonly OutputServiceDescription[]): z.ZodType {
  const entries = [...known(services).values()].map(({ service, shape, summary = service }) => [
    service,
    shape === 'map'
      ? mapOf(text('The resource'), `${summary}: descriptor → resource`)
      : listOf(
          text('A descriptor'),
          `${summary}: descriptors, whose credentials are kept elsewhere`,
        ),
  ]);
  return z
    .looseObject(Object.fromEntries(entries))
    .partial()
    .describe(
      'Where alerts can be sent: service → destinations. Rules name them service:descriptor',
    );
}

/**
 * `outputs.json` (configuration.md 6). Its values are never repeated in messages: somebody may have written a
 * webhook address there.
 */
export function readOutputs(
  cursor: Cursor | undefined,
  services: readonly OutputServiceDescription[],
  prefix = '',
): readonly OutputDestination[] {
  const own = cursor ? readOwn(cursor, services) : [];
  const archive = {
    service: 'aws-firehose',
    descriptor: 'alerts',
    // Without the prefix, which stands in another file, there is no name.
    resource: prefix === '' ? null : `${prefix}_streamalert_alert_delivery`,
  };
  return [...own.filter((each) => !isAlertArchive(each)), archive];
}

/** The archive of alerts exists in every deployment, every alert goes there, and nobody can redefine it. */
export const isAlertArchive = ({
  service,
  descriptor,
}: Pick<OutputDestination, 'service' | 'descriptor'>): boolean =>
  service === 'aws-firehose' && descriptor === 'alerts';

function readOwn(
  cursor: Cursor,
  services: readonly OutputServiceDescription[],
): readonly OutputDestination[] {
  if (cursor.node.kind !== 'map') {
    problem(cursor, 'load', 'expected a map from service to destinations');
  }
  const all = known(services);
  return entriesOf(cursor).flatMap(([service, value]) => {
    if (service === '$schema' || value.node.kind === 'null') return [];
    const description = all.get(service);
    if (description === undefined) {
      unknownName(value, 'warning', 'output service known here', service, [...all.keys()]);
    }
    const destinations = readService(service, description?.shape, value);
    for (const { descriptor, place } of destinations) {
      checkDescriptor(descriptor, place);
    }
    return destinations.map(({ descriptor, resource }) => ({ service, descriptor, resource }));
  });
}

interface Placed {
  readonly descriptor: string;
  readonly resource: string | null;
  readonly place: Cursor;
}

function readService(
  service: string,
  shape: 'list' | 'map' | undefined,
  value: Cursor,
): readonly Placed[] {
  if (value.node.kind === 'list') {
    if (shape === 'map') {
      problem(value, 'load', 'a list has no resources; write a map { "descriptor": "resource" }');
    }
    return fromList(value);
  }
  if (value.node.kind === 'map') {
    if (shape === 'list' && service !== 'aws-cloudwatch-log') {
      const keys = 'its keys are taken as the descriptors, and credentials do not belong here';
      problem(value, 'warning', `expected a list of descriptors; ${keys}`);
    }
    return fromMap(service, shape, value);
  }
  const expected = shape === 'map' ? 'a map { "descriptor": "resource" }' : 'a list of descriptors';
  problem(value, 'load', `expected ${expected}`);
  return [];
}

function fromList(value: Cursor): readonly Placed[] {
  const seen = new Set<string>();
  return itemsOf(value).flatMap((place) => {
    const descriptor = textOf(place);
    if (descriptor === undefined) {
      problem(place, 'load', 'expected the name of a destination, as text');
      return [];
    }
    if (seen.has(descriptor)) {
      problem(place, 'warning', 'stands twice in this list');
      return [];
    }
    seen.add(descriptor);
    return [{ descriptor, resource: null, place }];
  });
}

function fromMap(
  service: string,
  shape: 'list' | 'map' | undefined,
  value: Cursor,
): readonly Placed[] {
  return entriesOf(value).flatMap(([descriptor, place]) => {
    if (place.node.kind === 'null') return [];
    const resource = textOf(place);
    if (shape === 'map' && (resource === undefined || resource === '')) {
      problem(place, 'load', 'expected the name of the resource, as text');
      return [];
    }
    if (service === 'aws-lambda' && /^arn:[^:]*:lambda:/.test(resource ?? '')) {
      problem(
        place,
        'migration',
        'an ARN; write the name of the function, with :qualifier if needed',
      );
    }
    if (isAlertArchive({ service, descriptor })) {
      keyProblem(place, 'warning', 'is reserved for the archive of alerts, which is used instead');
    }
    return [{ descriptor, resource: shape === 'list' ? null : (resource ?? null), place }];
  });
}

function checkDescriptor(descriptor: string, place: Cursor): void {
  if (!/[\s:]/.test(descriptor) && descriptor !== '') return;
  const better = descriptor.trim().replaceAll(/[\s:]+/g, '-');
  // An address instead of a name is likely a credential: nothing of it is shown.
  const suggestion = better === '' || descriptor.includes('://') ? undefined : better;
  keyProblem(
    place,
    'warning',
    'a descriptor without blanks and colons can be named by rules',
    suggestion,
  );
}
