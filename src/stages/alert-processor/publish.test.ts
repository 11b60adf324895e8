import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { defaultPublication } from '../../domain/default-publication.ts';
import { lookupsOf } from '../../domain/lookups.ts';
import type { AnyPublisher, Publication } from '../../domain/publication.ts';
import { publicationFor, publishedAlert, publishersFor } from './publish.ts';

const slack = { service: 'slack', defaultPublication: () => ({ default: true }) };

const aPublisher = (name: string, publish: AnyPublisher['publish']): AnyPublisher => ({
  name,
  description: name,
  publish,
});
const adding = (name: string) =>
  aPublisher(name, (_alert, publication) => ({ ...publication, [name]: Object.keys(publication) }));

const publish = (names: Record<string, string[]>, ...known: AnyPublisher[]) =>
  publicationFor(anAlert({ publishers: names }), 'slack:soc', slack, known);
const published = (publication: Publication) => ({ outcome: 'published', publication });

test.each([
  {},
  { 'slack:soc': [] },
  { 'slack:soc': ['unknown'] },
  { 'slack:other': ['a'], webhook: ['a'] },
])(
  "without a usable publisher the output's default is sent: %j",
  async (names: Record<string, string[]>) => {
    expect(await publish(names, adding('a'))).toEqual(published({ default: true }));
  },
);

test('publishers run in order, the first from nothing, unknown ones passed over', async () => {
  expect(await publish({ 'slack:soc': ['b', 'unknown', 'a'] }, adding('a'), adding('b'))).toEqual(
    published({ b: [], a: ['b'] }),
  );
});

test('publishers of the service come before those of the output', async () => {
  expect(await publish({ 'slack:soc': ['b'], slack: ['a'] }, adding('a'), adding('b'))).toEqual(
    published({ a: [], b: ['a'] }),
  );
});

test.each([
  ['one name', 'a', ['a']],
  ['a list', ['b', 'unknown', 'a'], ['b', 'a']],
  ['a map from the service to a name', { slack: 'a', 'slack:soc': ['b'] }, ['a', 'b']],
  ['nothing', null, []],
  ['a map with a hostile key', JSON.parse('{"__proto__": ["a"]}'), []],
])(
  'alerts that earlier releases stored have publishers in forms of their own: %s',
  async (_name, publishers, names) => {
    const stored = { ...anAlert(), publishers };
    const known = [adding('a'), adding('b')];

    expect(publishersFor(stored, 'slack:soc', 'slack', known)).toEqual(names);
    expect(await publicationFor(stored, 'slack:soc', slack, known)).toMatchObject({
      publication: names.length === 0 ? { default: true } : { a: expect.anything() },
    });
  },
);

test('the default publisher is known without being loaded', async () => {
  const alert = anAlert({
    publishers: { 'slack:soc': ['a', 'streamalert.shared.publisher.DefaultPublisher'] },
  });

  expect(await publicationFor(alert, 'slack:soc', slack, [adding('a')])).toEqual(
    published(defaultPublication(alert)),
  );
});

test('what a publisher does to what it is given stays its own', async () => {
  const alert = anAlert({ record: { list: [1] }, publishers: { 'slack:soc': ['vandal', 'b'] } });
  let kept: Publication = {};
  const vandal = aPublisher('vandal', (given) => {
    Object.assign(given.record, { list: 'gone' });
    kept = { inner: { value: 1 } };
    return kept;
  });
  const b = aPublisher('b', ({ record }, publication) => {
    Object.assign(kept, { inner: 'changed later' });
    return { ...publication, list: record['list'] ?? null };
  });

  expect(await publicationFor(alert, 'slack:soc', slack, [vandal, b])).toEqual(
    published({ inner: { value: 1 }, list: [1] }),
  );
  expect(alert.record).toEqual({ list: [1] });
});

test.each([
  [
    'throws',
    () => {
      throw new TypeError('no key "user"');
    },
    'threw TypeError: no key "user"',
  ],
  ['gives nothing', () => undefined, 'gave undefined instead of a publication'],
  ['gives a list', () => [], 'gave a list instead of a publication'],
  ['promises nothing', async () => undefined, 'gave undefined instead of a publication'],
  [
    'rejects',
    async () => {
      throw new Error('no table');
    },
    'threw Error: no table',
  ],
  [
    'gives a map of another kind',
    () => new Map(),
    'gave an object of a class instead of a publication',
  ],
  ['gives functions', () => ({ a: () => 1 }), 'threw DataCloneError'],
])('a publisher that %s fails the delivery by its name', async (_name, given, what) => {
  const broken = aPublisher('broken', given as unknown as AnyPublisher['publish']);

  expect(await publish({ 'slack:soc': ['broken'] }, broken)).toEqual({
    outcome: 'failed',
    reason: expect.stringContaining(`publisher broken ${what}`),
  });
});

test('publishers ask lookup tables, at once or awaited', async () => {
  const lookups = lookupsOf({ owners: { ann: 'security' } });
  const now = aPublisher('now', (_alert, publication, services) => ({
    ...publication,
    owner: services?.lookup('owners', 'ann') ?? null,
  }));
  const later = aPublisher('later', async (_alert, publication, services) => ({
    ...publication,
    unknown: (await services?.lookupAsync('owners', 'bob', 'nobody')) ?? null,
  }));
  const alert = anAlert({ publishers: { 'slack:soc': ['now', 'later'] } });

  expect(await publicationFor(alert, 'slack:soc', slack, [now, later], lookups)).toEqual(
    published({ owner: 'security', unknown: 'nobody' }),
  );
});

test('normalised values are not published', () => {
  const record = { user: 'ann', streamalert_normalization: { userName: [] } };

  expect(publishedAlert(anAlert({ record })).record).toEqual({ user: 'ann' });
});
