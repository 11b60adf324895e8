import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { formatFindings } from '../../config/format-findings.ts';
import { type FileChange, type MigrationPlan, planMigration } from '../../config/plan-migration.ts';
import type { Finding } from '../../domain/finding.ts';
import { loadProjectConfig } from '../../runtimes/project-config.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { type Paint, painter } from '../paint.ts';
import { requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { unifiedDiff } from '../migrate/unified-diff.ts';
import { writeMigration } from '../migrate/write-migration.ts';

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'Bring the configuration of an earlier release into the current form',
  description: [
    'Reads a conf/ of any release of StreamAlert and shows what would change, file by file. Nothing is written',
    'without --write. With it, the new directory takes the place of the old one, which is kept beside it as',
    '<directory>.before-migration.',
    '',
    'Exit status: 0 shown, written, or nothing to do; 1 a person has to decide something first, and nothing was',
    'written.',
  ].join('\n'),
  options: z.object({
    from: z
      .string()
      .min(1)
      .optional()
      .meta({ value: 'directory' })
      .describe('the directory to migrate (usual: the configuration of this project)'),
    to: z
      .string()
      .min(1)
      .optional()
      .meta({ value: 'directory' })
      .describe('where the result goes; the original stays as it is (usual: in its place)'),
    write: z.boolean().default(false).describe('write the result'),
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    {
      command: 'streamalert migrate --from ../streamalert/conf',
      explanation: 'shows what would change',
    },
    {
      command: 'streamalert migrate --from ../streamalert/conf --to conf --write',
      explanation: 'makes conf/ of it and leaves the original alone',
    },
  ],
  async run({ from: source, to: target, write, json }, context) {
    const { terminal } = context;
    const from = source ?? requireProject(context).configDir;
    const to = target ?? from;
    refuseUnlessFolders(context, from, to);
    const plan = await planMigration(from);
    const result = await resultOf(from, plan);
    const isOpen = plan.decisions.length > 0;
    const isNothing = plan.changes.length === 0 && to === from;
    const writes = write && !isOpen && !isNothing;
    const written = writes
      ? await writeMigration(plan, resolve(context.cwd, from), resolve(context.cwd, to))
      : undefined;
    const report: Report = {
      from,
      to,
      plan,
      result,
      isWritten: writes,
      backup: written?.backup && (relative(context.cwd, written.backup) || '.'),
    };
    terminal.print(json ? asJson(report) : asText(report, context));
    return isOpen ? 1 : 0;
  },
});

interface Report {
  readonly from: string;
  readonly to: string;
  readonly plan: MigrationPlan;
  readonly result: Result;
  readonly isWritten: boolean;
  readonly backup: string | undefined;
}

/** What the migrated configuration comes to, apart from what is told about its earlier form. */
interface Result {
  readonly loads: boolean;
  readonly summary: string;
  readonly errors: readonly Finding[];
  readonly beforeBuild: number;
  /** What is told of the current form on every load as well. */
  readonly staysTold: number;
}

function refuseUnlessFolders({ cwd }: CommandContext, from: string, to: string): void {
  const source = resolve(cwd, from);
  if (!existsSync(source) || !statSync(source).isDirectory()) {
    const hint = 'Name the directory that holds global.json, or logs.json, and clusters/.';
    throw usageError(`there is no directory ${JSON.stringify(from)}`, hint);
  }
  const target = resolve(cwd, to);
  if (existsSync(target) && !statSync(target).isDirectory()) {
    throw usageError(`${JSON.stringify(to)} is a file`, 'Name a directory for the result.');
  }
  if (target !== source && !relative(source, target).startsWith('..')) {
    throw usageError(
      `${JSON.stringify(to)} lies inside ${JSON.stringify(from)}`,
      'Name a directory beside it.',
    );
  }
}

/** Loading migrates in memory, so it says beforehand what the written result would say. */
async function resultOf(dir: string, { notices }: MigrationPlan): Promise<Result> {
  const { config, findings } = await loadProjectConfig({ dir });
  const clusters = config?.clusters ?? [];
  const sources = clusters.flatMap(({ dataSources }) => dataSources);
  return {
    loads: config !== undefined,
    summary: [
      counted(clusters.length, 'cluster'),
      counted(sources.length, 'data source'),
      counted(config?.logTypes.length ?? 0, 'log type'),
    ].join(', '),
    errors: findings.filter(({ level }) => level === 'load'),
    beforeBuild: findings.filter(({ level }) => level === 'build').length,
    staysTold: formerIn(findings) - formerIn(notices),
  };
}

const formerIn = (all: readonly { readonly level: string }[]): number =>
  all.filter(({ level }) => level === 'migration').length;

function asJson({ from, to, plan, result, isWritten, backup }: Report): string {
  const { changes, decisions, notices } = plan;
  const { loads, errors } = result;
  const content = { from, to, written: isWritten, backup: backup ?? null, loads };
  return JSON.stringify({ ...content, changes, decisions, notices, errors }, null, 2);
}

