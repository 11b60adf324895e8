import { nearestName } from '../../domain/nearest-name.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';

/** More names than these are read by nobody at the start of a program. */
const namesMax = 12;

/** `a, b, c and 5 more`, safe for a terminal. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, namesMax).map(cell).join(', ');
  return names.length <= namesMax ? shown : `${shown} and ${names.length - namesMax} more`;
}

/** Says that a rule is not in the table, with the one that is most likely meant. */
export function unknownRuleText(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  const hint = meant === undefined ? '' : ` Did you mean "${cell(meant)}"?`;
  return `there is no rule ${JSON.stringify(name)} in the rule table.${hint}`;
}

/** `2026-03-14 11:42Z`; dates beyond the year 9999 are for ever. */
export function untilText(instant: number): string {
  const text = new Date(instant).toISOString();
  return text.startsWith('+') ? 'for ever' : `${text.slice(0, 16).replace('T', ' ')}Z`;
}
