import { defineCommand } from '../command.ts';
import { requireProject } from '../project.ts';
import { checkedConfig } from '../checked-project.ts';
import { openSecretFile } from '../../runtimes/secrets.ts';

export const outputRotateKey = defineCommand({
  name: 'output rotate-key',
  summary: 'Encrypt the file of credentials with a new key',
  description: [
    'A key that was made here is replaced by another one. A key that you keep yourself is replaced by the',
    'one in STREAMALERT_SECRETS_NEW_KEY, STREAMALERT_SECRETS_NEW_KEY_FILE or',
    'STREAMALERT_SECRETS_NEW_KEY_COMMAND: put it in the place of the old one afterwards.',
    'Copies of the file from before still open with the old key.',
    '',
    'Exit status: 0 done, 1 not done and nothing was changed, 2 wrong usage.',
  ].join('\n'),
  examples: [{ command: 'streamalert output rotate-key', explanation: 'a new key of its own' }],
  async run(_given, context) {
    const { env, terminal } = context;
    const config = await checkedConfig(requireProject(context), ['global', 'outputs']);
    const file = openSecretFile({
      config,
      env,
      onWarning: (warning) => terminal.error(`warning: ${warning}`),
    });
    const { from, count, isNamed } = await file.rotateKey();
    const what =
      count === 1 ? 'The credentials of 1 output are' : `The credentials of ${count} outputs are`;
    terminal.print(`  ${what} encrypted with a new key: ${from}`);
    if (isNamed) {
      terminal.print(
        '  Put it in the place of the old one now; a running StreamAlert needs it as well.',
      );
    }
    return 0;
  },
});
