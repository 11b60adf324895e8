import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import { readIndicator } from '../../domain/indicator-form.ts';
import type { IndicatorFilter } from '../../ports/indicator-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption } from '../existing-state.ts';
import { usageError } from '../report-error.ts';
import { withExistingIndicators } from '../threat-intel/store.ts';
import { typeOption } from '../threat-intel/types-option.ts';

const options = z.object({
  dataDir: dataDirOption,
  source: z.string().min(1).optional().describe('only those of this source or feed'),
  type: typeOption('only those of this type'),
  expired: z.boolean().default(false).describe('those that count no more, and no others'),
});

export const threatIntelRemove = defineCommand({
  name: 'threat-intel remove',
  summary: 'Remove indicators: values, or all of a source or type',
  description: [
    'All that is given must hold. A value that a feed still lists comes back with its next fetch; to keep it out, name',
    'it under "excluded_iocs" in conf/threat_intel.json.',
    '',
    'Exit status: 0 something was removed, 1 nothing was there.',
  ].join('\n'),
  arguments: z.object({
    value: z.array(z.string()).default([]).describe('values in any form'),
  }),
  options,
  examples: [
    { command: 'streamalert threat-intel remove 203.0.113.7', explanation: 'of all sources' },
    {
      command: 'streamalert threat-intel remove --source iocs.txt --type domain',
      explanation: 'all domains of a file',
    },
    { command: 'streamalert threat-intel remove --expired', explanation: 'what counts no more' },
  ],
  run({ value: values, dataDir, source, type, expired }, { cwd, terminal }) {
    const isNarrow = values.length > 0 || source !== undefined || type !== undefined;
    if (isNarrow === expired) {
      throw usageError(
        isNarrow ? '--expired stands alone' : 'nothing is named that is to be removed',
        'Name values, --source, --type, or --expired.',
      );
    }
    const given: IndicatorFilter = {
      ...(source !== undefined && { source }),
      ...(type !== undefined && { type }),
    };
    return withExistingIndicators(cwd, dataDir, (store) => {
      if (expired) return told(store.prune(systemClock.now() + 1));
      if (values.length === 0) return told(store.remove(given));
      let sum = 0;
      for (const text of values) {
        const read = readIndicator(text, type);
        const forms = new Set([text.trim(), read.outcome === 'indicator' ? read.value : text]);
        const removed = [...forms].reduce((n, value) => n + store.remove({ ...given, value }), 0);
        if (removed === 0) terminal.error(cell(`  ${text} is not listed`));
        sum += removed;
      }
      return told(sum);
    });

    function told(count: number): number {
      terminal.print(`  ${count.toLocaleString('en-US')} removed`);
      return count > 0 ? 0 : 1;
    }
  },
});
