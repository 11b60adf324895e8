import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { readIndicator } from '../../domain/indicator-form.ts';
import { parseIpAddress, networkText } from '../../domain/ip-address.ts';
import type { IndicatorStore, StoredIndicator } from '../../ports/indicator-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { timeText } from '../quarantine/words.ts';
import { withExistingIndicators } from '../threat-intel/store.ts';

const options = z.object({
  dataDir: dataDirOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

export const threatIntelSearch = defineCommand({
  name: 'threat-intel search',
  summary: 'Say who has reported a value, as what, and until when it counts',
  description: [
    'Takes a value in any form: defanged, in capitals, with a port. An address is found in listed networks as well.',
    '',
    'Exit status: 0 it is listed, 1 it is not, or not any more.',
  ].join('\n'),
  arguments: z.object({ value: z.string().describe('address, domain, URL, hash or CVE') }),
  options,
  examples: [
    { command: "streamalert threat-intel search 'evil[.]example'", explanation: 'a domain' },
    { command: 'streamalert threat-intel search 203.0.113.7 --json', explanation: 'for a program' },
  ],
  run({ value, dataDir, json }, { cwd, terminal }) {
    return withExistingIndicators(cwd, dataDir, (store) => {
      const now = systemClock.now();
      const found = lookUp(store, value);
      const current = found.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
      if (json) {
        terminal.print(
          JSON.stringify(
            found.map((each) => shownAs(each, now)),
            undefined,
            2,
          ),
        );
      } else if (found.length === 0) {
        terminal.print(cell(`  ${formOf(value)} is not listed`));
      } else {
        for (const each of found) terminal.print(lines(each, now));
      }
      return current.length > 0 ? 0 : 1;
    });
  },
});

const foundMax = 1000;

function formOf(text: string): string {
  const read = readIndicator(text);
  return read.outcome === 'indicator' ? read.value : text.trim();
}

/** The value in its normal form and as it is written, and the networks that an address lies in. */
function lookUp(store: IndicatorStore, text: string): readonly StoredIndicator[] {
  const values = new Set([formOf(text), text.trim()]);
  const address = parseIpAddress(formOf(text));
  if (address !== undefined) {
    const bits = typeof address === 'number' ? 32 : 128;
    for (let prefixBits = bits - 1; prefixBits >= 8; prefixBits--) {
      values.add(networkText({ base: address, prefixBits }));
    }
  }
  return [...values].flatMap((value) => store.search({ value }, foundMax));
}

const instant = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

const shownAs = (
  { addedAt, updatedAt, firstSeen, lastSeen, expiresAt, ...indicator }: StoredIndicator,
  now: number,
) => ({
  ...indicator,
  firstSeen: instant(firstSeen),
  lastSeen: instant(lastSeen),
  addedAt: instant(addedAt),
  updatedAt: instant(updatedAt),
  expiresAt: instant(expiresAt),
  expired: expiresAt !== null && expiresAt <= now,
});

function lines(indicator: StoredIndicator, now: number): string {
  const { type, value, subType, source, feed, confidence, note, expiresAt } = indicator;
  const kind = subType === null ? '' : ` · ${subType}`;
  const trust = confidence === null ? '' : ` · confidence ${confidence}`;
  const from = source === feed ? source : `${source} (feed ${feed})`;
  const seen = `seen ${timeText(indicator.firstSeen)} to ${timeText(indicator.lastSeen)}`;
  const isExpired = expiresAt !== null && expiresAt <= now;
  const until =
    expiresAt === null
      ? 'counts for ever'
      : `${isExpired ? 'expired' : 'counts until'} ${timeText(expiresAt)}`;
  return [
    cell(`  ${type} ${value}${kind} · ${from}${trust}`),
    cell(`      ${seen} · ${until}`),
    ...(note === null ? [] : [cell(`      ${note}`)]),
  ].join('\n');
}
