import { expect, test } from 'vitest';
import { lookupTableContract } from '../../ports/lookup-table.contract.ts';
import { ephemeralTable, nullTable, unusableTable } from './small-tables.ts';

lookupTableContract('the driver ephemeral', {
  async create(content) {
    const table = ephemeralTable();
    for (const [key, value] of Object.entries(content)) await table.change(key, () => value);
    return table;
  },
  values: 'any',
  isWritten: true,
  place: 'at hand',
});

test('the driver null has nothing and keeps nothing', async () => {
  const table = nullTable('none');

  expect(table.get('a')).toEqual({ outcome: 'nothing there' });
  await expect(table.change('a', () => 1)).rejects.toThrow('nothing can be written to "none"');
  await table.refresh();
  expect(await table.getAsync('a')).toEqual({ outcome: 'nothing there' });
});

test('a table that cannot be used here says why', async () => {
  const table = unusableTable('sqlite', 'sqlite:mine', 'there is no data directory');

  expect(table.get('a')).toEqual({ outcome: 'unavailable', reason: 'there is no data directory' });
  expect(await table.getAsync('a')).toEqual(table.get('a'));
  await expect(table.change('a', () => 1)).rejects.toThrow('there is no data directory');
});
