import { expect, test } from 'vitest';
import type { SecretStore } from './secrets.ts';

/** What every place that keeps credentials promises. `open` gives an empty store, each time another one. */
export function secretStoreContract(
  name: string,
  open: () => Promise<{ store: SecretStore; close(): Promise<void> }>,
): void {
  const withStore = async (work: (store: SecretStore) => Promise<void>) => {
    const { store, close } = await open();
    try {
      await work(store);
    } finally {
      await close();
    }
  };

  test(`${name}: gives back what was put there`, () =>
    withStore(async (store) => {
      const credentials = { url: 'https://example.com/ä"\n', port: 587, on: true, none: null };
      await store.set('slack', 'soc', credentials);

      expect(await store.credentials('slack', 'soc')).toEqual(credentials);
      expect(await store.credentials('slack', 'other')).toBeUndefined();
      expect(await store.credentials('teams', 'soc')).toBeUndefined();
    }));

  test(`${name}: an empty store has nothing to give, to list or to remove`, () =>
    withStore(async (store) => {
      expect(await store.credentials('slack', 'soc')).toBeUndefined();
      expect(await store.list()).toEqual([]);
      expect(await store.remove('slack', 'soc')).toBe(false);
    }));

  test(`${name}: a second time takes the place of the first`, () =>
    withStore(async (store) => {
      await store.set('slack', 'soc', { url: 'first', extra: 'gone' });
      await store.set('slack', 'soc', { url: 'second' });

      expect(await store.credentials('slack', 'soc')).toEqual({ url: 'second' });
      expect(await store.list()).toEqual([{ service: 'slack', descriptor: 'soc' }]);
    }));

  test(`${name}: what is removed is gone, and the rest stays`, () =>
    withStore(async (store) => {
      await store.set('slack', 'soc', { url: 'a' });
      await store.set('slack', 'ops', { url: 'b' });

      expect(await store.remove('slack', 'soc')).toBe(true);
      expect(await store.remove('slack', 'soc')).toBe(false);
      expect(await store.credentials('slack', 'soc')).toBeUndefined();
      expect(await store.credentials('slack', 'ops')).toEqual({ url: 'b' });
    }));

  test(`${name}: lists by service and descriptor`, () =>
    withStore(async (store) => {
      for (const [service, descriptor] of [
        ['teams', 'soc'],
        ['aws-sns', 'b'],
        ['aws-sns', 'a'],
      ] as const) {
        await store.set(service, descriptor, {});
      }

      expect(await store.list()).toEqual([
        { service: 'aws-sns', descriptor: 'a' },
        { service: 'aws-sns', descriptor: 'b' },
        { service: 'teams', descriptor: 'soc' },
      ]);
      expect(await store.credentials('aws-sns', 'a')).toEqual({});
    }));

  test(`${name}: names that mean something to programs are names like others`, () =>
    withStore(async (store) => {
      await store.set('slack', '__proto__', { url: 'a' });
      await store.set('slack', 'constructor', { __proto__x: 'b' });

      expect(await store.credentials('slack', '__proto__')).toEqual({ url: 'a' });
      expect(await store.credentials('slack', 'toString')).toBeUndefined();
      expect(await store.credentials('constructor', 'constructor')).toBeUndefined();
      expect(await store.list()).toHaveLength(2);
    }));

  test(`${name}: two that write at once both find theirs`, () =>
    withStore(async (store) => {
      const names = ['a', 'b', 'c', 'd', 'e'];
      await Promise.all(names.map((each) => store.set('slack', each, { url: each })));

      for (const each of names) {
        expect(await store.credentials('slack', each)).toEqual({ url: each });
      }
    }));
}
