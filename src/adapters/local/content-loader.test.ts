import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../domain/finding.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'streamalert-content-')));
afterAll(() => rmSync(root, { recursive: true }));

let projects = 0;

/** A folder with these files. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = join(root, String(++projects));
  for (const [name, text] of Object.entries({ 'rules/.keep': '', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Loaded {
  readonly rules: readonly string[];
  readonly matchers: readonly string[];
  readonly publishers: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  readonly failures: readonly string[];
  readonly stderr?: string;
}

/**
 * Loads a project's content in a process of its own: that is Node's own loader, where the hooks are, and not the
 * test runner's. Then runs the rules on an empty record.
 */
function load(folder: string, settings: object = {}): Loaded {
  const script = `
    const { loadContent } = await import(${JSON.stringify(import.meta.resolve('./content-loader.ts'))});
    const { compileRules } = await import(${JSON.stringify(import.meta.resolve('../../stages/rules-engine/rules-engine.ts'))});
    const { inWorker, outputs } = ${JSON.stringify({ outputs: ['slack:a'], ...settings })};
    const content = await loadContent(
      { rules: ['rules'], matchers: ['matchers'], publishers: ['publishers'] },
      { logTypes: new Set(['a:b', 'a:c']), outputs: outputs && new Set(outputs), normalizedTypes: new Set(['ip']) },
    );
    const services = { now: () => 0, random: () => true };
    const { failures } = await compileRules(content.rules, { services, logTypes: ['a:b'] }).detect({}, 'a:b');
    const namesOf = (list) => list.map(({ name }) => name);
    process.stdout.write(JSON.stringify({
      rules: namesOf(content.rules),
      matchers: namesOf(content.matchers),
      publishers: namesOf(content.publishers),
      files: Object.fromEntries(content.files),
      findings: content.findings,
      failures: failures.map(({ reason }) => reason),
    }));`;
  const inWorker = 'inWorker' in settings;
  const started = inWorker
    ? `import { Worker } from 'node:worker_threads';
       new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(script)})));`
    : script;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', started], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(output) as Loaded;
}

const sound = (name: string) => `
import { rule } from 'streamalert';
export const ${name} = rule({ name: '${name}', logs: ['a:b'], matches: () => true });
`;

const withoutFolders = (findings: readonly Finding[]) =>
  findings.filter(({ file }) => !['matchers', 'publishers'].includes(file));

describe('content', () => {
  test('is found at any depth, in order, but not in files that are left out', () => {
    const folder = project({
      'rules/b.ts': sound('b'),
      'rules/deep/deeper/a.mjs': sound('a'),
      'rules/c.js': sound('c'),
      'rules/d.test.ts': sound('d'),
      'rules/e.d.ts': 'export {};',
      'rules/__init__.ts': sound('f'),
      'rules/.hidden/g.ts': sound('g'),
      'rules/node_modules/x/h.js': sound('h'),
      'rules/i.events.json': '{}',
      'rules/README.md': '#',
      'package.json': '{"type":"module"}',
    });

    const { rules, files, findings } = load(folder);

    expect(rules).toEqual(['b', 'c', 'a']);
    expect(files['a']).toBe(join(folder, 'rules/deep/deeper/a.mjs'));
    expect(withoutFolders(findings)).toEqual([]);
  });

  test('may be of every kind in every folder, and be shared between files', () => {
    const folder = project({
      'matchers/shared.ts': `
        import { matcher, publisher, type RuleServices } from 'streamalert';
        export const inProduction = matcher({ name: 'inProduction', matches: () => true });
        export const compact = publisher({ name: 'compact', description: '', publish: (_, made) => made });
        export const ignored = 42, alsoIgnored = () => {};`,
      'publishers/again.ts': `export * from '../matchers/shared.ts';`,
      'rules/r.ts': `
        import { rule } from 'streamalert';
        import { inProduction } from '../matchers/shared.ts';
        export const second = rule({ name: 'z', logs: ['a:b'], matchers: [inProduction] });
        export const first = rule({ name: 'y', logs: ['a:c'], matchers: [inProduction] });
        export { first as firstAgain };`,
    });

    const { rules, matchers, publishers, findings } = load(folder);

    expect(rules).toEqual(['z', 'y']);
    expect(matchers).toEqual(['inProduction']);
    expect(publishers).toEqual(['compact']);
    expect(findings).toEqual([]);
  });

  test('is one file however many folders or links lead to it', () => {
    const folder = project({ 'rules/r.ts': sound('r'), 'publishers/.keep': '' });
    symlinkSync(join(folder, 'rules'), join(folder, 'matchers'));

    const { rules, findings } = load(folder);

    expect(rules).toEqual(['r']);
    expect(findings).toEqual([]);
  });

  test('says which line of a rule threw', () => {
    const folder = project({
      'rules/r.ts': `
import { rule, type LogRecord } from 'streamalert';
interface Unused { readonly a: number }
type Other = Unused;

export const r = rule({
  name: 'r',
  logs: ['a:b'],
  matches: (record): boolean => {
    const values = record as { a?: { b: string } };
    return values.a!.b === 'x';
  },
});
`,
    });

    const { failures } = load(folder);

    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain(`(${join(folder, 'rules/r.ts')}:11:22)`);
  });

  test('loads in worker threads as well', () => {
    const folder = project({ 'rules/r.ts': sound('r') });

    expect(load(folder, { inWorker: true }).rules).toEqual(['r']);
  });

  test('loads from below node_modules, as the rules of an installed package', () => {
    const folder = project({
      'node_modules/streamalert/rules/r.ts': `${sound('r')}\ninterface Unused {}`,
    });
    rmSync(join(folder, 'rules'), { recursive: true });
    symlinkSync(join(folder, 'node_modules/streamalert/rules'), join(folder, 'rules'));

    expect(load(folder).rules).toEqual(['r']);
  });

  test.each([
    ['where no package.json says what the files are', 'rules'],
    ['below node_modules', 'node_modules/x/rules'],
  ])('loads without a word on stderr %s', (_, rules) => {
    const folder = project({ [`${rules}/r.ts`]: sound('r') });
    const code = `
      const { loadContent } = await import(${JSON.stringify(import.meta.resolve('./content-loader.ts'))});
      const none = new Set();
      const { rules } = await loadContent({ rules: ['${rules}'], matchers: [], publishers: [] },
        { logTypes: new Set(['a:b']), outputs: none, normalizedTypes: none });
      process.stdout.write(rules.map(({ name }) => name).join());`;

    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', code],
      { cwd: folder, encoding: 'utf8' },
    );

    expect({ stdout, stderr }).toEqual({ stdout: 'r', stderr: '' });
  });
});

