import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { localSyslogSender } from '../../adapters/local/syslog-sender.ts';
import { anAlert } from '../../../testing/alert-builder.ts';
import { aDelivery, testOutputPorts } from '../../../testing/delivery.ts';
import { testCertificate, testCertificateKey } from '../../../testing/test-certificate.ts';
import { syslog } from './output.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

interface Listening {
  readonly port: number;
  /** What came over each connection, in the order they were opened. */
  readonly received: readonly string[];
  close(): Promise<unknown>;
}

interface Kind {
  readonly transport?: 'tls' | 'tcp';
  readonly options?: tls.TlsOptions;
  readonly port?: number;
  readonly onSocket?: (socket: Socket) => void;
}

async function syslogServer({
  transport = 'tls',
  options = {},
  port = 0,
  onSocket,
}: Kind = {}): Promise<Listening> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const listener = (socket: Socket) => {
    const index = received.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (onSocket !== undefined) {
      onSocket(socket);
      return;
    }
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      received[index] += text;
    });
  };
  const server: Server =
    transport === 'tls'
      ? tls.createServer({ key: testCertificateKey, cert: testCertificate, ...options }, listener)
      : createServer(listener);
  server.on('tlsClientError', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(closed));
  };
  closing.push(close);
  return { port: (server.address() as AddressInfo).port, received, close };
}

const alert = anAlert({
  id: 'a1',
  ruleName: 'a_rule',
  severity: 'high',
  eventTime: Date.UTC(2026, 2, 14, 11, 42, 7, 89),
  logType: 'okta:system',
});
const publication = { id: 'a1', record: { user: 'ann é', big: 2n ** 70n }, '@slack.text': 'no' };

const deliver = (
  port: number,
  credentials: Readonly<Record<string, unknown>> = {},
  changes: object = {},
) =>
  syslog.deliver(
    aDelivery({
      alert,
      publication,
      credentials: {
        host: 'localhost',
        port,
        ...(credentials['transport'] !== 'tcp' && { certificate_authority: testCertificate }),
        ...credentials,
      },
      ...changes,
    }),
  );

/** Reads frames as a server does. */
function framesIn(stream: string): readonly string[] {
  const frames: string[] = [];
  let rest = Buffer.from(stream);
  while (rest.length > 0) {
    const blank = rest.indexOf(' ');
    const length = Number(rest.subarray(0, blank).toString());
    const end = blank + 1 + length;
    expect(rest.length).toBeGreaterThanOrEqual(end);
    frames.push(rest.subarray(blank + 1, end).toString());
    rest = rest.subarray(end);
  }
  return frames;
}

const header =
  '<131>1 2026-03-14T11:42:07.089Z - streamalert - a_rule [origin software="StreamAlert"] ';

test('an alert is a message over TLS, counted in octets, in JSON of ASCII', async () => {
  const { port, received } = await syslogServer();

  const outcome = await deliver(port);

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(received.flatMap(framesIn)).toEqual([
    `${header}{"id":"a1","record":{"user":"ann \\u00e9","big":1180591620717411303424}}`,
  ]);
});

test.each([
  ['critical', 130],
  ['medium', 132],
  ['low', 133],
  ['info', 134],
] as const)('an alert that is %s has the priority %d', async (severity, priority) => {
  const { port, received } = await syslogServer();

  await deliver(port, {}, { alert: { ...alert, severity } });

  expect(received.flatMap(framesIn)[0]).toMatch(new RegExp(`^<${priority}>1 `));
});

test('facility and name of the sender can be chosen; names of rules fit the header', async () => {
  const { port, received } = await syslogServer();
  const ruleName = 'é x'.repeat(20);

  await deliver(port, { facility: 'audit', hostname: 'soc 1' }, { alert: { ...alert, ruleName } });

  expect(received.flatMap(framesIn)[0]).toMatch(
    /^<107>1 2026-03-14T11:42:07\.089Z soc_1 streamalert - (__x){10}__ \[origin/,
  );
});

test('over TCP, and with line ends between messages, where the server wants it so', async () => {
  const { port, received } = await syslogServer({ transport: 'tcp' });

  const outcome = await deliver(
    port,
    { transport: 'tcp', framing: 'newline' },
    { publication: { '@syslog.message': 'two\r\nlines é' } },
  );

  expect(outcome).toEqual({ outcome: 'delivered' });
  expect(received).toEqual([`${header}two lines é\n`]);
});

test('alerts that wait together share a connection', async () => {
  const { port, received } = await syslogServer();
  const { ports } = testOutputPorts();

  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_each, number) =>
      deliver(port, {}, { ports, publication: { number, text: 'é'.repeat(1000) } }),
    ),
  );

  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['delivered']));
  expect(received).toHaveLength(1);
  expect(received.flatMap(framesIn)).toHaveLength(50);
});

