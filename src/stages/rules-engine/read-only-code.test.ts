import { describe, expect, test } from 'vitest';
import { isPlainlyReadOnly } from './read-only-code.ts';

type Code = (record: Record<string, unknown>) => unknown;
const codeOf = (source: string): Code => new Function(`return ${source}`)() as Code;

describe('plainly read-only', () => {
  test.each([
    `(record) => record.eventName === 'StopLogging' && at(record, 'a', 'b') !== null`,
    `(record) => { const name = at(record, 'x'); return name === 'a=b' || ['a', 'b'].includes(name); }`,
    `(record) => { const { a, b } = record; for (const item of a) if (item === b) return true; return false; }`,
    `(record) => record.list.some((item) => item.startsWith('x') && /^[a-z]+$/.test(item))`,
    `(record) => record.list.filter(Boolean).map(String).some((item) => item === 'x')`,
    `(record) => typeof record.a === 'string' && record.a.length >= 3 // a = b`,
    `(record) => \`\${record.a}:\${record.b}\` === 'a:b'`,
    `{ matches(record) { return record.a === 1; } }.matches`,
  ])('%s', (source) => {
    expect(
      isPlainlyReadOnly(
        codeOf(
          source.startsWith('{') ? `(${source.slice(0, source.lastIndexOf('.'))}).matches` : source,
        ),
      ),
    ).toBe(true);
  });
});

describe('not plainly read-only', () => {
  test.each([
    `(record) => { record.a = 1; return true; }`,
    `(record) => { record['a'] += 1; return true; }`,
    `(record) => { delete record.a; return true; }`,
    `(record) => record.count++ > 3`,
    `(record) => { record.list.push(1); return true; }`,
    `(record) => record.list.sort()[0] === 1`,
    `(record) => { Object.assign(record, { a: 1 }); return true; }`,
    `(record) => change(record)`,
    `(record) => record.list.map(change).length > 0`,
    `(record) => record.list.some(helpers.change)`,
    `(record) => (0, record.change)(1)`,
    `(record) => record['change'](1)`,
    `(record) => record.change?.(1)`,
    `(record) => { ({ a: record.b } = { a: 1 }); return true; }`,
    `(record) => { [record.a] = [1]; return true; }`,
    `(record) => { for (record.a of [1]) {} return true; }`,
    `(record) => { record.a ??= 1; return true; }`,
    `(record) => tag\`\${record}\``,
    `async (record) => { await 0; return record.a === 1; }`,
    `function (record) { return this.change(record); }`,
    `(record, at = change) => at(record)`,
    `Object.prototype.hasOwnProperty`,
  ])('%s', (source) => {
    expect(isPlainlyReadOnly(codeOf(source))).toBe(false);
  });
});
