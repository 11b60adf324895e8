import type { Command } from '../command.ts';

/** A command in the list: enough for the list, so that only the one that is asked for is loaded. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

export const commands: readonly ListedCommand[] = [
  {
    name: 'new',
    summary: 'Begin a project of your own: conf/, rules/, editor and CI settings',
    load: async () => (await import('./new.ts')).newProject,
  },
];
