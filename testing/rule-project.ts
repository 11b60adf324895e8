import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const conf = {
  'conf/global.json': {
    account: { aws_account_id: '123456789012', prefix: 'acme', region: 'us-east-1' },
    general: { rule_locations: ['rules'], matcher_locations: ['matchers'] },
  },
  'conf/lambda.json': {},
  'conf/outputs.json': { console: ['terminal'], webhook: ['soc'], slack: ['soc'] },
  'conf/clusters/prod.json': {
    id: 'prod',
    classifier_config: {},
    data_sources: { kinesis: { stream: ['acme:login'] } },
  },
  'conf/schemas/acme.json': {
    'acme:login': {
      parser: 'json',
      schema: { user: 'string', ok: 'boolean', source: 'string' },
      configuration: { optional_top_level_keys: ['source'] },
    },
    'acme:flow': { parser: 'csv', schema: { from: 'string', to: 'string', bytes: 'integer' } },
  },
};

/** A small project in a folder of its own, with further files or other ones in their place. */
export function ruleProject(files: Readonly<Record<string, unknown>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rule-project-')));
  for (const [name, content] of Object.entries({ ...conf, ...files })) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** A test event of `acme:login`. */
export const loginEvent = (data: object, trigger_rules: readonly string[] = []) => ({
  description: 'a login',
  log: 'acme:login',
  data: { user: 'ana', ok: true, ...data },
  trigger_rules,
});
