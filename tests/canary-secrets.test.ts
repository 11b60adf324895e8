import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { anAlert } from '../testing/alert-builder.ts';
import { leaksIn } from '../testing/canary.ts';
import { aDelivery, testOutputPorts } from '../testing/delivery.ts';
import { echoOf, takingAll } from '../testing/echo-vendor.ts';
import { type Answer, startTestServer } from '../testing/http-server.ts';
import { clientAt } from '../testing/client-at.ts';
import {
  exampleCredentials,
  exampleResource,
  outputExamples,
  secretFieldsOf,
} from '../testing/output-examples.ts';
import { placeAt, placeOf } from '../testing/place-of.ts';
import { testCertificate, testCertificateKey } from '../testing/test-certificate.ts';
import { defaultPublication } from '../src/domain/default-publication.ts';
import { outputs } from '../src/outputs/index.ts';
import { defineOutput, type Output, secret } from '../src/outputs/output.ts';

/**
 * Every secret of every output is a canary, and whoever is asked says everything back that he was sent: in no outcome
 * and no reference the word may stand, in whatever form. What the command line writes is looked at in
 * canary-command-line.test.ts.
 */

const refusing =
  (status: number): Answer =>
  (request, response) => {
    response.writeHead(status, { 'content-type': 'text/plain', 'retry-after': '1' });
    response.end(`not taken: ${echoOf(request)}`);
  };

/** The same in the words of an API, with the secret at the edge of where a reason is cut. */
const refusingInJson =
  (status: number, before: number): Answer =>
  (request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const said = `${'x'.repeat(before)} ${echoOf(request)}`;
    response.end(
      JSON.stringify({ error: said, errorMessages: [said], message: said, errors: [said] }),
    );
  };

const answers: Readonly<Record<string, Answer>> = {
  'takes it': takingAll,
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 413, 422, 429, 500, 503].map((status) => [
      `refuses it with ${status}`,
      refusing(status),
    ]),
  ),
  ...Object.fromEntries(
    [0, 150, 200, 250, 280].map((before) => [
      `refuses it in JSON behind ${before} characters`,
      refusingInJson(400, before),
    ]),
  ),
  'says back what it was sent': (request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(echoOf(request));
  },
  'redirects to an address with what it was sent': (request, response) => {
    const location = `https://elsewhere.example/?${encodeURIComponent(echoOf(request))}`;
    response.writeHead(307, { location });
    response.end();
  },
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

const tasks = ['deliver', 'update', 'acknowledge', 'resolve'] as const;

/** What an output gave back to everything it can do, with each of its ways to sign in. */
async function outcomesOf(output: Output, answer: Answer) {
  const server = await startTestServer(answer);
  const place = placeOf(server.url);
  const { alert, reference = {}, without = [[]] } = outputExamples[output.service] ?? {};
  const outcomes = [];
  for (const absent of without) {
    for (const task of tasks) {
      const request = {
        ...aDelivery({
          alert: anAlert({ id: 'alert-1', ...alert }),
          credentials: exampleCredentials(output, place, absent),
          resource: exampleResource(output.service, place),
          ports: { ...testOutputPorts().ports, http: clientAt(server.url) },
        }),
        reference,
        by: 'ann',
        note: 'seen',
      };
      outcomes.push(await output[task]?.(request));
    }
  }
  await server.close();
  return { outcomes, asked: server.requests.map(echoOf).join('\n') };
}

const asking = outputs.filter((output) => output.uses.includes('http'));

describe.each(asking.map((output) => [output.service, output] as const))('%s', (_name, output) => {
  for (const [name, answer] of Object.entries(answers)) {
    test(`tells no secret to whoever ${name}`, async () => {
      const { outcomes } = await outcomesOf(output, answer);

      expect(leaksIn(JSON.stringify(outcomes))).toEqual([]);
    });
  }

  test('does use its secrets, which are said back', async () => {
    const { asked } = await outcomesOf(output, takingAll);

    if (secretFieldsOf(output).length > 0) expect(leaksIn(asked)).not.toEqual([]);
  });
});

test('most outputs are taken, so that references are looked at as well', async () => {
  const taken: string[] = [];
  for (const output of asking) {
    const { outcomes } = await outcomesOf(output, takingAll);
    if (outcomes.some((outcome) => outcome?.outcome === 'delivered')) taken.push(output.service);
  }

  expect(asking.map(({ service }) => service).filter((name) => !taken.includes(name))).toEqual([]);
});

