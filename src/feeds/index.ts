import { cisaKev } from './cisa-kev/feed.ts';
import type { FeedFormat } from './feed.ts';
import { feodo } from './feodo/feed.ts';
import { list } from './list/feed.ts';
import { misp } from './misp/feed.ts';
import { stix } from './stix/feed.ts';
import { taxii } from './taxii/feed.ts';
import { threatfox } from './threatfox/feed.ts';
import { threatstream } from './threatstream/feed.ts';
import { urlhaus } from './urlhaus/feed.ts';

/** Every way in which indicators are published. In this order a file is tried: what is most particular first. */
export const feedFormats: readonly FeedFormat[] = [
  cisaKev,
  misp,
  stix,
  taxii,
  threatstream,
  threatfox,
  urlhaus,
  feodo,
  list,
];

export const feedFormatNamed = (name: string): FeedFormat | undefined =>
  feedFormats.find((format) => format.name === name);

const beginningCharacters = 20_000;

/** The format that a text is probably in; lines of values when it is in none of the others. */
export const recognisedFormat = (text: string): FeedFormat =>
  feedFormats.find((format) => format.recognises(text.slice(0, beginningCharacters))) ?? list;
