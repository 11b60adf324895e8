import type { Alert } from '../domain/alert.ts';
import { normalizationKey } from '../domain/log-type.ts';
import type { AlertContent, Publication, Publisher } from '../domain/publication.ts';
import type { Output } from '../outputs/output.ts';

/** What one output would be sent: made by the alert's publishers for it, or by the output itself. */
export function publicationFor(
  alert: Alert,
  output: string,
  { publishers, outputs }: { publishers: readonly Publisher[]; outputs: readonly Output[] },
): Publication {
  const { [normalizationKey]: _, ...record } = alert.record;
  const content: AlertContent = { ...alert, record };
  const names = alert.publishers[output] ?? [];
  const chosen = names.flatMap((name) => publishers.find((each) => each.name === name) ?? []);
  if (chosen.length > 0) {
    return chosen.reduce<Publication>(
      (made, publisher) => publisher.publish(content, structuredClone(made)),
      {},
    );
  }
  const service = output.slice(0, output.indexOf(':'));
  const sender = outputs.find((each) => each.service === service);
  if (sender === undefined)
    throw new Error(`no output "${service}" is built in, so it has no default`);
  return sender.defaultPublication(content);
}
