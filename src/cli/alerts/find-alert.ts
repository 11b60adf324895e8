import type { AlertStore, StoredAlert } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { usageError } from '../report-error.ts';

/** Fewer characters of an id than this are a slip of the hand. */
const prefixCharactersMin = 4;

/** Of an id that means several alerts, so many are named. */
const namedMax = 5;

type Found =
  | { readonly outcome: 'found'; readonly stored: StoredAlert }
  | { readonly outcome: 'not found'; readonly problem: string };

const seeThem = 'See what there is: streamalert alerts list';

/** The alert of an id, or of the first characters of one. */
export function findAlert(alerts: AlertStore, given: string): StoredAlert {
  const found = lookUp(alerts, given);
  if (found.outcome === 'found') return found.stored;
  throw usageError(found.problem, seeThem);
}

/** All of them, each once; all ids that mean none, or several, are named together. */
export function findAlerts(alerts: AlertStore, given: readonly string[]): readonly StoredAlert[] {
  const found = new Map<string, StoredAlert>();
  const problems: string[] = [];
  for (const id of new Set(given)) {
    const result = lookUp(alerts, id);
    if (result.outcome === 'found') found.set(result.stored.alert.id, result.stored);
    else problems.push(result.problem);
  }
  if (problems.length > 0) throw usageError(problems.join('; '), `Nothing was changed. ${seeThem}`);
  return [...found.values()];
}

function lookUp(alerts: AlertStore, given: string): Found {
  const exact = alerts.get(given);
  if (exact !== undefined) return { outcome: 'found', stored: exact };

  const name = JSON.stringify(cell(given));
  // Digits are written in either case; nothing else of an id is changed.
  const prefix = /^[0-9a-f-]+$/i.test(given) ? given.toLowerCase() : given;
  if (prefix.length < prefixCharactersMin) {
    return notFound(
      `${name} is no id of an alert; at least its first ${prefixCharactersMin} characters are needed`,
    );
  }
  const fits = alerts.find(prefix, namedMax + 1);
  const [id] = fits;
  const stored = id === undefined ? undefined : alerts.get(id);
  if (stored === undefined) return notFound(`there is no alert ${name}`);
  if (fits.length === 1) return { outcome: 'found', stored };
  const names = fits.slice(0, namedMax).map(cell);
  const more = fits.length > namedMax ? ' and others' : '';
  return notFound(`${name} is the beginning of several ids: ${names.join(', ')}${more}`);
}

const notFound = (problem: string): Found => ({ outcome: 'not found', problem });
