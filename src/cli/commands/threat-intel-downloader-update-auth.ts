import { defineCommand } from '../command.ts';
import {
  credentialLines,
  credentialProblem,
  maskedCredential,
} from '../threat-intel/downloader.ts';

export const threatIntelDownloaderUpdateAuth = defineCommand({
  name: 'threat-intel-downloader update-auth',
  summary: 'Check the credential of ThreatStream, or say where to put it',
  description: [
    'The credential of a feed is read from the environment of StreamAlert, as those of outputs are; it is stored',
    'nowhere else, and nothing is asked for here. This says whether it is there and well formed.',
    '',
    'Exit status: 0 it is, 1 it is not.',
  ].join('\n'),
  examples: [
    {
      command: 'streamalert threat-intel-downloader update-auth',
      explanation: 'whether the credential is there',
    },
  ],
  run(_given, { env, terminal }) {
    if (credentialProblem(env) === undefined) {
      terminal.print(`  sound: ${maskedCredential(env)}`);
      return 0;
    }
    for (const line of credentialLines(env)) terminal.print(line);
    return 1;
  },
});
