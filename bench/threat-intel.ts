import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndicatorStore } from '../src/adapters/local/indicators/indicator-store.ts';
import { readIndicators } from '../src/adapters/local/indicators/read-indicators.ts';
import type { Indicator } from '../src/domain/indicator.ts';
import type { LogRecord } from '../src/domain/record.ts';
import { buildIndicatorTable } from '../src/runtimes/embedded/threat-intel/build-table.ts';
import { IndicatorTable } from '../src/stages/threat-intel/indicator-table.ts';
import { beginImport } from '../src/stages/threat-intel/import-items.ts';
import { compileMarkIndicators } from '../src/stages/threat-intel/mark-indicators.ts';
import { seeded } from './random.ts';

/** Threat intelligence with very many indicators: how long they take to import, and how much memory they take. */
export interface BenchIndicators {
  readonly mark: (record: LogRecord, cluster: string | null) => void;
  readonly note: string;
  close(): void;
}

/** Half addresses, the others domains, hashes and URLs; nearly none of them occurs in the corpora. */
export async function benchIndicators(count: number): Promise<BenchIndicators> {
  const folder = mkdtempSync(join(tmpdir(), 'streamalert-bench-'));
  const file = join(folder, 'indicators.db');
  const { store, close } = openIndicatorStore(file);
  const importing = beginImport(store, {
    feed: 'bench',
    expiresDays: 30,
    types: [],
    now: Date.now(),
  });
  const random = seeded(11);
  const began = performance.now();
  for (let left = count; left > 0; left -= 50_000) {
    const some = Array.from({ length: Math.min(left, 50_000) }, (_, n) => value(random, n));
    importing.add(some.map((each) => ({ value: each })));
  }
  const importSeconds = (performance.now() - began) / 1000;
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const built = performance.now();
  const buffer = await buildIndicatorTable(store, Date.now());
  const buildSeconds = (performance.now() - built) / 1000;
  close();
  globalThis.gc?.();
  const grown = process.memoryUsage().rss - before;
  const table = new IndicatorTable(buffer);
  const indicators = readIndicators(file);
  const settings = {
    normalizedIocTypes: {
      ip: ['ip_address'],
      domain: ['domain', 'host'],
      sha256: ['file_hash'],
      url: ['url'],
    },
    excludedIocs: { ip: ['10.0.0.0/8', '192.168.0.0/16'] },
    clusters: 'all' as const,
  };
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return {
    mark: compileMarkIndicators(settings, () => [{ table, indicators }]),
    note: `${table.count} indicators: table ${megabytes(buffer.byteLength)}, process +${megabytes(grown)}, import ${importSeconds.toFixed(1)} s, table built in ${buildSeconds.toFixed(1)} s`,
    close() {
      indicators.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function value(random: ReturnType<typeof seeded>, n: number): Indicator['value'] {
  const kind = n % 10;
  // Of networks that the corpora's addresses are not of.
  if (kind < 5)
    return `${130 + random.int(60)}.${random.int(256)}.${random.int(256)}.${random.int(256)}`;
  if (kind < 7) return `${random.hex(10)}.evil.example`;
  if (kind < 9) return random.hex(64);
  return `http://${random.hex(8)}.example/${random.hex(8)}`;
}
