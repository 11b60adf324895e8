import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { secretFile } from '../../adapters/local/secret-file.ts';
import type { SecretStore } from '../../ports/secrets.ts';
import { removeDestination, saveDestinations } from './save.ts';

const destination = (descriptor: string, url: string) => ({
  service: 'slack',
  descriptor,
  resource: null,
  credentials: { url },
  isOpen: false,
});

/** A project with a real store; what the store does can be changed. */
function project(changes: (store: SecretStore, file: string) => Partial<SecretStore> = () => ({})) {
  const folder = mkdtempSync(join(tmpdir(), 'save-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'outputs.json');
  writeFileSync(file, '{"slack": ["there"]}');
  const store = secretFile({
    file: join(folder, 'secrets.json'),
    env: { STREAMALERT_SECRETS_KEY: 'ab'.repeat(32) },
  });
  const changed = { ...store, ...changes(store, file) };
  return {
    file,
    store,
    outputs: {
      file,
      store: changed,
      keepsEmpty: false,
      warn: (warning: string) => expect.unreachable(warning),
      alone: <Result>(work: () => Promise<Result>) => work(),
    },
  };
}

test('where the configuration cannot be written in the end, no credentials stay behind', async () => {
  const { store, outputs } = project((real, file) => ({
    async set(...given) {
      await real.set(...given);
      rmSync(file, { recursive: true, force: true });
      mkdirSync(file);
    },
  }));
  await store.set('slack', 'b', { url: 'before' });

  const saved = saveDestinations(
    async () => [destination('a', 'new'), destination('b', 'new')],
    outputs,
    {
      isUpdate: true,
    },
  );

  await expect(saved).rejects.toThrow('outputs.json cannot be written');
  expect(await store.list()).toEqual([{ service: 'slack', descriptor: 'b' }]);
});

test('of several destinations all are saved or none', async () => {
  const { file, store, outputs } = project((real) => ({
    async set(service, descriptor, credentials) {
      if (descriptor === 'c' && credentials['url'] === 'new') throw new Error('the store is full');
      await real.set(service, descriptor, credentials);
    },
  }));
  await store.set('slack', 'b', { url: 'before' });
  const wanted = ['a', 'b', 'c'].map((name) => destination(name, 'new'));

  await expect(saveDestinations(async () => wanted, outputs, { isUpdate: true })).rejects.toThrow(
    'full',
  );

  expect(await store.list()).toEqual([{ service: 'slack', descriptor: 'b' }]);
  expect(await store.credentials('slack', 'b')).toEqual({ url: 'before' });
  expect(readFileSync(file, 'utf8')).toBe('{"slack": ["there"]}');
});

test('what could not be taken back is said', async () => {
  const { outputs } = project((real) => ({
    async set(service, descriptor, credentials) {
      if (descriptor === 'b') throw new Error('the store is full');
      await real.set(service, descriptor, credentials);
    },
    remove: () => Promise.reject(new Error('the store is gone')),
  }));

  await expect(
    saveDestinations(async () => [destination('a', 'x'), destination('b', 'x')], outputs, {
      isUpdate: false,
    }),
  ).rejects.toThrow('could not be taken back');
});

test('credentials that cannot be removed leave the name where it was', async () => {
  const { file, outputs } = project(() => ({
    remove: () => Promise.reject(new Error('the store is gone')),
  }));

  await expect(
    removeDestination({ service: 'slack', descriptor: 'there' }, outputs),
  ).rejects.toThrow('the store is gone');
  expect(readFileSync(file, 'utf8')).toBe('{"slack": ["there"]}');
});
