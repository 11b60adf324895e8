import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import { readCluster } from './clusters/cluster.ts';
import { checkAcross } from './cross-checks.ts';
import { type Cursor, topOf } from './cursor.ts';
import { formatFindings } from './format-findings.ts';
import { readGlobal } from './global/global.ts';
import { jsonSchemas } from './json-schemas.ts';
import { parseJson } from './json-tree.ts';
import { checkLambda } from './lambda/lambda.ts';
import { readLookupTables } from './lookup-tables.ts';
import { readNormalizedTypes } from './normalized-types.ts';
import { readOutputs } from './outputs.ts';
import { readScheduledQueries } from './scheduled-queries.ts';
import { logTypesFromSchemas, readLogTypes } from './schemas/log-types.ts';
import { openFile } from './source-file.ts';
import { readThreatIntel } from './threat-intel.ts';

const parsers = [
  {
    type: 'json',
    options: z.object({ delimiter: z.string().min(1) }),
    takes: ['json_path', 'embedded_json', 'json_regex_key'],
  },
];

/** Every key that any definition knows, so that random content reaches every check. */
function knownKeys(): readonly string[] {
  const keys = new Set(['__proto__', 'constructor', 'a:b', 'hints', 'records', '']);
  JSON.stringify(jsonSchemas({ parsers, outputServices: [] }), (key, value: unknown) => {
    if (key === 'properties') for (const name of Object.keys(Object(value))) keys.add(name);
    return value;
  });
  return [...keys];
}

const leaf = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    'json',
    'true',
    '128',
    '$.a[*]',
    'a[',
    'arn:aws:sns:a:b:c',
  ),
  fc.string({ maxLength: 8 }),
);
const content = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...knownKeys()), tie('value')), { maxLength: 5 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const names = { prefix: 'acme', account: '111122223333', region: 'us-east-1' };

function cursorOf(value: unknown, findings: Finding[]): Cursor {
  const parsed = parseJson(JSON.stringify(value));
  if (parsed.outcome === 'refused') throw new Error(parsed.message);
  return topOf(parsed.root, 'conf/x.json', findings);
}

test('no content makes a reader throw, and everything that is found has a place', () => {
  fc.assert(
    fc.property(fc.array(content, { minLength: 7, maxLength: 7 }), (files) => {
      const findings: Finding[] = [];
      const [global, lambda, intel, tables, cluster, schemas, other] = files.map((file) =>
        cursorOf(file, findings),
      );
      if (!global || !lambda || !intel || !tables || !cluster || !schemas || !other) return;
      readGlobal('/no/such/conf', global);
      checkLambda(lambda);
      readLookupTables(tables);
      readScheduledQueries(other, names);
      readOutputs(other, []);
      const text = JSON.stringify(files[5]);
      const source = { file: 'conf/schemas/x.json', relative: 'schemas/x.json', text };
      const opened = openFile(source, findings);
      const declared = readLogTypes(opened ? [opened] : [], { parsers });
      const placed = readCluster('prod', cluster);
      checkAcross({
        clusters: placed ? [placed] : [],
        declared,
        normalizedTypes: readNormalizedTypes(other, declared.logTypes).types,
        threatIntel: readThreatIntel(intel),
        global,
        lambda,
      });
      for (const { line, column, message } of findings) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(message).not.toMatch(/undefined|\[object/);
      }
      expect(formatFindings(findings)).toMatch(/\.$/);
    }),
    { numRuns: 400 },
  );
});

test('no text makes reading schemas throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
      const { findings } = logTypesFromSchemas([{ file: 'f', relative: 'f', text }], { parsers });
      expect(findings.length > 0 || text.trim().startsWith('{')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
