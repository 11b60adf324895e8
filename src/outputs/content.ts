import type { Publication } from '../domain/publication.ts';

/** The publication without instructions to outputs, such as `@slack.text`. */
export const contentOf = (publication: Publication): Publication =>
  Object.fromEntries(Object.entries(publication).filter(([key]) => !isInstruction(key)));

/** A field of a log may start with `@` as well, such as `@timestamp`. */
const isInstruction = (key: string): boolean => /^@[a-z0-9][a-z0-9-]*\./.test(key);
