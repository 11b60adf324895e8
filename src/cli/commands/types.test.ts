import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../../testing/run-cli.ts';

test('types are written, found fresh, and found stale after a change of a schema', async () => {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'types-')));
  cpSync(join(import.meta.dirname, '../../../templates/project/conf'), join(cwd, 'conf'), {
    recursive: true,
  });
  const run = (...args: readonly string[]) => runCli(['types', ...args], { cwd });

  const missing = await run('--check');
  const written = await run();
  const fresh = await run('--check');
  const schema = { other: { parser: 'json', schema: { field: 'string' } } };
  writeFileSync(join(cwd, 'conf/schemas/other.json'), JSON.stringify(schema));
  const stale = await run('--check');

  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain('streamalert-env.d.ts is stale');
  expect(written).toMatchObject({
    status: 0,
    stdout: 'streamalert-env.d.ts written: 1 log types\n',
  });
  expect(readFileSync(join(cwd, 'streamalert-env.d.ts'), 'utf8')).toContain('acme_vpn:session');
  expect(fresh.status).toBe(0);
  expect(stale.status).toBe(1);
});
