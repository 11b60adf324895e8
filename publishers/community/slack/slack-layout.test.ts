import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import {
  attachFullRecord,
  attachPublication,
  attachRuleInfo,
  attachStringTemplate,
  ruleSummary,
  summary,
} from './slack-layout.ts';

const alert = anAlert({
  id: 'id-1',
  description: 'A <b> & c\nAuthor: ann\nReference: https://a.example/',
  createdAt: 1_773_488_527_999,
});

const attachmentsOf = (publication: Record<string, unknown>) => {
  const attachments = publication['@slack.attachments'];
  return Array.isArray(attachments) ? attachments : [];
};

test('publishers have the names that rules and stored alerts know them by', () => {
  const all = [summary, attachRuleInfo, attachPublication, attachStringTemplate, attachFullRecord];

  expect(
    all.map(({ name }) => name.replace('publishers.community.slack.slack_layout.', '')),
  ).toEqual([
    'Summary',
    'AttachRuleInfo',
    'AttachPublication',
    'AttachStringTemplate',
    'AttachFullRecord',
  ]);
});

test('Summary says which rule was triggered and keeps what came before', () => {
  expect(summary.publish(alert, { before: 1 })).toEqual({
    '@slack.text': 'Rule triggered',
    '@slack.attachments': [
      {
        fallback: 'Rule triggered: a_rule',
        color: '#ff5a5f',
        author_name: 'ann',
        title: 'a_rule',
        title_link: 'https://github.com/airbnb/streamalert/search?q=a_rule%20path%3A%2Frules',
        text: 'A &lt;b&gt; &amp; c',
        ts: 1_773_488_527,
      },
    ],
    '@slack._previous_publication': { before: 1 },
  });
  const own = ruleSummary({ name: 'own', repository: 'https://git.example/rules' });
  expect(attachmentsOf(own.publish(alert, {}))).toMatchObject([
    { title_link: expect.stringMatching(/^https:\/\/git\.example\/rules\/search\?/) },
  ]);
});

test('AttachRuleInfo shows the labelled parts of the description', () => {
  const publication = attachRuleInfo.publish(alert, summary.publish(alert, {}));

  expect(attachmentsOf(publication)[1]).toEqual({
    color: '#8ce071',
    fields: [{ title: 'Reference', value: 'https://a.example/' }],
  });
});

test('AttachPublication shows what came before Summary, sorted', () => {
  const publication = attachPublication.publish(alert, summary.publish(alert, { b: ['<'], a: {} }));

  expect(attachmentsOf(publication)[1]).toMatchObject({
    color: '#00d1c1',
    title: 'Alert Data:',
    text: '```\n{\n  "a": {},\n  "b": [\n    "&lt;"\n  ]\n}\n```',
  });
});

test('AttachPublication does nothing without Summary', () => {
  expect(attachPublication.publish(alert, { a: 1 })).toEqual({ a: 1 });
});

test('AttachStringTemplate fills in what came before Summary, or what is there', () => {
  const templated = anAlert({
    context: { slack_message_template: '<https://x/{id}|*{name}*> {{as is}} {list}' },
  });
  const values = { id: 7, name: 'a<b', list: [1] };

  const after = attachStringTemplate.publish(templated, summary.publish(templated, values));
  const alone = attachStringTemplate.publish(templated, values);

  const text = '<https://x/7|*a&lt;b*> {as is} [\n  1\n]';
  expect(attachmentsOf(after)[1]).toMatchObject({ color: '#ffb400', text });
  expect(attachmentsOf(alone)[0]).toMatchObject({ text });
});

test('AttachStringTemplate goes into maps and lists', () => {
  const templated = anAlert({
    context: {
      slack_message_template: '{record[user][name]} {list[1]} {odd[key]} {record[list][0]}',
    },
  });
  const values = {
    record: { user: { name: 'ann' }, list: [{ a: 1 }] },
    list: ['a', 'b'],
    'odd[key]': 'as it is',
  };

  expect(attachmentsOf(attachStringTemplate.publish(templated, values))).toMatchObject([
    { text: 'ann b as it is {\n  "a": 1\n}' },
  ]);
});

test.each([
  '{nowhere}',
  '{record[nobody]}',
  '{record[constructor]}',
  '{record[]}',
  '{list[9]}',
  '{}',
])('AttachStringTemplate tells that %s is not there', (template) => {
  const templated = anAlert({ context: { slack_message_template: template } });

  expect(() => attachStringTemplate.publish(templated, { record: {}, list: [] })).toThrow(
    `the template has ${template}`,
  );
});

test('AttachStringTemplate tells what the template needs', () => {
  const templated = anAlert({ context: { slack_message_template: '{nowhere}' } });

  expect(() => attachStringTemplate.publish(templated, {})).toThrow('{nowhere}');
  expect(attachmentsOf(attachStringTemplate.publish(anAlert(), {}))).toMatchObject([
    { text: '[MISSING TEMPLATE]' },
  ]);
});

test('AttachFullRecord shows a short record in one attachment', () => {
  const s3 = { service: 's3', resource: 'bucket', cluster: null, delivery: 'key' };
  const shown = anAlert({ id: 'id-1', origin: s3, record: { b: '<', a: 2n ** 70n } });

  expect(attachmentsOf(attachFullRecord.publish(shown, {}))).toEqual([
    {
      color: '#7b0051',
      title: 'Record',
      author_name: 'bucket',
      text: '```\n{\n  "a": 1180591620717411303424,\n  "b": "&lt;"\n}\n```',
      fields: [{ title: 'Alert ID', value: 'id-1' }],
      footer: 'via <https://s3.console.aws.amazon.com/s3/home|s3>',
      mrkdwn_in: ['text'],
    },
  ]);
});

test('AttachFullRecord cuts a long record at the ends of lines, and longer lines where it must', () => {
  const record = {
    a: Array.from({ length: 500 }, (_, index) => `item ${index}`),
    z: '<😀'.repeat(3_000),
  };

  const attachments = attachmentsOf(attachFullRecord.publish(anAlert({ record }), {}));

  const texts = attachments.map(({ text }) => String(text).slice(4, -4));
  expect(texts.length).toBeGreaterThan(4);
  for (const text of texts) {
    expect(text.length).toBeLessThan(3_990);
    expect(text.isWellFormed()).toBe(true);
    expect(text).not.toMatch(/&[a-z]*$/);
  }
  expect(texts.join('').replaceAll('\n', '')).toContain('&lt;😀'.repeat(3_000));
  expect(texts[0]?.split('\n').at(-1)).toMatch(/^ {4}"item \d+",$/);
  expect(attachments.map(({ title }) => title ?? '')).toEqual(
    texts.map((_, index) => (index === 0 ? 'Record' : '')),
  );
  expect(attachments.map(({ footer }) => footer ?? '')).toEqual(
    texts.map((_, index) => (index === texts.length - 1 ? 'via http' : '')),
  );
});