test('a server that was started again gets what comes then', async () => {
  const { ports } = testOutputPorts();
  const first = await syslogServer();
  const before = await deliver(first.port, {}, { ports });
  await first.close();

  const while_ = await deliver(first.port, {}, { ports });
  const second = await syslogServer({ port: first.port });
  const after = await deliver(first.port, {}, { ports });

  expect([before, after]).toEqual([{ outcome: 'delivered' }, { outcome: 'delivered' }]);
  expect(while_).toMatchObject({ outcome: 'failed', retryable: true });
  expect(second.received.flatMap(framesIn)).toHaveLength(1);
});

test('what is larger than the server takes is shortened', async () => {
  const { port, received } = await syslogServer();
  const record = { text: 'é'.repeat(50_000), user: 'ann' };

  await deliver(port, {}, { publication: { record } });
  await deliver(port, { max_bytes: 2048, format: 'cef' }, { publication: { record } });
  await deliver(port, {}, { publication: { '@syslog.message': 'é'.repeat(50_000) } });

  const frames = received.flatMap(framesIn);
  expect(frames.map((frame) => Buffer.byteLength(frame) <= 8192)).toEqual([true, true, true]);
  expect(Buffer.byteLength(frames[1] ?? '')).toBeLessThanOrEqual(2048);
  for (const frame of frames) expect(frame).toContain('shortened; alert a1 has all of it');
});

test.each([
  [{ client_key: 'canary-key' }, 'client_certificate (client_certificate and client_key belong'],
  [{ client_certificate: testCertificate }, 'client_key (client_certificate and client_key belong'],
  [
    { transport: 'tcp', certificate_authority: testCertificate },
    'certificate_authority (certificate_authority is of no use with transport "tcp"',
  ],
])('credentials of which a part would be ignored are refused', async (credentials, reason) => {
  const { port, received } = await syslogServer();

  const outcome = await deliver(port, credentials);

  expect(outcome).toMatchObject({
    retryable: true,
    reason: expect.stringContaining(`the stored credentials do not fit: ${reason}`),
  });
  expect(JSON.stringify(outcome)).not.toContain('canary');
  expect(received).toEqual([]);
});

describe.each(['日', '=', '\\', '|', '\n', '😀'])('a message full of "%s"', (unit) => {
  test.each([2048, 8192])('has no more than %d bytes, and its id', async (max_bytes) => {
    const { port, received } = await syslogServer();
    const long = unit.repeat(10_000);
    const extension = Object.fromEntries(
      Array.from({ length: 200 }, (_each, index) => [`field${index}`, long]),
    );
    const full = anAlert({
      id: 'a1',
      ruleName: long,
      title: long,
      description: long,
      logType: long,
    });
    const record = { text: long };

    await deliver(
      port,
      { format: 'cef', max_bytes },
      { alert: full, publication: { record, '@syslog.extension': extension } },
    );
    await deliver(port, { max_bytes }, { alert: full, publication: { '@syslog.message': long } });

    const frames = received.flatMap(framesIn);
    expect(frames).toHaveLength(2);
    for (const frame of frames) {
      expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(max_bytes);
      expect(frame).not.toContain('\ufffd');
    }
    expect(frames[0]).toMatch(/ externalId=a1 .* cs3Label=leftOut cs3=\d+/);
    expect(frames[1]).toContain('shortened; alert a1 has all of it');
  });
});

describe('CEF', () => {
  const cefOf = async (changes: object) => {
    const { port, received } = await syslogServer();
    const outcome = await deliver(port, { format: 'cef' }, changes);
    return { outcome, message: received.flatMap(framesIn)[0]?.slice(header.length) };
  };

  test('has the alert in its fields and the record as cs1', async () => {
    const { message } = await cefOf({});

    expect(message).toBe(
      'CEF:0|StreamAlert|StreamAlert|1|a_rule|Something happened to ann|8|' +
        'rt=1773488527089 externalId=a1 cat=okta:system msg=Something happened ' +
        'cs2Label=delivery cs2=key-1 cs1Label=record ' +
        'cs1={"user":"ann é","big":1180591620717411303424}',
    );
  });

  test('is not broken by what is logged', async () => {
    const hostile = { ...alert, title: 'a|b\\c\nd', description: 'x=y\\z\nCEF:0|' };

    const { message } = await cefOf({
      alert: hostile,
      publication: { record: { text: 'a=b\\ c\nd' } },
    });

    expect(message).toContain('|a\\|b\\\\c d|8|');
    expect(message).toContain(' msg=x\\=y\\\\z\\nCEF:0| ');
    expect(message).toContain(' cs1={"text":"a\\=b\\\\\\\\ c\\\\nd"}');
    expect(message).not.toContain('\n');
  });

  test('takes fields of publishers', async () => {
    const { message } = await cefOf({
      publication: { record: 1, '@syslog.extension': { src: '10.0.0.1', 'no good': 1, cnt: 2 } },
    });

    expect(message).toMatch(/ cs2=key-1 src=10\.0\.0\.1 cnt=2 cs1Label=record cs1=1$/);
  });
});

