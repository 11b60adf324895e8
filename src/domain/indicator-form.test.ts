import { describe, expect, test } from 'vitest';
import { indicatorForm, readIndicator } from './indicator-form.ts';

describe('what a list names as an indicator', () => {
  test.each([
    ['203.0.113.7', 'ip', '203.0.113.7'],
    ['203[.]0[.]113[.]7', 'ip', '203.0.113.7'],
    ['203.0.113(.)7:8443', 'ip', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:1', 'ip', '2001:db8::1'],
    ['[2001:db8::1]:443', 'ip', '2001:db8::1'],
    ['::ffff:203.0.113.7', 'ip', '203.0.113.7'],
    ['203.0.113.99/24', 'ip', '203.0.113.0/24'],
    ['203.0.113.7/32', 'ip', '203.0.113.7'],
    ['2001:db8:ffff::1/32', 'ip', '2001:db8::/32'],
    ['EVIL.Example.', 'domain', 'evil.example'],
    ['evil[dot]example', 'domain', 'evil.example'],
    ['evil(dot)example:8080', 'domain', 'evil.example'],
    ['*.evil.example', 'domain', 'evil.example'],
    ['bücher.example', 'domain', 'xn--bcher-kva.example'],
    ['_dmarc.evil.example', 'domain', '_dmarc.evil.example'],
    ['hxxps://Evil[.]example/A?b=C#d', 'url', 'https://evil.example/A?b=C'],
    ['hxxp[:]//evil.example:80', 'url', 'http://evil.example/'],
    ['http://user:word@evil.example/x', 'url', 'http://evil.example/x'],
    ['evil.example/gate.php', 'url', 'http://evil.example/gate.php'],
    ['"http://203.0.113.7/a"', 'url', 'http://203.0.113.7/a'],
    ['D41D8CD98F00B204E9800998ECF8427E', 'md5', 'd41d8cd98f00b204e9800998ecf8427e'],
    [
      'da39a3ee5e6b4b0d3255bfef95601890afd80709',
      'sha1',
      'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    ],
    ['a'.repeat(64), 'sha256', 'a'.repeat(64)],
    ['cve-2021-44228', 'cve', 'CVE-2021-44228'],
  ])('%s is an indicator of type %s', (text, type, value) => {
    expect(readIndicator(text)).toEqual({ outcome: 'indicator', type, value });
  });

  test.each([
    ['', /empty/],
    ['localhost', /is no address/],
    ['1.2.3', /is no address/],
    ['10.0.0.0/4', /wider than \/8/],
    ['::/0', /wider than \/16/],
    ['d41d8cd98f00b204', /is no address/],
    ['javascript:alert(1)', /is no address/],
    ['file:///etc/passwd', /is no address/],
    ['__proto__', /is no address/],
    ['constructor', /is no address/],
    ['x'.repeat(5000), /longer than 4096/],
    [`${'a.'.repeat(200)}example`, /is no address/],
    ['a b.example', /is no address/],
  ])('%s is none', (text, reason) => {
    expect(readIndicator(text)).toEqual({
      outcome: 'refused',
      reason: expect.stringMatching(reason),
    });
  });

  test('is what its form says where the feed calls it something that does not fit', () => {
    expect(readIndicator('203.0.113.7', 'domain')).toMatchObject({ type: 'ip' });
    expect(readIndicator('a'.repeat(64), 'md5')).toMatchObject({ type: 'sha256' });
    expect(readIndicator('evil.example', 'url')).toEqual({
      outcome: 'indicator',
      type: 'url',
      value: 'http://evil.example/',
    });
  });
});

test('a value of a record is compared in the same form', () => {
  expect(indicatorForm('domain', 'https://Evil.example./x')).toBe('evil.example');
  expect(indicatorForm('domain', '203.0.113.7')).toBeUndefined();
  expect(indicatorForm('ip', 'ec2.amazonaws.com')).toBeUndefined();
  expect(indicatorForm('ip', '203.0.113.7:51000')).toBe('203.0.113.7');
  expect(indicatorForm('md5', 'a'.repeat(64))).toBeUndefined();
});

test('text made to be slow is refused at once', () => {
  const began = performance.now();
  for (const text of [`${'a-'.repeat(2000)}!`, `${'a.'.repeat(2000)}1`, '['.repeat(4000)]) {
    expect(readIndicator(text).outcome).toBe('refused');
  }

  expect(performance.now() - began).toBeLessThan(200);
});
