import {
  type ReadIndicators,
  readIndicators,
} from '../../../adapters/local/indicators/read-indicators.ts';
import type { Rule } from '../../../domain/rule.ts';
import { withIndicatorRule } from '../../../stages/threat-intel/indicator-rule.ts';
import { IndicatorTable } from '../../../stages/threat-intel/indicator-table.ts';
import {
  compileMarkIndicators,
  type KnownIndicators,
} from '../../../stages/threat-intel/mark-indicators.ts';
import type { DetectionStages } from './detect-batch.ts';
import type { DetectionSetup, LiveIndicators, LiveSettings } from './setup.ts';

/** Threat intelligence as one worker has it. */
export interface WorkerIndicators {
  /** Nothing where nobody asks. */
  readonly stage: Pick<DetectionStages, 'markIndicators'>;
  /** The rules, and one for listed values where they are to be alerts by themselves. */
  withOwnRule(rules: readonly Rule[]): readonly Rule[];
  update(live: Partial<LiveSettings>): void;
}

/** Shared tables, with a connection of this worker's own to the file behind each. */
export function workerIndicators({ threatIntel, live }: DetectionSetup): WorkerIndicators {
  const withOwnRule = (rules: readonly Rule[]) =>
    threatIntel?.alerts === true ? withIndicatorRule(rules, threatIntel) : rules;
  if (threatIntel === undefined) return { stage: {}, withOwnRule, update: () => undefined };

  const readers = new Map<string, ReadIndicators>();
  const opened = ({ table, file, isExplicit = false }: LiveIndicators): KnownIndicators => {
    const indicators = readers.get(file) ?? readIndicators(file);
    indicators.forget();
    readers.set(file, indicators);
    return { table: new IndicatorTable(table), indicators, isExplicit };
  };
  let known = (live.indicators ?? []).map(opened);
  return {
    stage: { markIndicators: compileMarkIndicators(threatIntel, () => known) },
    withOwnRule,
    update({ indicators }) {
      if (indicators !== undefined) known = indicators.map(opened);
    },
  };
}
