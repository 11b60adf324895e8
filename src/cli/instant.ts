import { z } from 'zod';

/** An option that takes a time: `2026-03-14`, `2026-03-14T11:42Z`, or how long ago: `30m`, `24h`, `7d`. */
export const instantOption = (description: string) =>
  z
    .string()
    .optional()
    .describe(`${description}: 2026-03-14, 2026-03-14T11:42Z, or how long ago: 30m, 24h, 7d`)
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const instant = parseInstant(text, Date.now());
      if (instant === undefined) {
        context.addIssue({
          code: 'custom',
          message: `"${text}" is no time; write 2026-03-14, 2026-03-14T11:42Z, or 24h for a day ago`,
        });
        return z.NEVER;
      }
      return instant;
    });

const unitMilliseconds: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds since 1970 UTC; a time without a zone is UTC. Undefined when the text is no time. */
export function parseInstant(text: string, now: number): number | undefined {
  const ago = /^(\d+)([mhd])$/.exec(text);
  if (ago) return now - Number(ago[1]) * (unitMilliseconds[ago[2] ?? ''] ?? 0);

  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const instant = Date.parse(text.length === 10 || hasZone ? text : `${text}Z`);
  return Number.isNaN(instant) ? undefined : instant;
}
