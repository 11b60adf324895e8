import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { contentOf } from '../content.ts';
import { defineOutput } from '../output.ts';

/** Appends a line of JSON for each alert. */
export const fileOutput = defineOutput({
  service: 'file',
  summary: 'Append each alert as a line of JSON to a file',
  protocol: 'lines of JSON',
  documentation: null,
  repetition: null,
  limits: null,
  fields: z.object({}),
  shape: 'map',
  resourceDescription: 'path of the file, absolute or below the data directory',
  credentials: z.object({}),
  uses: ['files'],
  defaultPublication,

  async deliver({ publication, resource, descriptor, ports }) {
    if (resource === null) {
      const reason = `outputs.json names no path for file:${descriptor}`;
      return { outcome: 'failed', reason, retryable: true };
    }
    await ports.files.appendLine(resource, stringifyJson(contentOf(publication), { strict: true }));
    return { outcome: 'delivered' };
  },
});
