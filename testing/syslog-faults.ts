import type { Socket } from 'node:net';
import type tls from 'node:tls';
import { localSyslogSender, type SyslogOptions } from '../src/adapters/local/syslog-sender.ts';
import { startBareServer } from './bare-server.ts';
import { blockedAddresses } from './blocked-addresses.ts';
import type { Fault, FaultyService } from './fault.ts';
import { placeAt } from './place-of.ts';
import {
  expiredCertificate,
  expiredCertificateKey,
  otherCertificate,
  otherCertificateKey,
  testCertificate,
  testCertificateKey,
} from './test-certificate.ts';

const own: tls.TlsOptions = { cert: testCertificate, key: testCertificateKey };

const syslogTo = (
  host: string,
  port: number,
  certificateAuthority?: string,
  options: Partial<SyslogOptions> = {},
): FaultyService => ({
  place: placeAt(host, port, certificateAuthority),
  ports: {
    syslog: localSyslogSender({ allowHosts: ['localhost'], timeoutMilliseconds: 1500, ...options }),
  },
});

async function served(
  speak: (socket: Socket) => void,
  secure?: tls.TlsOptions,
  trusted?: string,
  options?: Partial<SyslogOptions>,
): Promise<FaultyService> {
  const { port, close } = await startBareServer(speak, secure);
  return { ...syslogTo('localhost', port, trusted, options), close };
}

/** Talks into a protocol that has no answers. */
const talking = (socket: Socket) => {
  const timer = setInterval(() => socket.write('x'.repeat(64 * 1024)), 1);
  socket.on('close', () => clearInterval(timer));
};

const broken = (name: string, reason: RegExp, start: Fault['start']): Fault => ({
  name,
  meaning: 'later',
  reason,
  start,
});

const silent = (socket: Socket) => void socket.pause();

/** What outputs that send syslog are tested against. */
export const syslogFaults: readonly Fault[] = [
  broken('a refused connection', /refused the connection/, async () => {
    const { port, close } = await startBareServer(() => undefined);
    await close();
    return syslogTo('localhost', port);
  }),
  broken(
    'a name without an address',
    /no address|cannot be looked up|did not answer in time/,
    async () => syslogTo('service.invalid', 6514),
  ),
  broken('a self-signed certificate', /certificate that is not trusted/, () => served(silent, own)),
  broken('a certificate for another host', /certificate for another name/, () =>
    served(silent, { cert: otherCertificate, key: otherCertificateKey }, otherCertificate),
  ),
  broken('an expired certificate', /certificate that has expired/, () =>
    served(silent, { cert: expiredCertificate, key: expiredCertificateKey }, expiredCertificate),
  ),
  broken('a server without TLS', /failed in TLS/, () =>
    served((socket) => socket.end('220 hello\r\n')),
  ),
  broken('no answer', /did not answer in time/, () =>
    served(() => undefined, undefined, undefined, { timeoutMilliseconds: 300 }),
  ),
  broken('a server that never takes leave', /did not answer in time/, () =>
    served(silent, { ...own, allowHalfOpen: true }, testCertificate),
  ),
  broken('a server that talks without an end', /did not answer in time/, () =>
    served(talking, { ...own, allowHalfOpen: true }, testCertificate, {
      // A pause of a busy machine is not taken for silence.
      timeoutMilliseconds: 1500,
    }),
  ),
  broken('a connection that breaks', /closed the connection/, () =>
    served((socket) => socket.resetAndDestroy()),
  ),
  broken('a connection that is closed', /closed the connection/, () =>
    served((socket) => socket.end()),
  ),
  ...blockedAddresses.map((url) =>
    broken(`the address ${url}`, /private address, which is refused unless/, async () =>
      syslogTo(new URL(url).hostname, 6514, undefined, { allowHosts: [] }),
    ),
  ),
];
