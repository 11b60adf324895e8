import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from './index.ts';

test('the list says of each command what the command says of itself, with an example to paste', async () => {
  for (const { name, summary, load } of commands) {
    const command = await load();

    expect({ name: command.name, summary: command.summary }).toEqual({ name, summary });
    const isOfCommand = command.examples.some((example) => example.command.includes(` ${name}`));
    expect({ name, isOfCommand }).toEqual({ name, isOfCommand: true });
  }
});

test('every file of this room is in the list, once', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => !name.includes('.test.') && name !== 'index.ts')
    .map((name) => name.replace('.ts', ''));

  const names = commands.map(({ name }) => name);
  expect(names.map((name) => name.replaceAll(' ', '-')).sort()).toEqual(files.toSorted());
});

test('every option and argument is described', async () => {
  for (const { name, load } of commands) {
    const command = await load();
    const fields = { ...command.arguments.shape, ...command.options.shape };
    for (const [key, schema] of Object.entries(fields)) {
      expect({ name, key, described: describedBy(schema) }).toEqual({ name, key, described: true });
    }
  }
});

/** A description may stand on what a default or an optional option wraps. */
function describedBy(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  if (typeof Reflect.get(schema, 'description') === 'string') return true;
  const def: unknown = Reflect.get(schema, 'def');
  if (typeof def !== 'object' || def === null) return false;
  return describedBy(Reflect.get(def, 'innerType')) || describedBy(Reflect.get(def, 'in'));
}
