import { sharedData } from '../../testing/shared-data.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parsers } from '../parsers/index.ts';
import { jsonSchemas } from './json-schemas.ts';
import { loadConfig } from './load-config.ts';
import { counted } from './read-for-test.ts';

/** Configurations of the original, where somebody has laid them beside the checkout. */
const { path: original, isHere } = sharedData('conformance', 'original');

const load = (dir: string) => loadConfig({ dir, parsers, outputServices: [] });

/** Levels and paths of what is found in a directory; builds aside, and folders that were not copied. */
async function toldOf(dir: string): Promise<readonly string[]> {
  const { findings } = await load(dir);
  return findings
    .filter(({ level, path }) => level !== 'build' && !/_locations/.test(path))
    .map(({ level, file, path }) => `${level} ${file.slice(dir.length + 1)} ${path}`)
    .toSorted();
}

/** A stream of release 3.5 without create_user had a user, and names of its outputs then mean nothing. */
const streamWithoutUser = (cluster: string) => [
  `warning clusters/${cluster}.json modules.kinesis.streams`,
  ...[0, 1, 2].map(
    (index) =>
      `warning clusters/${cluster}.json modules.kinesis.streams.terraform_outputs[${index}]`,
  ),
];

const metricsAppear = (cluster: string) =>
  `migration clusters/${cluster}.json classifier_config.enable_custom_metrics`;

/** Each with the paragraph of configuration.md that asks for it. */
const expectedOf: Readonly<Record<string, readonly string[]>> = {
  conf: [
    ...['read', 'write'].map(
      (way) => `migration global.json infrastructure.rule_staging.table.${way}_capacity`, // 3.3.7
    ),
    'warning global.json general.third_party_libraries', // 3.2
    'warning clusters/prod.json data_sources.sns.prefix_cluster_sample_topic', // 5.3
  ],
  'tests/unit/conf': [
    'warning global.json account.aws_account_id', // 3.1
    'warning global.json account.prefix', // 3.1
    'warning global.json general.third_party_libraries', // 3.2
    'migration global.json infrastructure.firehose.compression_format', // 3.3.3
    ...['read', 'write'].map(
      (way) => `migration global.json infrastructure.rule_staging.table.${way}_capacity`, // 3.3.7
    ),
    'warning global.json threat_intel', // 12.1: old and new form
    ...['advanced', 'test', 'trusted'].flatMap((name) => [
      metricsAppear(name), // 13.1
      ...streamWithoutUser(name), // 5.4.5
    ]),
    'migration clusters/advanced.json modules.flow_logs.log_group_name', // 5.4.7
    'warning clusters/advanced.json modules.s3_events.unit-test-bucket.data', // 5.4.8
    'warning clusters/advanced.json modules.s3_events.unit-test.cloudtrail.data',
    'warning clusters/test.json modules.s3_events.unit-test-bucket',
    'warning clusters/trusted.json modules.s3_events.unit-test-bucket',
    'migration logs.json ', // 12.2
    'warning logs.json test_log_type_csv_nested.configuration.log_patterns', // 13.1
    'migration logs.json test_inspec.configuration.json_path', // 12.2
    'warning logs.json test_cloudwatch.schema.source', // 10.2
    'warning logs.json test_cloudwatch.schema.destination',
  ],
  'tests/unit/conf_athena': [
    'warning global.json ', // 3.2
    'warning global.json account.aws_account_id', // 3.1
    'warning global.json account.prefix', // 3.1
    metricsAppear('test'), // 13.1
  ],
};

describe.skipIf(!isHere)('the original', () => {
  test.each([
    ['conf', 65, 1],
    ['tests/unit/conf', 22, 3],
    ['tests/unit/conf_athena', 1, 1],
  ])('%s loads', async (dir, logTypes, clusters) => {
    const { config, findings } = await load(join(original, dir));
    expect(findings.filter(({ level }) => level === 'load')).toEqual([]);
    expect(config?.logTypes).toHaveLength(logTypes);
    expect(config?.clusters).toHaveLength(clusters);
  });

  test('has only findings that the specification names', async () => {
    const found = await Promise.all(
      Object.entries(expectedOf).map(async ([dir, expected]) => {
        const told = await toldOf(join(original, dir));
        // One notice for each category, however many there are.
        const others = told.filter((each) => !each.startsWith('migration normalized_types.json'));
        return { dir, others, expected: [...new Set(expected)].toSorted() };
      }),
    );
    for (const { others, expected } of found) expect(others).toEqual(expected);
    counted('directories of the original that load unchanged', found, ({ others, expected }) => {
      return others.join() === expected.join();
    });
  });

  test('editors accept the files of conf', () => {
    const schemas = jsonSchemas({ parsers, outputServices: [] });
    const schemaOf = (relative: string) => {
      if (relative.startsWith('clusters/')) return schemas['cluster.schema.json'];
      if (relative.startsWith('schemas/')) return schemas['schemas.schema.json'];
      return schemas[`${relative.replace('.json', '').replaceAll('_', '-')}.schema.json`];
    };
    const conf = join(original, 'conf');
    const files = readdirSync(conf, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
    expect(files.length).toBeGreaterThan(20);
    counted('files of the original that editors accept', files, (file) => {
      const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(schemaOf(file))));
      const content: unknown = JSON.parse(readFileSync(join(conf, file), 'utf8'));
      return schema.safeParse(content).success;
    });
  });
});
