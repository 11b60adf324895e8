import { z } from 'zod';

const minute = 60_000;
const units: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
};

export const dayMilliseconds = 24 * 60 * minute;

/** `4h` in milliseconds; undefined when the text is no length of time. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (units[unit ?? ''] ?? Number.NaN);
  return milliseconds > 0 ? milliseconds : undefined;
}

/** An option that takes a length of time: `30m`, `4h`, `2d`, `1w`. */
export const durationOption = (description: string) =>
  z
    .string()
    .optional()
    .describe(`${description}: 30m, 4h, 2d, 1w`)
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const duration = parseDuration(text);
      if (duration !== undefined) return duration;
      const message = `"${text}" is no length of time; write 30m, 4h, 2d or 1w`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ value: 'duration' });

const larger: readonly (readonly [name: string, milliseconds: number])[] = [
  ['d', 24 * 60 * minute],
  ['h', 60 * minute],
  ['min', minute],
  ['s', 1_000],
];

/** `3 h`, `12 min`: rounded to the unit that matters. */
export function durationText(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  // Two of a unit say more than one of the next.
  const [name, unit] = larger.find(([, size]) => length >= 2 * size) ?? (['s', 1_000] as const);
  return `${Math.round(length / unit)} ${name}`;
}
