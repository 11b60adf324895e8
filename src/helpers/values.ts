import { parseJson } from '../domain/exact-json.ts';
import type { RuleServices } from '../domain/rule.ts';

const hourSeconds = 3_600;

/**
 * Whether a time in seconds since 1970, as number or text, is no more than so many hours ago by the clock of the
 * run; what lies in the future is. Nothing, 0 and what is no number are not.
 */
export function lastHour(
  services: Pick<RuleServices, 'now'>,
  unixTime: unknown,
  hours = 1,
): boolean {
  const seconds = secondsOf(unixTime);
  if (seconds === undefined || seconds === 0) return false;
  return Math.trunc(services.now() / 1_000) - seconds <= hours * hourSeconds;
}

function secondsOf(unixTime: unknown): number | undefined {
  if (typeof unixTime === 'string' && !/^\s*[+-]?\d+\s*$/.test(unixTime)) return undefined;
  if (!['string', 'number', 'bigint'].includes(typeof unixTime)) return undefined;
  const seconds = Math.trunc(Number(unixTime));
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** True with this probability, 0 to 1; always true in rule tests. Throws on any other probability. */
export function randomBool(services: Pick<RuleServices, 'random'>, probability: number): boolean {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability is a number from 0 to 1, not ${probability}`);
  }
  return services.random(probability);
}

/** The value that a JSON text spells; an empty map for anything else. */
export function safeJsonLoads(text: unknown): unknown {
  if (typeof text !== 'string') return {};
  try {
    return parseJson(text);
  } catch {
    // Not JSON is an answer here, and the one that rules expect.
    return {};
  }
}