function asText(report: Report, { terminal }: CommandContext): string {
  const { from, plan } = report;
  const paint = painter(terminal.color);
  if (plan.changes.length === 0 && plan.decisions.length === 0) {
    const stands = `${from}: nothing to migrate, everything is in the current form.`;
    const next = report.isWritten ? ['', ...nextSteps(report)] : [];
    return [stands, ...staysTold(report), ...next].join('\n');
  }
  return [
    ...plan.changes.flatMap((change) => [...diffOf(change, report, paint), '']),
    ...noticeLines(report, paint),
    ...decisionLines(report, paint),
    ...summaryLines(report),
    '',
    ...nextSteps(report),
  ].join('\n');
}

function diffOf(change: FileChange, { from, to }: Report, paint: Paint): readonly string[] {
  const { file, before, after, isReformatted } = change;
  const old = before === undefined ? '/dev/null' : join(from, change.from ?? file);
  const now = after === undefined ? '/dev/null' : join(to, file);
  const lines = unifiedDiff({ name: old, text: before ?? '' }, { name: now, text: after ?? '' });
  const note = [
    ...(change.action === 'rename' && before === after ? ['# renamed, with the same content'] : []),
    ...(isReformatted && after !== undefined ? [`# ${now} is also indented with two blanks`] : []),
  ];
  return [...note, ...lines].map((line) => painted(shown(line), paint));
}

function painted(line: string, paint: Paint): string {
  if (/^(?:---|\+\+\+) /.test(line)) return paint(line, 'bold');
  if (line.startsWith('@@') || line.startsWith('#')) return paint(line, 'dim');
  if (line.startsWith('-')) return paint(line, 'red');
  return line.startsWith('+') ? paint(line, 'green') : line;
}

/** Names in files must not move the cursor; JSON escapes control characters, but not all that disturb a line. */
const shown = (line: string): string =>
  line.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

function noticeLines({ from, plan }: Report, paint: Paint): readonly string[] {
  const notices = plan.notices.filter(({ level }) => level !== 'load');
  if (notices.length === 0) return [];
  const findings = notices.map(({ level, file, path, message, line, column }) => ({
    level,
    file: join(from, file),
    path,
    message,
    line,
    column,
  }));
  return ['What was in an earlier form', formatted(findings, paint), ''];
}

function decisionLines({ plan }: Report, paint: Paint): readonly string[] {
  if (plan.decisions.length === 0) return [];
  return [paint('Needs your decision', 'bold'), formatted(plan.decisions, paint), ''];
}

const formatted = (findings: readonly Finding[], paint: Paint): string =>
  formatFindings(findings, {
    paint: (text, as) => {
      if (as === 'file') return paint(text, 'bold');
      return paint(text, as === 'load' ? 'red' : as === 'warning' ? 'yellow' : 'dim');
    },
  });

function summaryLines({ plan, result, isWritten, to, backup }: Report): readonly string[] {
  const count = (action: FileChange['action'], words: string) => {
    const files = plan.changes.filter((change) => change.action === action).length;
    return files === 0 ? [] : [`${files} ${words}`];
  };
  const files = [
    ...count('create', 'new'),
    ...count('change', 'changed'),
    ...count('rename', 'renamed'),
    ...count('remove', 'removed'),
  ].join(', ');
  const done = isWritten ? `Written to ${to}` : 'Nothing was written';
  const kept = backup === undefined ? '' : ` What stood there is kept in ${backup}.`;
  const loads = result.loads
    ? `It loads: ${result.summary}.`
    : `It does not load yet: ${counted(result.errors.length, 'error')}.`;
  const build =
    result.beforeBuild > 0
      ? [`${counted(result.beforeBuild, 'thing')} to correct before anything is built for AWS.`]
      : [];
  const first = `${files === '' ? 'No file' : `Files: ${files}`}. ${done}.${kept}`;
  return [first, loads, ...build, ...staysTold({ result })];
}

/** A program cannot say where the fields are that the former normalisation finds by name. */
function staysTold({ result }: Pick<Report, 'result'>): readonly string[] {
  if (result.staysTold <= 0) return [];
  const count = counted(result.staysTold, 'thing');
  return [`${count} of an old form only you can write in another way; "config check" names them.`];
}

function nextSteps(report: Report): readonly string[] {
  const { from, to, plan, isWritten, backup } = report;
  if (plan.decisions.length > 0) {
    return ['Next', `  decide what is listed above, in the files of ${from}, then run this again`];
  }
  const dir = to === 'conf' ? '' : `--config-dir ${to} `;
  if (isWritten) {
    return [
      'Next',
      `  npx streamalert ${dir}config check     what is left to correct`,
      `  npx streamalert ${dir}scan ./logs      look through files of logs with it`,
      ...(backup === undefined ? [] : [`  rm -r ${to} && mv ${backup} ${to}     undo`]),
    ];
  }
  const target = to === from ? '' : ` --to ${to}`;
  const command = `npx streamalert migrate --from ${from}${target} --write`;
  const effect =
    to === from ? 'writes it; the original is kept beside it' : 'writes it; the original stays';
  return ['Next', `  ${command}     ${effect}`];
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
