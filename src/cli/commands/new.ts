import { z } from 'zod';
import { defineCommand } from '../command.ts';
export const newProject = defineCommand({
  name: 'new',
  summary: 'Begin a project of your own: conf/, rules/, editor and CI settings',
  arguments: z.object({ directory: z.string().describe('the folder to make, or an empty one') }),
  options: z.object({
    workers: z.int().min(1).default(3).meta({ short: 'w' }).describe('how many'),
    fmt: z.enum(['a', 'b']).default('a').describe('format'),
    logs: z.array(z.string()).default([]).describe('types'),
    json: z.boolean().default(false).describe('JSON'),
  }),
  examples: [
    { command: 'streamalert new my-detections', explanation: 'makes the folder my-detections' },
  ],
  run(o, { terminal }) {
    terminal.print(JSON.stringify(o));
    return 0;
  },
});
