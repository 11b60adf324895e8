/** The known name that a misspelt one most likely stands for: keys, log types, services, parsers. */
export { nearestName as nearest } from '../domain/nearest-name.ts';
