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
    name: 'classify',
    summary: 'Say which log type records are, and why, or why they are none',
    load: async () => (await import('./classify.ts')).classify,
  },
  {
    name: 'config check',
    summary: 'Check the configuration and name everything that is wrong with it',
    load: async () => (await import('./config-check.ts')).configCheck,
  },
  {
    name: 'migrate',
    summary: 'Bring the configuration of an earlier release into the current form',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  {
    name: 'new',
    summary: 'Begin a project of your own: conf/, rules/, editor and CI settings',
    load: async () => (await import('./new.ts')).newProject,
  },
  {
    name: 'quarantine export',
    summary: 'Write records in quarantine to a file: whole, or raw as they arrived',
    load: async () => (await import('./quarantine-export.ts')).quarantineExport,
  },
  {
    name: 'quarantine list',
    summary: 'Records that could not be classified, counted by what keeps them out',
    load: async () => (await import('./quarantine-list.ts')).quarantineList,
  },
  {
    name: 'quarantine show',
    summary: 'One record in quarantine: where it came from, what keeps it out, what to do',
    load: async () => (await import('./quarantine-show.ts')).quarantineShow,
  },
  {
    name: 'reprocess',
    summary: 'Classify records in quarantine again, after a schema or a parser has changed',
    load: async () => (await import('./reprocess.ts')).reprocess,
  },
  {
    name: 'scan',
    summary: 'Look for incidents in files and folders of logs',
    load: async () => (await import('./scan.ts')).scan,
  },
  {
    name: 'schema diff',
    summary: 'Compare data with the schema of a log type: new, vanished and changed fields',
    load: async () => (await import('./schema-diff.ts')).schemaDiff,
  },
  {
    name: 'schema infer',
    summary: 'Write a schema from sample files that every one of their records fits',
    load: async () => (await import('./schema-infer.ts')).schemaInfer,
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
