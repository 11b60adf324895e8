import { awsSender } from '../adapters/aws/aws-sender.ts';
import { localHttpClient } from '../adapters/local/http-client.ts';
import { localMailSender } from '../adapters/local/mail-sender.ts';
import { localOutputFiles } from '../adapters/local/output-files.ts';
import { localSyslogSender } from '../adapters/local/syslog-sender.ts';
import type { Config } from '../config/config.ts';
import type { OutputPorts } from '../outputs/output.ts';

export interface OutputSurroundings {
  readonly config: Pick<Config, 'account'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where outputs that write files put them. */
  readonly dataDir: string;
  /** For outputs that print. */
  print(line: string): void;
}

/** What outputs reach from this machine. */
export function localOutputPorts({ config, env, dataDir, print }: OutputSurroundings): OutputPorts {
  const allowHosts = (env['STREAMALERT_ALLOW_HOSTS'] ?? '').split(',').filter(Boolean);
  const { region, awsAccountId } = config.account;
  const tokenEndpoint = env['AWS_ENDPOINT_URL_STS'] || env['AWS_ENDPOINT_URL'];
  return {
    http: localHttpClient({ allowHosts }),
    files: localOutputFiles(dataDir),
    terminal: { print },
    mail: localMailSender({ allowHosts }),
    syslog: localSyslogSender({ allowHosts }),
    aws: awsSender({
      region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || region || 'us-east-1',
      accountId: awsAccountId,
      hasOwnEndpoint: Boolean(env['AWS_ENDPOINT_URL'] || env['AWS_ENDPOINT_URL_S3']),
      ...(tokenEndpoint && { tokenEndpoint }),
    }),
  };
}
