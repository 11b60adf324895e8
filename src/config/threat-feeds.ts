import type { z } from 'zod';
import { indicatorTypes } from '../domain/indicator.ts';
import type { FeedFormat } from '../feeds/feed.ts';
import { feedFormatNamed, feedFormats } from '../feeds/index.ts';
import type { Checked } from './check.ts';
import type { ThreatFeed } from './config.ts';
import { type Cursor, child, entriesOf, keyProblem, problem } from './cursor.ts';
import { flag, integer, listOf, oneOf, section, text } from './definition.ts';

const refreshMinutesDefault = 60;

/** One of `feeds` of `threat_intel.json`: an addition of ours, which the original does not read. */
export const feedDefinition = section(
  {
    enabled: flag('Whether it is fetched').default(true),
    format: oneOf(
      feedFormats.map(({ name }) => name),
      'How its entries are written',
      { level: 'load', needed: 'load' },
    ),
    url: text('Where it is; the usual place of its format when absent', { level: 'load' }),
    refresh_minutes: integer('How often it is fetched', [5, 43_200], {
      unit: 'minutes',
      level: 'load',
    }).default(refreshMinutesDefault),
    types: listOf(
      oneOf(indicatorTypes, 'A type of indicator', { level: 'load' }),
      'Types of indicators that are taken; all when absent',
    ),
    expires_days: integer('How long an entry counts that does not say so itself', [1, 3650], {
      unit: 'days',
      level: 'load',
    }),
    credential: text(
      'Its credential is read from STREAMALERT_FEED_<credential>; the name of the feed when absent',
    ),
    sources: listOf(
      text('Part of a name'),
      'Only entries of sources with one of these in their name',
    ),
    excluded_sub_types: listOf(text('A sub type'), 'Sub types that are left out'),
    collections: listOf(text('An id or title'), 'Collections of a TAXII server; all when absent'),
  },
  'A feed of indicators',
);

type CheckedFeed = Checked<z.output<typeof feedDefinition>>;

/** Feeds that are switched on and sound; what is wrong with the others is reported. */
export function readFeeds(
  cursor: Cursor | undefined,
  checked: Readonly<Record<string, CheckedFeed | undefined>>,
): readonly ThreatFeed[] {
  return entriesOf(cursor).flatMap(([name, place]) => {
    const given = Object.hasOwn(checked, name) ? checked[name] : undefined;
    const format = given?.format === undefined ? undefined : feedFormatNamed(given.format);
    if (given === undefined || format === undefined) return [];
    checkName(name, place);
    checkKnown(place, format);
    const url = urlOf(place, given, format);
    if (url === undefined || given.enabled === false) return [];
    return [
      {
        name,
        format: format.name,
        url,
        refreshMinutes: given.refresh_minutes ?? refreshMinutesDefault,
        expiresDays: given.expires_days,
        credential: given.credential ?? name,
        types: given.types ?? [],
        sources: given.sources,
        excludedSubTypes: given.excluded_sub_types ?? [],
        collections: given.collections ?? [],
        keys: undefined,
      },
    ];
  });
}

/** The name stands on command lines and in a variable of the environment. */
function checkName(name: string, place: Cursor): void {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) return;
  keyProblem(place, 'load', 'a feed is named with letters, digits, ".", "_" and "-"');
}

const settingsOfFormats = [
  ['sources', 'sources'],
  ['excluded_sub_types', 'excludedSubTypes'],
  ['collections', 'collections'],
] as const;

function checkKnown(place: Cursor, { name, knows }: FeedFormat): void {
  for (const [key, setting] of settingsOfFormats) {
    const given = child(place, key);
    if (given === undefined || knows.includes(setting)) continue;
    keyProblem(given, 'warning', `has no effect on feeds of the format "${name}"`);
  }
}

function urlOf(place: Cursor, given: CheckedFeed, format: FeedFormat): string | undefined {
  const written = given.url ?? format.usualUrl;
  if (written === undefined) {
    keyProblem(
      place,
      'load',
      `"url" is missing; feeds of the format "${format.name}" have no usual place`,
    );
    return undefined;
  }
  const url = URL.parse(written);
  const at = child(place, 'url') ?? place;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problem(at, 'load', 'expected an address that begins with https://');
    return undefined;
  }
  if (url.username !== '' || url.password !== '' || /key|token|secret|password/i.test(url.search)) {
    const where = 'STREAMALERT_FEED_<name>';
    problem(at, 'warning', `has a credential in it, which others may log; put it into ${where}`);
  }
  return written;
}
