import { z } from 'zod';
import { indicatorTypeNamed, indicatorTypes } from '../../domain/indicator.ts';

/** A type of indicator: one of ours by any of its names, or one that the operator has named. */
export const typeOption = (description: string) =>
  z
    .string()
    .optional()
    .describe(`${description}: ${indicatorTypes.join(', ')}, or a type of your own`)
    .transform((name, context) => {
      if (name === undefined) return undefined;
      if (/^[a-z][\w-]{0,40}$/i.test(name)) return indicatorTypeNamed(name) ?? name;
      const message = `"${name}" is no name of a type; use letters, digits, "_" and "-"`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
