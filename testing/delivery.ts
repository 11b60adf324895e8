import { awsSender } from '../src/adapters/aws/aws-sender.ts';
import { localHttpClient } from '../src/adapters/local/http-client.ts';
import { localMailSender } from '../src/adapters/local/mail-sender.ts';
import { localSyslogSender } from '../src/adapters/local/syslog-sender.ts';
import type { DeliveryRequest, OutputPorts } from '../src/outputs/output.ts';
import { defaultPublication } from '../src/domain/default-publication.ts';
import { anAlert } from './alert-builder.ts';

/** Ports whose effects a test can look at; HTTP is real and reaches servers on this machine. */
export function testOutputPorts() {
  const printed: string[] = [];
  const appended: { readonly path: string; readonly line: string }[] = [];
  const allowHosts = ['127.0.0.1', 'localhost'];
  const ports: OutputPorts = {
    http: localHttpClient({ allowHosts }),
    files: {
      appendLine: async (path, line) => {
        appended.push({ path, line });
      },
    },
    terminal: { print: (line) => printed.push(line) },
    mail: localMailSender({ allowHosts, timeoutMilliseconds: 2000 }),
    syslog: localSyslogSender({ allowHosts, timeoutMilliseconds: 2000 }),
    // Nothing answers there: a test that is about AWS brings its own.
    aws: awsSender({
      region: 'eu-west-1',
      accountId: '111122223333',
      client: {
        endpoint: 'http://127.0.0.1:1',
        credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary' },
      },
    }),
  };
  return { ports, printed, appended };
}

/** A request that any output takes; a test names only what it is about. */
export function aDelivery(
  changes: Partial<DeliveryRequest<unknown, keyof OutputPorts>> = {},
): DeliveryRequest<unknown, keyof OutputPorts> {
  const alert = changes.alert ?? anAlert();
  return {
    alert,
    publication: defaultPublication(alert),
    descriptor: 'soc',
    resource: null,
    credentials: undefined,
    idempotencyKey: 'key-1',
    ports: testOutputPorts().ports,
    ...changes,
  };
}
