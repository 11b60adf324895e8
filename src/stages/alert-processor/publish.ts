import type { Alert } from '../../domain/alert.ts';
import { defaultPublisher } from '../../domain/default-publication.ts';
import { reasonOf } from '../../domain/errors.ts';
import { isJsonObject } from '../../domain/json.ts';
import { normalizationKey } from '../../domain/log-type.ts';
import { type Lookups, noLookups } from '../../domain/lookups.ts';
import type { AnyPublisher, Publication } from '../../domain/publication.ts';
import type { Output } from '../../outputs/output.ts';

export type Published =
  | { readonly outcome: 'published'; readonly publication: Publication }
  | { readonly outcome: 'failed'; readonly reason: string };

/** The alert as publishers and outputs get it: the record without normalised values. */
export function publishedAlert(alert: Alert): Alert {
  const entries = Object.entries(alert.record).filter(([key]) => key !== normalizationKey);
  return { ...alert, record: Object.fromEntries(entries) };
}

/**
 * What one output gets: the result of the alert's publishers, one after the other, or the output's default when the
 * alert names none that exists. The first publisher starts from `{}`. A publisher that throws, or takes too long, fails
 * this output only.
 */
export async function publicationFor(
  alert: Alert,
  output: string,
  { service, defaultPublication }: Pick<Output, 'service' | 'defaultPublication'>,
  known: readonly AnyPublisher[],
  lookups: Lookups = noLookups,
): Promise<Published> {
  const usable = usablePublishers(alert, output, service, known);
  if (usable.length === 0) {
    return { outcome: 'published', publication: defaultPublication(alert) };
  }
  let publication: Publication = {};
  for (const publisher of usable) {
    try {
      // Copies all the way: what a publisher changes, no other publisher and no other output sees.
      const result = await inTime(
        publisher.publish(structuredClone(alert), structuredClone(publication), lookups),
      );
      if (!isPlainMap(result)) {
        return failed(publisher, `gave ${shown(result)} instead of a publication`);
      }
      publication = structuredClone(result);
    } catch (error) {
      return failed(publisher, `threw ${reasonOf(error)}`);
    }
  }
  return { outcome: 'published', publication };
}

/** Looking something up takes a moment; one publisher must not hold an output up for good. */
const publisherSecondsMax = 30;

async function inTime(given: Publication | Promise<Publication>): Promise<Publication> {
  if (!(given instanceof Promise)) return given;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`it came to no end in ${publisherSecondsMax} s`);
    timer = setTimeout(() => reject(error), publisherSecondsMax * 1000);
  });
  try {
    return await Promise.race([given, late]);
  } finally {
    clearTimeout(timer);
  }
}

const failed = ({ name }: AnyPublisher, what: string): Published => ({
  outcome: 'failed',
  reason: `publisher ${name} ${what}`,
});

/** Names of the publishers that shape what an output gets, in order; none: it gets its default. */
export const publishersFor = (
  alert: Alert,
  output: string,
  service: string,
  known: readonly AnyPublisher[],
): readonly string[] => usablePublishers(alert, output, service, known).map(({ name }) => name);

const usablePublishers = (
  { publishers }: { readonly publishers: StoredPublishers },
  output: string,
  service: string,
  known: readonly AnyPublisher[],
): readonly AnyPublisher[] =>
  namesFor(publishers, output, service).flatMap((name) => publisherOf(name, known));

/** Alerts that earlier releases stored may have one name or a list for all outputs, or names of a service. */
type StoredPublishers = Names | Readonly<Record<string, Names>> | null;
type Names = string | readonly string[];

/** Those of the service, then those of the full output. */
function namesFor(
  publishers: StoredPublishers,
  output: string,
  service: string,
): readonly string[] {
  if (publishers === null) return [];
  if (typeof publishers === 'string' || isList(publishers)) return [publishers].flat();
  return [service, output].flatMap((key) =>
    Object.hasOwn(publishers, key) ? (publishers[key] ?? []) : [],
  );
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** A name that is not known is passed over. The default publisher is always there. */
function publisherOf(name: string, known: readonly AnyPublisher[]): readonly AnyPublisher[] {
  const found = known.find((publisher) => publisher.name === name);
  if (found !== undefined) return [found];
  return name === defaultPublisher.name ? [defaultPublisher] : [];
}

function isPlainMap(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object of a class' : String(value);
}
