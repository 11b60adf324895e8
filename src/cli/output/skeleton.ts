import type { Output } from '../../outputs/output.ts';
import { exampleOf, propertiesOf } from './properties.ts';

/** One example destination of a service: what to write in the place of each value. */
export const exampleDestination = (output: Output): Readonly<Record<string, string>> =>
  sortedObject([
    ['descriptor', `a short and unique descriptor for this ${output.service} output`],
    ...propertiesOf(output).map((property) => [property.name, exampleOf(property)] as const),
  ]);

/** A file for `output set-from-file`, to be filled in. */
export const skeletonOf = (services: readonly Output[]): string =>
  `${JSON.stringify(
    sortedObject(services.map((output) => [output.service, [exampleDestination(output)]])),
    null,
    2,
  )}\n`;

const sortedObject = <Value>(entries: readonly (readonly [string, Value])[]) =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
