import { describe, expect, test } from 'vitest';
import type { RuleChange, RuleTable, RuleTableSync } from './rule-table.ts';

const hour = 3_600_000;
const noon = Date.UTC(2026, 2, 14, 12);
const at = (now: number, by = 'ann'): RuleChange => ({ now, by });
const rulesNamed = (...names: string[]) => names.map((name) => ({ name, stagingHours: 48 }));
const staging: RuleTableSync = { newRules: 'stage', missingRules: 'delete' };

/** What every rule table must do; the test of each adapter calls this with its own factory. */
export function ruleTableContract(adapter: string, create: () => RuleTable) {
  describe(`${adapter} as a rule table`, () => {
    const tableOf = (...names: string[]) => {
      const table = create();
      table.sync(rulesNamed(...names), staging, at(noon));
      return table;
    };
    const stagedIn = (table: RuleTable) =>
      table.list().flatMap(({ ruleName, staged }) => (staged ? [ruleName] : []));

    test('is empty at first', () => {
      expect(create().list()).toEqual([]);
    });

    test('stages no rule of the first time', () => {
      const table = create();

      const { added, deleted } = table.sync(rulesNamed('b', 'a'), staging, at(noon));

      expect(deleted).toEqual([]);
      expect(added.map(({ ruleName }) => ruleName)).toEqual(['b', 'a']);
      const row = { staged: false, stagedAt: null, stagedUntil: null };
      const changed = { changedAt: noon, changedBy: 'ann' };
      expect(table.list()).toEqual([
        { ruleName: 'a', ...row, ...changed },
        { ruleName: 'b', ...row, ...changed },
      ]);
    });

    test('stages rules that come later, each for its own time', () => {
      const table = tableOf('a');
      const quick = { name: 'quick', stagingHours: 0.5 };

      const { added } = table.sync([...rulesNamed('a', 'new'), quick], staging, at(noon + 1));

      expect(stagedIn(table)).toEqual(['new', 'quick']);
      expect(added).toEqual(table.list().filter(({ staged }) => staged));
      expect(table.list()[1]).toEqual({
        ruleName: 'new',
        staged: true,
        stagedAt: noon + 1,
        stagedUntil: noon + 1 + 48 * hour,
        changedAt: noon + 1,
        changedBy: 'ann',
      });
      expect(table.list()[2]?.stagedUntil).toBe(noon + 1 + hour / 2);
    });

    test('makes new rules live when it is asked to', () => {
      const table = tableOf('a');

      table.sync(rulesNamed('a', 'new'), { ...staging, newRules: 'live' }, at(noon));

      expect(stagedIn(table)).toEqual([]);
      expect(table.list()).toHaveLength(2);
    });

    test('deletes rules that are gone, unless they are to be kept', () => {
      const table = tableOf('a', 'b', 'c');

      const kept = table.sync(rulesNamed('a'), { ...staging, missingRules: 'keep' }, at(noon));
      const gone = table.sync(rulesNamed('a'), staging, at(noon));

      expect(kept).toEqual({ added: [], deleted: [] });
      expect(gone).toEqual({ added: [], deleted: ['b', 'c'] });
      expect(table.list().map(({ ruleName }) => ruleName)).toEqual(['a']);
    });

    test('a rule that is there already keeps its state', () => {
      const table = tableOf('a', 'b');
      table.stage('a', at(noon + hour));
      const before = table.list();

      expect(table.sync(rulesNamed('a', 'b'), staging, at(noon + 5 * hour, 'bob'))).toEqual({
        added: [],
        deleted: [],
      });

      expect(table.list()).toEqual(before);
    });

    test('staging begins a time, and staging again begins it anew', () => {
      const table = tableOf('a');

      const first = table.stage('a', at(noon));
      const second = table.stage('a', at(noon + hour, 'bob'));

      expect(first).toEqual({ outcome: 'staged', stagedUntil: noon + 48 * hour });
      expect(second).toEqual({ outcome: 'renewed', stagedUntil: noon + 49 * hour });
      expect(table.list()).toMatchObject([
        { staged: true, stagedAt: noon + hour, stagedUntil: noon + 49 * hour, changedBy: 'bob' },
      ]);
    });

    test('the time is the one of the last sync', () => {
      const table = tableOf('a');
      table.sync([{ name: 'a', stagingHours: 2 }], staging, at(noon));

      expect(table.stage('a', at(noon))).toMatchObject({ stagedUntil: noon + 2 * hour });
    });

    test('a time without end ends with the calendar', () => {
      const table = create();
      table.sync([{ name: 'a', stagingHours: 1e300 }], staging, at(noon));

      table.stage('a', at(noon));

      expect(new Date(table.list()[0]?.stagedUntil ?? Number.NaN).getUTCFullYear()).toBe(275_760);
    });

    test('unstaging keeps when it was staged', () => {
      const table = tableOf('a');
      table.stage('a', at(noon));

      expect(table.unstage('a', at(noon + hour, 'bob'))).toBe('unstaged');
      expect(table.unstage('a', at(noon + 2 * hour))).toBe('was not staged');

      expect(table.list()).toEqual([
        {
          ruleName: 'a',
          staged: false,
          stagedAt: noon,
          stagedUntil: noon + 48 * hour,
          changedAt: noon + hour,
          changedBy: 'bob',
        },
      ]);
    });

    test.each(['nobody', '__proto__', "x' OR '1'='1", ''])(
      'changes nothing for %j, which is no rule of it',
      (name) => {
        const table = tableOf('a');
        const before = table.list();

        expect(table.stage(name, at(noon))).toEqual({ outcome: 'unknown rule' });
        expect(table.unstage(name, at(noon))).toBe('unknown rule');

        expect(table.list()).toEqual(before);
      },
    );

    test('promotes a rule as it was seen, and not one that was staged again meanwhile', () => {
      const table = tableOf('a', 'b');
      table.stage('a', at(noon));
      table.stage('b', at(noon));
      const [a, b] = table.list();
      table.stage('b', at(noon + hour));
      if (a === undefined || b === undefined) throw new Error('two rules are in the table');

      expect(table.promote(a, at(noon + 49 * hour, 'promotion'))).toBe(true);
      expect(table.promote(a, at(noon + 49 * hour, 'promotion'))).toBe(false);
      expect(table.promote(b, at(noon + 49 * hour, 'promotion'))).toBe(false);

      expect(table.list()).toMatchObject([
        { staged: false, changedBy: 'promotion' },
        { staged: true, changedBy: 'ann' },
      ]);
    });

    test('has another version after every change, and the same without one', () => {
      const table = create();
      const versions = [table.version()];
      const changes = [
        () => table.sync(rulesNamed('a', 'b'), staging, at(noon)),
        () => table.stage('a', at(noon)),
        () => table.stage('a', at(noon + 1)),
        () => table.unstage('a', at(noon)),
        () => table.sync(rulesNamed('a'), staging, at(noon)),
      ];
      for (const change of changes) {
        change();
        versions.push(table.version());
      }

      expect(new Set(versions).size).toBe(versions.length);
      table.unstage('a', at(noon));
      table.stage('nobody', at(noon));
      table.sync(rulesNamed('a'), staging, at(noon));
      expect(table.version()).toBe(versions.at(-1));
    });
  });
}