test.each(['message', 'extension'])('a %s of another type is not sent', async (field) => {
  const { port, received } = await syslogServer();

  const outcome = await deliver(port, {}, { publication: { [`@syslog.${field}`]: 1 } });

  expect(outcome).toMatchObject({
    isAboutAlert: true,
    reason: expect.stringContaining(`@syslog.${field}`),
  });
  expect(received).toEqual([]);
});

describe('a server that', () => {
  test('is not trusted gets nothing', async () => {
    const { port, received } = await syslogServer();

    const outcome = await deliver(port, { certificate_authority: undefined });

    expect(outcome).toMatchObject({
      outcome: 'failed',
      retryable: true,
      reason: expect.stringMatching(/certificate that is not trusted/),
    });
    expect(received.join('')).toBe('');
  });

  test('asks who is there is told', async () => {
    const { port, received } = await syslogServer({
      options: { requestCert: true, rejectUnauthorized: true, ca: [testCertificate] },
    });
    const client = { client_certificate: testCertificate, client_key: testCertificateKey };

    const known = await deliver(port, client);
    const unknown = await deliver(port);

    expect(known).toEqual({ outcome: 'delivered' });
    expect(unknown).toMatchObject({ outcome: 'failed', retryable: true });
    expect(received.flatMap(framesIn)).toHaveLength(1);
  });

  test.each<[string, Kind['onSocket'], RegExp]>([
    ['hangs up at once', (socket) => socket.end(), /closed the connection/],
    ['breaks', (socket) => socket.resetAndDestroy(), /closed the connection/],
    ['never takes leave', (socket) => socket.pause(), /did not answer in time/],
  ])('%s is tried again', async (_name, onSocket = () => undefined, reason) => {
    const { port } = await syslogServer({ transport: 'tcp', onSocket });
    const syslogPort = localSyslogSender({ allowHosts: ['localhost'], timeoutMilliseconds: 200 });
    const ports = { ...testOutputPorts().ports, syslog: syslogPort };

    const outcome = await deliver(
      port,
      { transport: 'tcp', max_bytes: 1_000_000 },
      { ports, publication: { '@syslog.message': 'x'.repeat(900_000) } },
    );

    expect(outcome).toMatchObject({
      outcome: 'failed',
      retryable: true,
      reason: expect.stringMatching(reason),
    });
  });

  test('talks without an end is not listened to for ever', async () => {
    const { port } = await syslogServer({
      transport: 'tcp',
      onSocket(socket) {
        const talk = setInterval(() => socket.write('hello\n'), 20);
        socket.on('error', () => undefined);
        socket.on('close', () => clearInterval(talk));
      },
    });
    const syslogPort = localSyslogSender({ allowHosts: ['localhost'], timeoutMilliseconds: 200 });
    const ports = { ...testOutputPorts().ports, syslog: syslogPort };

    expect(await deliver(port, { transport: 'tcp' }, { ports })).toMatchObject({
      outcome: 'failed',
      retryable: true,
      reason: expect.stringMatching(/did not answer in time/),
    });
  });

  test('does not speak TLS is tried again', async () => {
    const { port } = await syslogServer({
      transport: 'tcp',
      onSocket: (socket) => socket.end('220 hello\r\n'),
    });

    expect(await deliver(port)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  test('is not there is tried again', async () => {
    expect(await deliver(1)).toEqual({
      outcome: 'failed',
      reason: 'localhost:1 refused the connection',
      retryable: true,
    });
  });

  test.each([
    ['tls', 'localhost', /private address/],
    ['tls', '10.0.0.1', /private address/],
    ['tcp', 'siem.example', /without TLS; use TLS, or allow the host by name/],
  ] as const)('is not allowed over %s at %s is not asked', async (transport, host, reason) => {
    const ports = {
      ...testOutputPorts().ports,
      syslog: localSyslogSender({ allowHosts: [] }),
    };

    const outcome = await deliver(1, { transport, host }, { ports });

    expect(outcome).toMatchObject({ retryable: true, reason: expect.stringMatching(reason) });
  });
});

test('the key of a certificate is a secret', async () => {
  const { port } = await syslogServer();

  const outcome = await deliver(port, {
    client_certificate: testCertificate,
    client_key: 'canary-key',
  });

  expect(outcome).toMatchObject({ outcome: 'failed' });
  expect(JSON.stringify(outcome)).not.toContain('canary-key');
});
