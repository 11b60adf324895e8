import { stringifyJson } from '../../domain/exact-json.ts';
import { cell, fitted } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { SchemaReport } from '../../stages/classifier/classifier.ts';
import type { Paint } from '../paint.ts';
import { many, refusalWords } from '../quarantine/words.ts';
import type { Finding, FindingGroup, Place } from './classified-groups.ts';
import type { ClassifyOutcome, SeenPayload } from './classify-files.ts';
import type { PayloadExplanation } from './explain-payload.ts';

export interface Layout {
  readonly paint: Paint;
  readonly width: number;
}

const counted = (count: number): string => count.toLocaleString('en-US');

const placeText = ({ path, position }: Place): string =>
  cell(`${path === '-' ? 'standard input' : path}:${position}`);

/** Kinds of records with how many there are of each. */
export function groupLines(
  { files, records, groups, furtherKinds, problems }: ClassifyOutcome,
  { paint, width }: Layout,
): string[] {
  const { classified, refused, filtered } = records;
  const total = classified + refused + filtered;
  const balance = `classified ${counted(classified)} + not classified ${counted(refused)} + filtered ${counted(filtered)}`;
  const countWidth = Math.max(0, ...groups.map(({ count }) => counted(count).length));
  return [
    `  ${paint(`${many(files, 'file')}, ${many(total, 'record')}`, 'bold')} = ${balance}`,
    '',
    ...groups.flatMap((group) => [
      fitted(
        `  ${counted(group.count).padStart(countWidth)} ×  ${findingWords(group.finding)}`,
        width,
      ),
      paint(`  ${' '.repeat(countWidth)}    ${whereWords(group)}`, 'dim'),
    ]),
    ...(furtherKinds > 0 ? [`  ${many(furtherKinds, 'record')} of further kinds`] : []),
    ...problems.map(({ path, reason, hint }) => `  ! ${cell(path)}: ${reason}. ${hint}`),
  ];
}

function whereWords({ finding, example }: FindingGroup): string {
  const near =
    finding.kind === 'refused' && finding.nearest !== null
      ? `nearest ${cell(finding.nearest.logType)} · `
      : '';
  return `${near}${placeText(example)}`;
}

export function findingWords(finding: Finding): string {
  if (finding.kind === 'classified') return cell(finding.logType);
  if (finding.kind === 'filtered') return cell(`${finding.logType}, a comment of the format`);
  return refusalWords(finding);
}

/** One line for one payload. */
export const payloadLine = ({ findings, ...place }: SeenPayload, { width }: Layout): string => {
  const words = findings.map((finding) =>
    finding.kind === 'classified' && finding.records > 1
      ? `${findingWords(finding)} (${many(finding.records, 'record')})`
      : findingWords(finding),
  );
  return fitted(`  ${placeText(place)}  ${words.join(' · ')}`, width);
};

/** How many of the schemas that do not fit are told in full. */
const nearestMax = 3;

/** Why a payload is what it is. */
export function explanationLines(
  explanation: PayloadExplanation,
  place: Place,
  alike: number | undefined,
  { paint }: Layout,
): string[] {
  const { findings, fitting, isUnwrapped, record, schemas } = explanation;
  const like = alike === undefined || alike <= 1 ? '' : `   one of ${many(alike, 'record')}`;
  const [winner, ...others] = fitting;
  const head = winner ?? 'fits no schema';
  return [
    `  ${paint(`${placeText(place)}  ${cell(head)}`, 'bold')}${like}`,
    ...findings.filter(({ kind }) => kind !== 'classified').map((f) => `    ${findingWords(f)}`),
    ...(isUnwrapped ? ['    found inside what an export puts around events'] : []),
    ...(others.length > 0 && winner !== undefined ? ambiguityLines(winner, others, paint) : []),
    ...(record === undefined ? [] : recordLines(record)),
    ...schemaLines(schemas, paint),
    '',
  ];
}

const ambiguityLines = (winner: string, others: readonly string[], paint: Paint): string[] => [
  `    ${paint('ambiguous', 'yellow')}: ${cell(winner)} (tried first, wins) and ${cell(others.join(', '))} also fit`,
  '      tell them apart: configuration.log_patterns for what only one of them has,',
  '      or configuration.priority (0 is tried first)',
];

function recordLines({
  eventTime,
  timeField,
  normalized,
}: NonNullable<PayloadExplanation['record']>): string[] {
  const field = timeField === undefined ? 'by the usual names' : `in "${timeField}"`;
  const time =
    eventTime === undefined
      ? `not found ${field}: the time of arrival is taken`
      : `${eventTime}, found ${field}`;
  return [
    `    event time   ${cell(time)}`,
    ...normalized.map(({ type, function: purpose, values }) => {
      const shown = values.map((value) => stringifyJson(value)).join(', ');
      const what = purpose === null ? '' : ` (${purpose})`;
      return `    normalised   ${fitted(cell(`${type}${what}: ${shown}`), valueWidth)}`;
    }),
  ];
}

const valueWidth = 100;

function schemaLines(schemas: readonly SchemaReport[], paint: Paint): string[] {
  const missed = schemas.filter(({ fits }) => !fits);
  // Who asks for a few schemas wants to hear of them, however far away they are.
  const near = missed.filter(({ nearness = 0 }) => nearness > 0);
  const shown = (missed.length <= nearestMax ? missed : near).slice(0, nearestMax);
  const more = missed.length - shown.length;
  return [
    ...shown.flatMap((report) => missLines(report, paint)),
    ...(more > 0 ? [paint(`    ${furtherWords(more, shown.length)}`, 'dim')] : []),
  ];
}

const furtherWords = (more: number, shown: number): string =>
  shown === 0 ? `none of ${more} other schemas is near` : `and ${more} others are further away`;

/** More than this of one kind is for --json. */
const namesMax = 12;

function missLines({ logType, nearMiss, nearness = 0 }: SchemaReport, paint: Paint): string[] {
  const percent = `${Math.round(nearness * 100)} %`.padStart(5);
  const list = (name: string, texts: readonly string[]) => {
    const shown = texts.slice(0, namesMax).map((text) => `      ${name.padEnd(8)} ${cell(text)}`);
    const more = texts.length - shown.length;
    return more > 0 ? [...shown, `      ${name.padEnd(8)} and ${more} more`] : shown;
  };
  return [
    `    not ${cell(logType)} ${paint(`${percent} alike`, 'dim')}`,
    ...list('missing', nearMiss?.missingKeys ?? []),
    ...list('unknown', nearMiss?.unknownKeys ?? []),
    ...list('type', nearMiss?.wrongTypes ?? []),
    ...list('also', nearMiss?.other ?? []),
  ];
}
