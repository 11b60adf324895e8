import type { z } from 'zod';

/** The name of the field alone would not say what is wrong with it. */
const shown = { isShown: true };

/** Left empty at the prompt, a credential is stored as an empty text. */
const isSet = (value: unknown): boolean => value !== undefined && value !== '';

/** For credentials of which one is of no use without the other: half of them would be ignored and not missed. */
export function belongTogether(one: string, other: string) {
  return (
    credentials: Readonly<Record<string, unknown>>,
    { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
  ): void => {
    if (isSet(credentials[one]) === isSet(credentials[other])) return;
    const missing = isSet(credentials[one]) ? other : one;
    const message = `${one} and ${other} belong together: set both or neither`;
    addIssue({ code: 'custom', path: [missing], message, params: shown });
  };
}

/** For a credential that does nothing without the other: whoever sets it expects what does not happen. */
export function needs(one: string, other: string) {
  return (
    credentials: Readonly<Record<string, unknown>>,
    { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
  ): void => {
    if (!isSet(credentials[one]) || isSet(credentials[other])) return;
    const message = `${one} is of no use without ${other}`;
    addIssue({ code: 'custom', path: [other], message, params: shown });
  };
}

/** For credentials that take each other's place: one of them would be ignored. */
export function notBoth(one: string, other: string) {
  return (
    credentials: Readonly<Record<string, unknown>>,
    { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
  ): void => {
    if (!isSet(credentials[one]) || !isSet(credentials[other])) return;
    const message = `${one} takes the place of ${other}: remove one of them`;
    addIssue({ code: 'custom', path: [one], message, params: shown });
  };
}

/** For credentials that have no use under a setting: whoever sets them expects what does not happen. */
export function ofNoUse(setting: string, value: string, names: readonly string[]) {
  return (
    credentials: Readonly<Record<string, unknown>>,
    { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
  ): void => {
    if (credentials[setting] !== value) return;
    for (const name of names.filter((each) => isSet(credentials[each]))) {
      const message = `${name} is of no use with ${setting} "${value}": remove one of them`;
      addIssue({ code: 'custom', path: [name], message, params: shown });
    }
  };
}
