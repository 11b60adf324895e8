import type { Alert } from './alert.ts';
import { stringifyJson } from './exact-json.ts';
import { type Bounds, mapWithin, textWithin, tighterBounds } from './shrink.ts';

/**
 * An alert that takes no more bytes of JSON than a store or a message has room for: the ends of long texts, lists and
 * maps are left out, evenly, and `isShortened` says so. Undefined when it is short enough as it is.
 */
export function shortenedAlert(alert: Alert, bytes: number, bytesMax: number): Alert | undefined {
  if (bytes <= bytesMax) return undefined;
  const note = { streamalert_shortened: `streamalert alerts show ${alert.id} --whole` };
  for (const bounds of tighterBounds) {
    const shortened: Alert = {
      ...alert,
      ...textsWithin(alert, bounds),
      record: { ...mapWithin(alert.record, bounds), ...note },
      context: mapWithin(alert.context, bounds),
      isShortened: true,
    };
    if (Buffer.byteLength(stringifyJson(shortened)) <= bytesMax) return shortened;
  }
  const texts = textsWithin(alert, { characters: 64 });
  return { ...alert, ...texts, record: note, context: {}, isShortened: true };
}

const textsWithin = (
  { title, description, runbook }: Alert,
  { characters }: Pick<Bounds, 'characters'>,
): Pick<Alert, 'title' | 'description' | 'runbook'> => ({
  title: textWithin(title, characters),
  description: textWithin(description, characters),
  runbook: runbook === null ? null : textWithin(runbook, characters),
});
