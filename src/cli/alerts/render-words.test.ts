import { describe, expect, test } from 'vitest';
import { callText } from './render-words.ts';

const http = { kind: 'http', method: 'POST', url: 'https://a.example.com/', headers: {} } as const;

describe('a request over HTTP', () => {
  test('shows its address, its headers and its JSON in lines', () => {
    expect(callText({ ...http, headers: { 'x-a': 'b' }, json: { big: 2n ** 64n } })).toEqual({
      heading: 'POST https://a.example.com/\nx-a: b',
      body: '{\n  "big": 18446744073709551616\n}',
    });
  });

  test('shows text that is JSON as JSON, and other text as it is', () => {
    expect(callText({ ...http, body: '{"a":18446744073709551616}' }).body).toBe(
      '{\n  "a": 18446744073709551616\n}',
    );
    expect(callText({ ...http, body: '{"a":1}\n{"a":2}\n' }).body).toBe('{"a":1}\n{"a":2}\n');
    expect(callText(http).body).toBeUndefined();
  });

  test('says what Basic hides', () => {
    const authorization = `Basic ${Buffer.from('EXAMPLE_USER:EXAMPLE_KEY').toString('base64')}`;

    expect(callText({ ...http, headers: { authorization } }).heading).toContain(
      'authorization: Basic base64(EXAMPLE_USER:EXAMPLE_KEY)',
    );
  });
});

test('a request to AWS shows the JSON inside of its texts, and a mail as its text', () => {
  const put = {
    kind: 'aws',
    action: 'putFirehoseRecord',
    request: { stream: 's', data: '{"a":1}\n' },
  } as const;
  const raw = new TextEncoder().encode('Subject: a\r\n\r\nb');

  expect(callText(put)).toEqual({
    heading: 'AWS putFirehoseRecord',
    body: '{\n  "stream": "s",\n  "data": {\n    "a": 1\n  }\n}',
  });
  expect(callText({ kind: 'aws', action: 'sendMail', request: { from: 'a', raw } })).toEqual({
    heading: 'AWS sendMail {"from":"a"}',
    body: 'Subject: a\r\n\r\nb',
  });
});

test('mails, messages of syslog and lines show where they go', () => {
  const server = { host: 'h', port: 6514, transport: 'tls', framing: 'octet-counting' } as const;

  expect(callText({ kind: 'syslog', server, message: '<1>1 a' })).toEqual({
    heading: 'syslog to h:6514 over tls',
    body: '<1>1 a',
  });
  expect(callText({ kind: 'file', path: 'a.json', line: '{"a":1}' })).toEqual({
    heading: 'line in a.json',
    body: '{\n  "a": 1\n}',
  });
});
