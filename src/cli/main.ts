import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './cli.ts';
import { commandGroups } from './commands/index.ts';
import { reportError } from './report-error.ts';
import { processTerminal } from './terminal.ts';

/** Wires the command line to this process. */
const packageRoot = join(import.meta.dirname, '../..');
const terminal = processTerminal(process.env);
const debug = process.argv.includes('--debug') || process.argv[2] === '-d';

/** What `130` means to a shell: stopped by the interrupt signal. */
const interrupted = 130;

process.on('SIGINT', () => {
  // A command that listens too cleans up by itself; it listens once, so that the second time ends it here.
  if (process.listenerCount('SIGINT') > 1) return;
  terminal.progress('');
  process.exit(interrupted);
});
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error: unknown) => {
    reportError(error, terminal, debug);
    process.exit(1);
  });
}
// `streamalert … | head` closes our output early: nobody is left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
// Node announces parts of itself that may change; that is our business and not the operator's.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (debug || warning.name !== 'ExperimentalWarning')
    terminal.error(`warning: ${warning.message}`);
});

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  groups: commandGroups,
  terminal,
  cwd: process.cwd(),
  env: process.env,
  packageRoot,
  version: versionOfPackage(),
});

function versionOfPackage(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
