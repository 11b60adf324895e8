import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Embedded, startEmbedded } from '../../runtimes/embedded/embedded.ts';
import { checkedConfig, checkedContent, locationsOf } from '../checked-project.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { type Project, resolveProject } from '../project.ts';
import { startStaging, startStagingOptions } from '../rule-staging/start-staging.ts';
import { startReport } from '../start-report.ts';
import { writeRecordTypes } from '../write-record-types.ts';
import { workersOption } from '../workers-option.ts';

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
  workers: workersOption,
  ...startStagingOptions,
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
    const content = await checkedContent(locationsOf(project), config, context);
    if (!project.isStarter) writeRecordTypes(project.root, config);

    const ruleStaging = startStaging(given, config, content, context);
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
      rules: content.rules,
      locations: locationsOf(project),
      dataDir: resolve(context.cwd, given.dataDir),
      port: given.port,
      workers: given.workers,
      files: { resource: 'samples', paths: samples === undefined ? [] : [samples] },
      env: context.env,
      print: (line) => context.terminal.print(line),
      observer: report.observer,
      ruleStaging,
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

/** The project's own samples, else those of the package; undefined when none are asked for. */
function sampleFolder(
  { root }: Project,
  { packageRoot }: CommandContext,
  { sample }: Pick<Options, 'sample'>,
): string | undefined {
  if (!sample) return undefined;
  return [join(root, 'samples'), join(packageRoot, 'samples')].find((folder) => existsSync(folder));
}
