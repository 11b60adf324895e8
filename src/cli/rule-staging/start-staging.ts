import { z } from 'zod';
import type { LoadedContent } from '../../adapters/local/content-loader.ts';
import type { Config } from '../../config/config.ts';
import type { RuleStagingOptions } from '../../runtimes/embedded/rule-staging/rule-staging.ts';
import type { CommandContext } from '../command.ts';
import { usageError } from '../report-error.ts';
import { operatorName } from './operator.ts';
import { stagingReport } from './staging-report.ts';

/** What `start` takes about staging, as `deploy` does. */
export const startStagingOptions = {
  skipRuleStaging: z.boolean().default(false).describe('new rules deliver at once'),
  stageRules: z.array(z.string()).default([]).describe('stage these rules').meta({ value: 'rule' }),
  unstageRules: z
    .array(z.string())
    .default([])
    .describe('make these rules live')
    .meta({ value: 'rule' }),
};

interface Given {
  readonly skipRuleStaging: boolean;
  readonly stageRules: readonly string[];
  readonly unstageRules: readonly string[];
}

/** Refuses what contradicts itself or the configuration, before anything is opened. */
export function startStaging(
  { skipRuleStaging, stageRules, unstageRules }: Given,
  config: Config,
  { rules, findings }: Pick<LoadedContent, 'rules' | 'findings'>,
  { terminal, env }: Pick<CommandContext, 'terminal' | 'env'>,
): RuleStagingOptions {
  const both = stageRules.filter((name) => unstageRules.includes(name));
  if (both.length > 0) {
    throw usageError(
      `--stage-rules and --unstage-rules both name ${[...new Set(both)].join(', ')}`,
      'Name each rule once.',
    );
  }
  if (stageRules.length > 0 && !config.infrastructure.ruleStaging.enabled) {
    throw usageError(
      'rule staging is off, so no rule can be staged',
      'Turn it on first: streamalert rule-staging enable --true',
    );
  }
  const isWhole = findings.every(({ level }) => level !== 'load');
  return {
    wishes: {
      rules,
      newRules: skipRuleStaging ? 'live' : 'stage',
      missingRules: isWhole ? 'delete' : 'keep',
      stage: stageRules,
      unstage: unstageRules,
    },
    by: operatorName(env),
    observer: stagingReport(
      terminal,
      config,
      rules.map(({ name }) => name),
    ),
  };
}
