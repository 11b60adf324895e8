import type { SilenceCount } from '../../ports/alert-lifecycle.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { usageError } from '../report-error.ts';

/** The silence of an id, or of the first characters of one. */
export function findSilence(alerts: AlertStore, given: string): SilenceCount {
  const all = alerts.silences();
  const exact = all.find(({ silence }) => silence.id === given);
  if (exact !== undefined) return exact;
  const fits = given === '' ? [] : all.filter(({ silence }) => silence.id.startsWith(given));
  const [found] = fits;
  const name = JSON.stringify(cell(given));
  const hint = 'See what there is: streamalert alerts silences --all';
  if (found === undefined) throw usageError(`there is no silence ${name}`, hint);
  if (fits.length === 1) return found;
  const ids = fits.slice(0, 5).map(({ silence }) => silence.id);
  throw usageError(`${name} is the beginning of several ids: ${ids.join(', ')}`, hint);
}
