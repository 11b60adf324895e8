import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { LookupTable } from './lookup-tables.ts';

export interface ContractTable {
  /** A table with this content, read and ready. */
  readonly create: (content: JsonObject) => Promise<LookupTable>;
  /** `texts`: what is in it is text alone. */
  readonly values: 'any' | 'texts';
  readonly isWritten: boolean;
  /** `network`: it is only asked with a promise. */
  readonly place: 'at hand' | 'network';
}

/** What every lookup table must do; the test of each driver calls this with its own factory. */
export function lookupTableContract(
  driver: string,
  { create, values, isWritten, place }: ContractTable,
) {
  const found = (value: JsonValue) => ({ outcome: 'found', value });
  const nothing = { outcome: 'nothing there' };

  describe(`${driver} as a lookup table`, () => {
    test('gives what is under a key, and tells it from nothing', async () => {
      const table = await create({ ann: 'security', bob: 'it' });

      expect(await table.getAsync('ann')).toEqual(found('security'));
      expect(await table.getAsync('carl')).toEqual(nothing);
      expect(await table.getAsync('')).toEqual(nothing);
      expect(await table.getAsync('ANN')).toEqual(nothing);
      table.close();
    });

    test('has keys that are names of the language', async () => {
      const table = await create(JSON.parse('{"__proto__": "x", "toString": "y"}'));

      expect(await table.getAsync('__proto__')).toEqual(found('x'));
      expect(await table.getAsync('toString')).toEqual(found('y'));
      expect(await table.getAsync('constructor')).toEqual(nothing);
      table.close();
    });

    test('has keys of any text', async () => {
      const keys = ['key with blanks', 'ключ', '😀', '"quoted"', "o'brien", 'a/b\\c', '%_', '10'];
      const table = await create(Object.fromEntries(keys.map((key) => [key, `value of ${key}`])));

      for (const key of keys) expect(await table.getAsync(key)).toEqual(found(`value of ${key}`));
      expect(await table.getAsync('%')).toEqual(nothing);
      expect(await table.getAsync('x'.repeat(100_000))).toEqual(nothing);
      table.close();
    });

    test('an empty text is a value', async () => {
      const table = await create({ a: '' });

      expect(await table.getAsync('a')).toEqual(found(''));
      table.close();
    });

    test('answers at once, or says that it takes a promise', async () => {
      const table = await create({ a: 'x' });

      expect(table.get('a')).toEqual(
        place === 'network' ? { outcome: 'not in memory' } : found('x'),
      );
      table.close();
    });

    test.runIf(values === 'any')('values are any JSON, and frozen', async () => {
      const map = { list: [1, 'two', null, true, { deep: [] }], number: 1.5, constructor: 1 };
      const content: JsonObject = { map, null: null, number: 0, off: false, list: [] };
      const table = await create(content);

      for (const [key, value] of Object.entries(content)) {
        expect(await table.getAsync(key)).toEqual(found(value));
      }
      const answer = await table.getAsync('map');
      expect(() =>
        Object.assign(answer.outcome === 'found' ? (answer.value ?? {}) : {}, { list: 1 }),
      ).toThrow(TypeError);
      table.close();
    });

    test.runIf(isWritten)(
      'a change is there at once, and tells what was there before',
      async () => {
        const table = await create({ a: 'x', ...(values === 'any' && { other: { kept: 1 } }) });

        expect(await table.change('a', (before) => [before ?? null, 1])).toEqual({
          before: 'x',
          after: ['x', 1],
          outcome: 'written',
        });
        expect(await table.change('__proto__', (before) => before ?? 'new')).toMatchObject({
          before: undefined,
          outcome: 'written',
        });
        expect(await table.getAsync('a')).toEqual(found(['x', 1]));
        expect(await table.getAsync('__proto__')).toEqual(found('new'));
        expect(await table.getAsync('other')).toEqual(found({ kept: 1 }));
        table.close();
      },
    );

    test.runIf(isWritten)('a change to what is there already changes nothing', async () => {
      const table = await create({ a: { b: [1] } });

      expect(await table.change('a', () => ({ b: [1] }))).toMatchObject({ outcome: 'unchanged' });
      expect(await table.getAsync('a')).toEqual(found({ b: [1] }));
      table.close();
    });

    test.runIf(isWritten)('a change that is refused changes nothing', async () => {
      const table = await create({ a: 'x' });
      const refuse = () => {
        throw new RangeError('no');
      };

      await expect(table.change('a', refuse)).rejects.toThrow('no');
      expect(await table.getAsync('a')).toEqual(found('x'));
      table.close();
    });

    test.runIf(!isWritten)('a table that is only read says what to do instead', async () => {
      const table = await create({ a: 'x' });

      await expect(table.change('a', () => 'y')).rejects.toMatchObject({
        code: 'USAGE',
        hint: expect.stringMatching(/^Change /),
      });
      expect(await table.getAsync('a')).toEqual(found('x'));
      table.close();
    });
  });
}
