import type { Command } from '../command.ts';

/** A command in the list: enough for the list, so that only the one that is asked for is loaded. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

export const commands: readonly ListedCommand[] = [
  {
    name: 'alerts list',
    summary: 'Alerts and how far each has come with its outputs, newest first',
    load: async () => (await import('./alerts-list.ts')).alertsList,
  },
  {
    name: 'config check',
    summary: 'Check the configuration and name everything that is wrong with it',
    load: async () => (await import('./config-check.ts')).configCheck,
  },
  {
    name: 'new',
    summary: 'Begin a project of your own: conf/, rules/, editor and CI settings',
    load: async () => (await import('./new.ts')).newProject,
  },
  {
    name: 'quarantine list',
    summary: 'Records that fit no schema, with the reason, newest first',
    load: async () => (await import('./quarantine-list.ts')).quarantineList,
  },
  {
    name: 'scan',
    summary: 'Look for incidents in files and folders of logs',
    load: async () => (await import('./scan.ts')).scan,
  },
  {
    name: 'start',
    summary: 'Run everything on this machine: take logs in, detect, deliver alerts',
    load: async () => (await import('./start.ts')).start,
  },
  {
    name: 'status',
    summary: 'What came in, what became of it, and what waits',
    load: async () => (await import('./status.ts')).status,
  },
  {
    name: 'test',
    summary: 'Run the test events of the rules',
    load: async () => (await import('./test.ts')).test,
  },
  {
    name: 'types',
    summary: 'Write the TypeScript types of all records, from the schemas',
    load: async () => (await import('./types.ts')).types,
  },
];
