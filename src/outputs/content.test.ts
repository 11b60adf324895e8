import { expect, test } from 'vitest';
import { contentOf } from './content.ts';

test('instructions to outputs are no content, and fields that look a little like them are', () => {
  const content = { '@timestamp': 1, '@': 2, '@Type.x': 3, a: { '@slack.text': 4 } };

  expect(contentOf({ ...content, '@slack.text': 'x', '@pagerduty-v2.summary': 'y' })).toEqual(
    content,
  );
});
