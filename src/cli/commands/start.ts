import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type LoadedContent, loadContent } from '../../adapters/local/content-loader.ts';
import type { Config } from '../../config/config.ts';
import { configError } from '../../config/format-findings.ts';
import { loadConfig } from '../../config/load-config.ts';
import { outputs } from '../../outputs/index.ts';
import { parsers } from '../../parsers/index.ts';
import { type Embedded, startEmbedded } from '../../runtimes/embedded/embedded.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { type Project, resolveProject } from '../project.ts';
import { startReport } from '../start-report.ts';
import { writeRecordTypes } from '../write-record-types.ts';

const options = z.object({
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8080)
    .describe('port of the HTTP input')
    .meta({ short: 'p' }),
  dataDir: z.string().default('.streamalert').describe('folder for state and history'),
  sample: z.boolean().default(false).describe('read the sample logs first'),
  workers: z
    .int()
    .min(1)
    .max(64)
    .default(availableParallelism())
    .describe('threads that classify and detect')
    .meta({ short: 'w' }),
});

type Options = z.infer<typeof options>;

export const start = defineCommand({
  name: 'start',
  summary: 'Run everything on this machine: take logs in, detect, deliver alerts',
  description: [
    'Listens on http://127.0.0.1:<port>/ingest/<source> for the data sources of conf/clusters. State and history are',
    'kept in the data directory; started again, it goes on where it stopped. Ctrl-C stops it; nothing is lost.',
  ].join('\n'),
  options,
  examples: [
    { command: 'streamalert start', explanation: 'with the conf/ and rules/ of this folder' },
    {
      command: 'streamalert start --port 9000 --data-dir /var/lib/streamalert',
      explanation: 'elsewhere',
    },
    { command: 'streamalert start --sample', explanation: 'with the sample logs, to see it work' },
  ],
  async run(given: Options, context) {
    const project = resolveProject(context);
    const config = await checkedConfig(project);
    const content = await checkedContent(project, config, context);
    if (!project.isStarter) writeRecordTypes(project.root, config.logTypes);

    const samples = sampleFolder(project, context, given);
    const report = startReport(context.terminal, {
      project,
      config,
      content,
      dataDir: given.dataDir,
      version: context.version,
      sampleStory:
        samples === join(context.packageRoot, 'samples')
          ? 'an intrusion at the invented company Northwind, 14 March 2026'
          : (samples ?? 'none'),
    });
    let onFilesDone = () => {};
    const filesDone = new Promise<void>((done) => {
      onFilesDone = done;
    });
    const embedded = await startEmbedded({
      config,
      publishers: content.publishers,
      locations: locationsOf(project),
      dataDir: resolve(context.cwd, given.dataDir),
      port: given.port,
      workers: given.workers,
      files: { resource: 'samples', paths: samples === undefined ? [] : [samples] },
      env: context.env,
      print: (line) => context.terminal.print(line),
      observer: report.observer,
      onFilesDone,
      onTrouble: report.trouble,
    });
    return runUntilStopped(embedded, filesDone, report, samples !== undefined);
  },
});

async function runUntilStopped(
  embedded: Embedded,
  filesDone: Promise<void>,
  report: ReturnType<typeof startReport>,
  hasSamples: boolean,
): Promise<number> {
  const stopped = new Promise<'stopped'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => done('stopped'));
  });
  try {
    const first = await Promise.race([
      filesDone,
      stopped,
      embedded.finished.then(() => 'ended' as const),
    ]);
    if (first === undefined) {
      if (hasSamples) report.sampleDone(embedded);
      report.listening(embedded);
      await Promise.race([stopped, embedded.finished]);
    }
    report.stopping();
    return 0;
  } finally {
    await embedded.stop();
    report.stopped();
  }
}

async function checkedConfig(project: Project): Promise<Config> {
  const { config, findings } = await loadConfig({
    dir: project.configDir,
    parsers,
    outputServices: outputs,
  });
  if (config === undefined) throw configError(findings);
  return config;
}

/** One broken matcher breaks every rule that uses it. */
const findingsShownMax = 12;

/** Rules that are not sound are left out and named; the sound ones run. */
async function checkedContent(
  project: Project,
  config: Config,
  { terminal }: CommandContext,
): Promise<LoadedContent> {
  const content = await loadContent(locationsOf(project), {
    logTypes: new Set(config.logTypes.map(({ name }) => name)),
    outputs: new Set(config.outputs.map(({ service, descriptor }) => `${service}:${descriptor}`)),
    normalizedTypes: config.normalizedTypes,
  });
  for (const { level, file, path, message } of content.findings.slice(0, findingsShownMax)) {
    const place = path === '' ? file : `${file}: ${path}`;
    terminal.error(`  ${level === 'load' ? 'left out' : 'warning'}  ${place}: ${message}`);
  }
  const more = content.findings.length - findingsShownMax;
  if (more > 0) terminal.error(`  and ${more} more; "streamalert test" shows all of them`);
  return content;
}

const locationsOf = ({ ruleDirs, matcherDirs, publisherDirs }: Project) => ({
  rules: ruleDirs,
  matchers: matcherDirs,
  publishers: publisherDirs,
});

/** The project's own samples, else those of the package; undefined when none are asked for. */
function sampleFolder(
  { root }: Project,
  { packageRoot }: CommandContext,
  { sample }: Pick<Options, 'sample'>,
): string | undefined {
  if (!sample) return undefined;
  return [join(root, 'samples'), join(packageRoot, 'samples')].find((folder) => existsSync(folder));
}
