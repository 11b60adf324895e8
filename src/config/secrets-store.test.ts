import { expect, test } from 'vitest';
import { outputProject } from '../../testing/output-project.ts';

test.each([
  ['"vault"', 'file'],
  ['"secretsmanager"', 'secrets-manager'],
  ['7', 'ssm'],
])(
  'a store that does not exist is refused, so that nothing is saved elsewhere: %s',
  async (written, known) => {
    const { run } = outputProject({}, { secrets_store: JSON.parse(written) });

    const { status, stdout, stderr } = await run(
      'output set slack soc --set url=https://x.example',
    );

    expect(status).toBe(1);
    expect(stdout + stderr).toContain('general.secrets_store');
    expect(stdout + stderr).toContain(known);
  },
);
