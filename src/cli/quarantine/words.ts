import type { NearMiss, QuarantinedRecord } from '../../domain/batch.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';

type Refusal = Pick<QuarantinedRecord, 'reason' | 'detail' | 'nearest'>;

/** More names than this help nobody; `quarantine show` has them all. */
const namesMax = 4;

/** What keeps a record out, safe for a terminal: `unknown key "tlsDetails2"`. */
export function refusalWords({ reason, detail, nearest }: Refusal): string {
  const words = nearest === null ? [] : differences(nearest);
  if (words.length === 0) return cell(`${reason}: ${detail}`);
  const lead = reason === 'no schema fits' ? '' : `${reason}: `;
  return cell(`${lead}${words.join(', ')}`);
}

const differences = ({ missingKeys, unknownKeys, wrongTypes, other }: NearMiss): string[] => [
  ...(missingKeys.length === 0 ? [] : [`missing ${keys(missingKeys)}`]),
  ...(unknownKeys.length === 0 ? [] : [`unknown ${keys(unknownKeys)}`]),
  ...few(wrongTypes),
  ...few(other),
];

const keys = (names: readonly string[]): string =>
  `${names.length === 1 ? 'key' : 'keys'} ${few(names.map((name) => `"${name}"`)).join(' ')}`;

const few = (texts: readonly string[]): string[] =>
  texts.length <= namesMax
    ? [...texts]
    : [...texts.slice(0, namesMax), `and ${texts.length - namesMax} more`];

/** `2026-03-14 11:42:07Z` */
export const timeText = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** `4,206 records`, `1 record` */
export const many = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

const hidden =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Characters that a terminal would act on, or would not show, as `\u001b`; line feeds stay. */
export const visible = (text: string): string =>
  text.replace(hidden, (character) => {
    const code = character.charCodeAt(0);
    return code === 9 ? '\\t' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
