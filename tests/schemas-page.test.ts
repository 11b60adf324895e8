import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commonOptions } from '../src/config/schemas/definition.ts';
import { conventionalTimeFields } from '../src/domain/event-time.ts';
import { timeFormats } from '../src/domain/log-type.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/schemas.md'), 'utf8');

test('the page about schemas names every option, every format of times and every usual name of a time', () => {
  const names = [...Object.keys(commonOptions), ...timeFormats, ...conventionalTimeFields];

  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the usual names of a time stand in the order in which they are tried', () => {
  const paragraph = /\*\*No `time_field`\*\*[^]*?\n\n/.exec(page)?.[0] ?? '';
  const listed = [...paragraph.slice(paragraph.indexOf('then')).matchAll(/`([^`]+)`/g)];

  expect(listed.map(([, name]) => name)).toEqual([...conventionalTimeFields]);
});
