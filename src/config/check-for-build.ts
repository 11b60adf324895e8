import type { Finding } from '../domain/finding.ts';
import type { Config, LoadedConfig } from './config.ts';
import { ConfigError, formatFindings } from './format-findings.ts';

/** Whether a configuration may be used, and whether infrastructure may be made from it (configuration.md 1.1). */
export type Verdict = 'refused' | 'refused for build' | 'sound';

export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some(({ level }) => level === 'load')) return 'refused';
  return findings.some(({ level }) => level === 'build') ? 'refused for build' : 'sound';
}

/**
 * For commands that generate or change infrastructure: the configuration, unless something refuses it or would make
 * wrong infrastructure. Everything is told at once.
 */
export function checkForBuild({ config, findings }: LoadedConfig): Config {
  if (config !== undefined && verdictOf(findings) === 'sound') return config;
  const listed = formatFindings(findings, { levels: ['load', 'build'] });
  throw new ConfigError(
    `nothing can be built from this configuration:\n${listed}`,
    'Correct the files, then run "streamalert config check --build".',
  );
}