describe('broken content', () => {
  test('is told all at once, with its place, and does not keep sound rules from loading', () => {
    const folder = project({
      'rules/a-sound.ts': sound('sound'),
      'rules/b-syntax.ts': `export const a = 1;\nexport const b = { c: 1 'd' };\n`,
      'rules/c-enum.ts': `export const a = 1;\n\nenum Color { Red }\n`,
      'rules/d-throws.ts': `import { rule } from 'streamalert';\n\nthrow new Error('boom at load');\n`,
      'rules/e-package.ts': `import x from 'no-such-package';\n`,
      'rules/f-export.ts': `import { nope } from 'streamalert';\n`,
      'rules/g-syntax.mjs': `export const a = 1;\nexport const b = ;\n`,
      'rules/h-helper.ts': `import './missing.ts';\n`,
      'package.json': '{"type":"module"}',
    });

    const { rules, findings } = load(folder);

    expect(rules).toEqual(['sound']);
    const told = withoutFolders(findings);
    expect(told.map(({ level, file, line, column }) => [level, file, line, column])).toEqual([
      ['load', 'rules/b-syntax.ts', 2, 25],
      ['load', 'rules/c-enum.ts', 3, 1],
      ['load', 'rules/d-throws.ts', 3, 7],
      ['load', 'rules/e-package.ts', undefined, undefined],
      ['load', 'rules/f-export.ts', 1, 10],
      ['load', 'rules/g-syntax.mjs', 2, 18],
      ['load', 'rules/h-helper.ts', undefined, undefined],
    ]);
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringContaining('Expected'),
      expect.stringMatching(/enum.*use a union/),
      expect.stringContaining('boom at load'),
      expect.stringMatching(/no-such-package.*install the package/),
      expect.stringContaining("'nope'"),
      expect.stringContaining('Unexpected token'),
      expect.stringContaining('missing.ts'),
    ]);
  });

  test('names each unknown log type, output, normalised type and publisher, and the nearest one', () => {
    const folder = project({
      'rules/r.ts': `
import { rule } from 'streamalert';
const matches = () => true;
export const a = rule({ name: 'a', logs: ['a:b', 'a:bb', 'a'], matches });
export const b = rule({ name: 'b', logs: ['a:b'], outputs: ['slack:b'], publishers: { slack: 'compct' }, matches });
export const c = rule({ name: 'c', datatypes: ['ipp'], matches });
`,
      'publishers/p.ts': `
import { publisher } from 'streamalert';
export const compact = publisher({ name: 'compact', description: '', publish: (_, made) => made });
`,
    });

    const { rules, findings } = load(folder);

    expect(rules).toEqual(['b', 'c']);
    expect(withoutFolders(findings)).toMatchObject([
      { level: 'load', file: 'rules/r.ts', path: 'a.logs', suggestion: 'a:b', line: 4, column: 18 },
      { level: 'load', path: 'a.logs', message: expect.stringContaining('such as "a:b"') },
      { level: 'warning', path: 'b.outputs', suggestion: 'slack:a', line: 5 },
      { level: 'warning', path: 'b.publishers', suggestion: 'compact' },
      { level: 'warning', path: 'c.datatypes', suggestion: 'ip' },
    ]);
  });

  test('does not ask for outputs where they do not matter', () => {
    const folder = project({
      'rules/r.ts': sound('r').replace('matches', `outputs: ['jira:x'], matches`),
    });

    expect(withoutFolders(load(folder, { outputs: null }).findings)).toEqual([]);
  });

  test('with unsound options is left out, with every problem told', () => {
    const folder = project({
      'rules/r.js': `
import { rule } from 'streamalert';
export const bad = rule({ name: 'bad', logs: ['a:b'], severity: 'hihg', outputs: ['slack'], titel: '' });
export const good = rule({ name: 'good', logs: ['a:b'], where: { a: 1 } });
`,
      'package.json': '{"type":"module"}',
    });

    const { rules, findings } = load(folder);

    expect(rules).toEqual(['good']);
    expect(withoutFolders(findings)).toMatchObject([
      { level: 'load', path: 'bad.severity', suggestion: 'high', line: 3 },
      { level: 'load', path: 'bad.outputs[0]' },
      { level: 'load', path: 'bad.titel', suggestion: 'title' },
      { level: 'load', path: 'bad.matches' },
    ]);
  });

  test('that nobody exports is told', () => {
    const folder = project({
      'rules/r.ts': `${sound('r')}
const forgotten = rule({ name: 'forgotten', logs: ['a:b'], matches: () => true });
export const used = [forgotten];
`,
    });

    const { rules, findings } = load(folder);

    expect(rules).toEqual(['r']);
    expect(withoutFolders(findings)).toMatchObject([
      { level: 'warning', file: 'rules/r.ts', path: 'forgotten', line: 5 },
    ]);
  });

  test('may be a matcher or publisher that lacks its function', () => {
    const folder = project({
      'publishers/p.js': `
        import { matcher, publisher } from 'streamalert';
        export const p = publisher({ name: 'p' }), m = matcher({ matches: () => true });`,
      'package.json': '{"type":"module"}',
    });

    const { matchers, publishers, findings } = load(folder);

    expect([...matchers, ...publishers]).toEqual([]);
    expect(withoutFolders(findings)).toMatchObject([
      { level: 'load', file: 'publishers/p.js', path: expect.stringMatching(/name$/) },
      { level: 'load', file: 'publishers/p.js', path: 'p.publish' },
    ]);
  });

  test('of one name twice is told with both files, and the first goes on detecting', () => {
    const folder = project({
      'rules/a.ts': sound('twin'),
      'rules/b/c.ts': sound('twin'),
    });

    const { rules, files, findings } = load(folder);

    expect(rules).toEqual(['twin']);
    expect(files['twin']).toBe(join(folder, 'rules/a.ts'));
    expect(withoutFolders(findings)).toMatchObject([
      {
        level: 'load',
        file: 'rules/b/c.ts',
        path: 'twin',
        message: expect.stringMatching(/rules\/a\.ts, rules\/b\/c\.ts/),
      },
    ]);
  });

  test('in a folder that is not there is a warning', () => {
    const folder = project({ 'rules/r.ts': sound('r') });

    expect(load(folder).findings).toMatchObject([
      { level: 'warning', file: 'publishers', message: expect.stringContaining('ENOENT') },
      { level: 'warning', file: 'matchers' },
    ]);
  });

  test('behind a dangling link is told, a link back is harmless, and does not hide the rest', () => {
    const folder = project({ 'rules/r.ts': sound('r') });
    symlinkSync(join(folder, 'nowhere.ts'), join(folder, 'rules/a.ts'));
    symlinkSync(join(folder, 'rules'), join(folder, 'rules/circle'));

    const { rules, findings } = load(folder);

    expect(rules).toEqual(['r']);
    expect(withoutFolders(findings)).toMatchObject([{ file: 'rules/a.ts', level: 'warning' }]);
  });
});
