import { describe, expect, it } from 'vitest';
import { lookupsOf, noLookups } from './lookups.ts';

describe('tables that are plain data', () => {
  const { lookup, lookupAsync } = lookupsOf({
    owners: { alice: 'security', nobody: null, empty: '', ['__proto__']: 'a key' },
  });

  it('answer with the value of a key, also when it is empty', () => {
    expect(lookup('owners', 'alice', 'x')).toBe('security');
    expect(lookup('owners', 'nobody', 'x')).toBeNull();
    expect(lookup('owners', 'empty', 'x')).toBe('');
  });

  it('answer with what was asked for instead where there is no key or table', () => {
    expect(lookup('owners', 'bob', 'x')).toBe('x');
    expect(lookup('owners', 'bob')).toBeNull();
    expect(lookup('other', 'alice', 'x')).toBe('x');
  });

  it('know only their own keys', () => {
    expect(lookup('owners', 'constructor')).toBeNull();
    expect(lookup('owners', 'toString', 'x')).toBe('x');
    expect(lookup('constructor', 'name', 'x')).toBe('x');
    expect(lookup('owners', '__proto__')).toBe('a key');
    expect(lookup('__proto__', 'toString', 'x')).toBe('x');
  });

  it('answer the same when they are awaited', async () => {
    await expect(lookupAsync('owners', 'alice')).resolves.toBe('security');
    await expect(lookupAsync('owners', 'bob', 7)).resolves.toBe(7);
  });
});

it('without tables everything is as asked for instead', async () => {
  expect(noLookups.lookup('owners', 'alice', 'x')).toBe('x');
  await expect(noLookups.lookupAsync('owners', 'alice')).resolves.toBeNull();
});
