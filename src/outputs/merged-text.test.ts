import { expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import { mergedNews, mergedText, settledText } from './merged-text.ts';

const group = { firstId: 'a0', count: 12, isFirstSent: true, isOpen: true };
const record = {
  AlertCount: 12,
  AlertTimeFirst: '2026-03-14T11:42:07.089000Z',
  AlertTimeLast: '2026-03-14T11:50:00.000000Z',
  MergedBy: { user: 'ann' },
  OtherCommonKeys: { app: 'okta' },
  ValueDiffs: {
    '2026-03-14T11:42:07.089000Z': { ip: '10.0.0.1', port: 22 },
    '2026-03-14T11:50:00.000000Z': { ip: '10.0.0.2', port: 22, geo: { country: 'NZ' } },
  },
};

test('people read how many there are since when, and what is new', () => {
  expect(mergedText(anAlert({ group }), { record })).toBe(
    [
      'StreamAlert: 12 alerts so far of rule a_rule, since 2026-03-14T11:42:07Z, the last at 2026-03-14T11:50:00Z.',
      '',
      'In common:',
      '- user: ann',
      'New:',
      '- ip: 10.0.0.2',
      '- geo.country: NZ',
    ].join('\n'),
  );
});

test('where nothing went out before, all that differs is told', () => {
  const alert = anAlert({ group: { ...group, isFirstSent: false } });

  expect(mergedNews(alert, { record }).details).toContain('- ip: 10.0.0.1, 10.0.0.2\n- port: 22');
});

test('values that are new to the group are told rather than all that differ', () => {
  const { details } = mergedNews(anAlert({ group }), {
    record: { ...record, NewValues: { ip: ['10.0.0.9'] } },
  });

  expect(details).toContain('- ip: 10.0.0.9');
  expect(details).not.toContain('10.0.0.1');
});

test('what publishers removed is not told', () => {
  const text = mergedText(anAlert({ group, record }), { summary: 'only this' });

  expect(text).toBe('StreamAlert: 12 alerts so far of rule a_rule.');
});

test('an alert without a group still makes a sentence', () => {
  expect(mergedText(anAlert(), { record: { user: 'ann' } })).toBe(
    'StreamAlert: more alerts of rule a_rule.',
  );
});

test('hostile and huge records make a short text', () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`key${index}`, `${'v'.repeat(500)}\n${index}`]),
  );
  const diffs = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [String(index), { ...many, same: index }]),
  );
  const text = mergedText(anAlert({ group: { ...group, isFirstSent: false } }), {
    record: {
      ValueDiffs: { ...diffs, [`a\nb`]: JSON.parse('{"__proto__":{"x":"y"}}') },
      MergedBy: 'not a map',
      AlertTimeFirst: { no: 'time' },
    },
  });

  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain('more fields');
  expect(text.split('\n')[0]).toBe('StreamAlert: 12 alerts so far of rule a_rule.');
});

test('few of many values are told, and how many are not', () => {
  const values = Array.from({ length: 9 }, (_, index) => index);
  const { details } = mergedNews(anAlert(), { record: { NewValues: { port: values } } });

  expect(details).toBe('New:\n- port: 0, 1, 2, 3, 4, … 4 more');
});

test.each([
  ['on my way', 'Resolved in StreamAlert by ann: on my way'],
  [null, 'Resolved in StreamAlert by ann'],
  ['', 'Resolved in StreamAlert by ann'],
])('a note of %j is told with who wrote it', (note, text) => {
  expect(settledText('Resolved', { by: 'ann', note })).toBe(text);
});
