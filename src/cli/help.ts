import type { CommandGroup } from './commands/index.ts';

/** Help of the program as a whole; needs no command to be loaded. */
export function topLevelHelp({
  groups,
  version,
}: {
  readonly groups: readonly CommandGroup[];
  readonly version: string;
}): string {
  const names = groups.flatMap(({ commands }) => commands.map(({ name }) => name));
  const width = Math.max(24, ...names.map((name) => name.length));
  const rows = groups.flatMap(({ title, commands }) => [
    `${title}:`,
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
  ]);
  const options = [
    ['-c, --config-dir <dir>', 'configuration files (else STREAMALERT_CONFIG_DIR, else conf)'],
    ['-d, --debug', 'show where an error came from'],
    ['-v, --version', 'print the version'],
    ['-h, --help', 'show this help; each command has its own'],
  ].map(([flags = '', text = '']) => `  ${flags.padEnd(width)}  ${text}`);

  return [
    `StreamAlert ${version}: detection of incidents in log data, as code`,
    '',
    'Usage: streamalert [options before the command] <command> …',
    '',
    ...rows,
    'Options:',
    ...options,
    '',
    'Examples:',
    '  streamalert scan .',
    '      look through the logs in this folder with the starter rules',
    '  streamalert new my-detections',
    '      begin a project of your own',
    '',
    'Exit status: 0 all is well, 1 it failed or found something, 2 wrong usage, 130 stopped with Ctrl-C.',
  ].join('\n');
}
