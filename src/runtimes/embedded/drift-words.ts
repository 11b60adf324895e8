import type { LogTypeDrift, TimeProblemCount, UnknownKey } from '../../domain/drift.ts';

/** More names than this help nobody at once. */
const namesMax = 8;

/** A path as people write it; a key with a dot or a blank in it is quoted. */
export const pathWords = (path: readonly string[]): string =>
  path.map((key) => (/^[^.\s"]+$/.test(key) ? key : JSON.stringify(key))).join('.');

/** What a log type's records carry that its schema lacks, in one sentence for each way in which it was found. */
export function driftSentences({
  logType,
  sampled,
  keys,
  furtherKeys,
  rejected,
}: LogTypeDrift): readonly string[] {
  const sentences: string[] = [];
  if (keys.length > 0) {
    const named = limited(keys.map((key) => keyWords(key, `about ${share(key.count, sampled)}`)));
    sentences.push(
      `${logType} carries ${count(keys.length, 'key')} its schema lacks: ${named} (estimated from ${sampled.toLocaleString('en-US')} records)`,
    );
  }
  if (furtherKeys > 0) sentences.push(`${logType} carries many different keys its schema lacks`);
  if (rejected.length > 0) {
    const named = limited(rejected.map((key) => keyWords(key, count(key.count, 'record'))));
    sentences.push(
      `${logType} would fit but for ${count(rejected.length, 'key')} its schema lacks: ${named}, all in quarantine`,
    );
  }
  return sentences;
}

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;

function keyWords({ path, types }: UnknownKey, howMany: string): string {
  const kinds = types.length === 0 ? '' : `${types.join(' or ')}, `;
  return `${pathWords(path)} (${kinds}${howMany})`;
}

const limited = (texts: readonly string[]): string =>
  texts.length <= namesMax
    ? texts.join(', ')
    : `${texts.slice(0, namesMax).join(', ')} and ${texts.length - namesMax} more`;

function share(part: number, whole: number): string {
  const percent = (part * 100) / Math.max(1, whole);
  if (percent >= 99.5) return '100 %';
  return percent < 1 ? 'less than 1 %' : `${Math.round(percent)} %`;
}

const problemWords: Readonly<Record<TimeProblemCount['problem'], string>> = {
  absent: 'have no time',
  unreadable: 'have a time that does not read',
  absurd: 'have a time at which nothing can have happened',
};

export function timeSentence({ logType, problem, count: records }: TimeProblemCount): string {
  const many = count(records, 'record');
  return `${many} of ${logType} ${problemWords[problem]}: the time of arrival counts`;
}

/** Where to see all of it: in files that have such records, or among the records in quarantine, which are kept. */
export const driftHint = (
  logType: string,
  where: { readonly files: string } | 'quarantine' = { files: 'FILE' },
): string =>
  `npx streamalert schema diff ${logType}${where === 'quarantine' ? '' : ` ${where.files}`}`;