describe('a mail server', () => {
  test.each([
    ['the password', (password: string) => password],
    ['what it was told in base64', (password: string) => base64(`\0ann\0${password}`)],
  ])('that says back %s is not quoted', async (_name, said) => {
    const [output] = outputs.filter(({ service }) => service === 'smtp');
    const told: string[] = [];
    const server = new SMTPServer({
      key: testCertificateKey,
      cert: testCertificate,
      logger: false,
      onAuth({ password }, _session, done) {
        told.push(password ?? '');
        done(Object.assign(new Error(`no: ${said(password ?? '')}`), { responseCode: 535 }));
      },
    });
    server.on('error', () => undefined);
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const place = placeAt('localhost', port, testCertificate);

    const outcome = await output?.deliver(
      aDelivery({ credentials: exampleCredentials(output, place) }),
    );
    await new Promise<void>((closed) => server.close(() => closed()));

    expect(leaksIn(told.join())).not.toEqual([]);
    expect(outcome).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('535') });
    expect(leaksIn(JSON.stringify(outcome))).toEqual([]);
  });
});

describe('credentials that do not fit', () => {
  test.each(outputs.map((output) => [output.service, output] as const))(
    '%s names the fields and not the values',
    async (_name, output) => {
      const secrets = secretFieldsOf(output);
      const credentials = Object.fromEntries(
        Object.keys(output.credentials.shape).map((field) => [
          field,
          secrets.includes(field) ? ' canary\n' : ' \n',
        ]),
      );

      const outcome = await output.deliver(aDelivery({ credentials, resource: 'x' }));

      expect(leaksIn(JSON.stringify(outcome))).toEqual([]);
    },
  );
});

describe('a leak is found', () => {
  /** Whatever is put into an outcome, `defineOutput` hides a secret as it is stored and in the usual spellings. */
  const leaking = (leak: (key: string) => string, where: 'reason' | 'reference') =>
    defineOutput({
      service: 'leaking',
      summary: 'Tell everybody',
      protocol: 'none',
      documentation: null,
      repetition: null,
      limits: null,
      fields: z.object({}),
      shape: 'list',
      credentials: z.object({ key: secret('key') }),
      uses: ['http'],
      defaultPublication,
      deliver: async ({ credentials }) =>
        where === 'reason'
          ? { outcome: 'failed', reason: `no: ${leak(credentials.key)}`, retryable: false }
          : { outcome: 'delivered', reference: { id: leak(credentials.key) } },
    });
  const half = (text: string) => text.slice(0, text.length / 2);

  test.each<[string, (key: string) => string]>([
    ['half of it', half],
    ['as a part of a text in base64', (key) => base64(`ann:${half(key)}`)],
    ['at another place in base64', (key) => base64(`a:${half(key)}`)],
    ['at a third place in base64', (key) => base64(`anna:${half(key)}`)],
    ['in base64 for URLs', (key) => Buffer.from(`ann:${half(key)}`).toString('base64url')],
    ['in hexadecimal', (key) => Buffer.from(half(key)).toString('hex')],
    ['in a URL', (key) => encodeURIComponent(half(key))],
    ['in JSON', (key) => JSON.stringify({ key: half(key) })],
    ['in capitals', (key) => half(key).toUpperCase()],
  ])('%s', async (_name, leak) => {
    for (const where of ['reason', 'reference'] as const) {
      const output = leaking(leak, where);
      const credentials = exampleCredentials(output, placeOf('https://127.0.0.1:1'));

      const outcome = await output.deliver(aDelivery({ credentials }));

      expect({ where, isFound: leaksIn(JSON.stringify(outcome)).length > 0 }).toEqual({
        where,
        isFound: true,
      });
    }
  });

  test('and the whole is hidden', async () => {
    const output = leaking((key) => key, 'reason');
    const credentials = exampleCredentials(output, placeOf('https://127.0.0.1:1'));

    expect(leaksIn(JSON.stringify(await output.deliver(aDelivery({ credentials }))))).toEqual([]);
  });

  test('in the bytes of a file, in UTF-16', () => {
    expect(leaksIn(Buffer.from('key=canary', 'utf16le'))).not.toEqual([]);
    expect(leaksIn(Buffer.from([0, 1, 2, 255]))).toEqual([]);
  });
});
