import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import {
  type OpenIndicatorStore,
  openIndicatorStore,
} from '../../adapters/local/indicators/indicator-store.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import type { ThreatIntel } from '../../config/config.ts';
import type { DetectionSetup, LiveIndicators } from '../../runtimes/embedded/detection/setup.ts';
import { buildIndicatorTable } from '../../runtimes/embedded/threat-intel/build-table.ts';
import { indicatorsFile } from '../../runtimes/embedded/threat-intel/threat-intelligence.ts';
import { beginImport } from '../../stages/threat-intel/import-items.ts';
import { checkedConfig } from '../checked-project.ts';
import type { CommandContext } from '../command.ts';
import type { Project } from '../project.ts';
import { importLines } from './import-words.ts';
import { readIndicatorFile } from './read-indicator-file.ts';

/** What a scan is given to look for. */
export interface ScanIndicators {
  readonly setup: Pick<DetectionSetup, 'threatIntel'>;
  readonly live: Pick<DetectionSetup['live'], 'indicators'>;
  close(): void;
}

const nothing: ScanIndicators = { setup: {}, live: {}, close: () => undefined };

/**
 * Normalised types that hold such values, by the names that the starter schemas and the original give them; what the
 * project says itself counts first.
 */
const usualTypes: ThreatIntel['normalizedIocTypes'] = {
  ip: ['ip_address', 'sourceAddress', 'destinationAddress', 'deviceAddress', 'ipv4', 'ipv6'],
  domain: ['domain', 'host', 'destinationDomain', 'sourceDomain', 'dnsDomain', 'hostname'],
  url: ['url', 'destinationUrl', 'requestUrl'],
  sha256: ['file_hash', 'fileHash', 'hash', 'md5', 'sha1', 'sha256'],
  cve: ['vulnerability', 'cve'],
};

/**
 * Indicators for one scan: those of files, in a place of their own that is gone afterwards, and those of the project
 * where it has switched threat intelligence on.
 */
export async function scanIndicators(
  files: readonly string[],
  dataDir: string,
  project: Project,
  { cwd, terminal }: CommandContext,
): Promise<ScanIndicators> {
  const parts = ['schemas', 'normalized_types', 'threat_intel'] as const;
  const { threatIntel, normalizedTypes } = await checkedConfig(project, parts);
  const own = indicatorsFile(resolve(cwd, dataDir));
  const hasOwn = threatIntel.enabled && existsSync(own);
  if (files.length === 0 && !hasOwn) return nothing;

  const temporary = files.length === 0 ? undefined : mkdtempSync(join(tmpdir(), 'streamalert-'));
  const close = () => temporary && rmSync(temporary, { recursive: true, force: true });
  try {
    const indicators: LiveIndicators[] = [];
    if (temporary !== undefined) {
      const file = indicatorsFile(temporary);
      const tell = (lines: readonly string[]) => lines.forEach((line) => terminal.error(line));
      const table = await withStore(file, (opened) => fill(opened, files, cwd, tell));
      indicators.push({ table, file, isExplicit: true });
    }
    if (hasOwn) {
      const table = await withStore(own, ({ store }) => buildIndicatorTable(store, Date.now()));
      indicators.push({ table, file: own });
    }
    const normalizedIocTypes = allTypes(
      threatIntel,
      files.length > 0 ? normalizedTypes : undefined,
    );
    return {
      setup: {
        threatIntel: {
          normalizedIocTypes,
          excludedIocs: threatIntel.excludedIocs,
          clusters: 'all',
          alerts: files.length > 0,
        },
      },
      live: { indicators },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function withStore<Result>(
  file: string,
  work: (opened: OpenIndicatorStore) => Promise<Result>,
): Promise<Result> {
  const opened = openIndicatorStore(file);
  try {
    return await work(opened);
  } finally {
    opened.close();
  }
}

async function fill(
  { store }: OpenIndicatorStore,
  files: readonly string[],
  cwd: string,
  tell: (lines: readonly string[]) => void,
): Promise<SharedArrayBuffer> {
  const now = Date.now();
  for (const path of files) {
    const { parsed } = readIndicatorFile(path === '-' ? path : resolve(cwd, path));
    // Whoever names a file wants all of it, however old its entries are.
    const items = parsed.items.map((item) => ({ ...item, expiresAt: null }));
    const feed = path === '-' ? 'standard input' : basename(path);
    const importing = beginImport(store, { feed, expiresDays: null, types: [], now });
    importing.add(items, parsed.skipped);
    tell(importLines(path, importing.report, importing.skipped()));
  }
  if (store.count() === 0) {
    throw new StreamAlertError('INPUT_UNREADABLE', `there is no indicator in ${files.join(', ')}`, {
      hint: 'Write one value a line: an address, a network, a domain, a URL, a hash or a CVE.',
    });
  }
  return buildIndicatorTable(store, now);
}

/** The project's types, and the usual ones for what it says nothing about. */
function allTypes(
  { normalizedIocTypes }: ThreatIntel,
  known: ReadonlySet<string> | undefined,
): ThreatIntel['normalizedIocTypes'] {
  if (known === undefined) return normalizedIocTypes;
  const claimed = new Set(Object.values(normalizedIocTypes).flat());
  const more = Object.entries(usualTypes).map(
    ([type, names]) =>
      [
        type,
        [
          ...(Object.hasOwn(normalizedIocTypes, type) ? (normalizedIocTypes[type] ?? []) : []),
          ...names.filter((name) => known.has(name) && !claimed.has(name)),
        ],
      ] as const,
  );
  return { ...normalizedIocTypes, ...Object.fromEntries(more) };
}
