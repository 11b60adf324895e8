import { describe, expect, test } from 'vitest';
import { withoutCredentials } from './credentials.ts';
import { fileWith } from './read-for-test.ts';
import { shown } from './shown.ts';
import { child } from './cursor.ts';

describe('what a message may repeat', () => {
  test.each([
    ['found "https://hooks.example/T0/B0/abc"', 'found "https://…"'],
    ['found "xoxp-12-ab"', 'found "…"'],
    ['ghs_abcdefgh12345 is no name', '… is no name'],
    ['glpat-abcdefghijk', '…'],
    ['eyJhbGciOiJIUzI1.eyJzdWIiOiIx.SflKxwRJ', '…'],
    ['-----BEGIN PRIVATE KEY----- abc', '…'],
    ['0123456789abcdef0123456789abcdef', '…'],
    ['wJalrXUtnFEMIK7MDENGbPxRfiCY1EXAMPLEKEY', '…'],
  ])('%s', (text, expected) => {
    expect(withoutCredentials(text)).toBe(expected);
  });

  test.each([
    'ReadProvisionedThroughputExceeded',
    'arn:aws:sns:us-east-1:111122223333:acme_prod_streamalert_monitoring',
    'acme_production_gsuite_access_transparency_app',
    'data_sources.kinesis.acme-production-2024-stream',
    'cloudwatch:flow_logs',
    'expected hours (24 to 8760), found "4 days"',
  ])('%s stays', (text) => {
    expect(withoutCredentials(text)).toBe(text);
  });

  test('values of keys that speak of secrets are never shown', () => {
    const { top } = fileWith({ password: 'hunter2', api_key: 5, size: 'hunter2', n: 5 });
    const shownOf = (key: string) => {
      const cursor = child(top, key);
      return cursor && shown(cursor);
    };
    expect(shownOf('password')).toBe('a text');
    expect(shownOf('api_key')).toBe('a number');
    expect(shownOf('size')).toBe('"hunter2"');
    expect(shownOf('n')).toBe('5');
  });
});
