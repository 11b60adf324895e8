import { z } from 'zod';
import type { AlertStore, DeliveryStatus, StoredAlert } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { findAlert } from './find-alert.ts';
import { counted } from './words.ts';

/** Which dead letters a command is about. */
export const deadLetterOptions = {
  output: z
    .string()
    .min(1)
    .optional()
    .describe('only those of this output, such as slack:soc')
    .meta({ value: 'service:descriptor' }),
  id: z
    .string()
    .min(1)
    .optional()
    .describe('only those of this alert, by its id or the first characters of it'),
};

const options = z.object(deadLetterOptions);

export interface DeadLetters {
  /** For the store; all of them where it is empty. */
  readonly selection: { readonly output?: string; readonly alertId?: string };
  /** Output → how many deliveries were given up. */
  readonly byOutput: ReadonlyMap<string, number>;
  readonly total: number;
}

export function deadLetters(
  alerts: AlertStore,
  { output, id }: z.infer<typeof options>,
): DeadLetters {
  const stored = id === undefined ? undefined : findAlert(alerts, id);
  const selection = {
    ...(output !== undefined && { output }),
    ...(stored !== undefined && { alertId: stored.alert.id }),
  };
  const counts = stored === undefined ? allCounts(alerts) : countsOf(stored);
  const byOutput = new Map(
    [...counts].filter(([name, n]) => n > 0 && (output === undefined || name === output)),
  );
  return { selection, byOutput, total: [...byOutput.values()].reduce((sum, n) => sum + n, 0) };
}

const allCounts = (alerts: AlertStore): ReadonlyMap<string, number> =>
  new Map(alerts.backlogs().map(({ output, givenUp }) => [output, givenUp]));

function countsOf({ deliveries }: StoredAlert): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { output } of deliveries.filter(isDead)) {
    counts.set(output, (counts.get(output) ?? 0) + 1);
  }
  return counts;
}

export const isDead = ({ state }: DeliveryStatus): boolean => state === 'given up';

/** `2 of slack:soc, 1 of jira:ops` */
const byOutputText = ({ byOutput }: DeadLetters): string =>
  [...byOutput].map(([name, n]) => `${n.toLocaleString('en-US')} of ${cell(name)}`).join(', ');

export const noneText = ({ selection }: DeadLetters): string =>
  Object.keys(selection).length === 0
    ? '  There is no dead letter: nothing was given up.'
    : '  No dead letter is like that. All of them: streamalert alerts dead-letter list';

/** `1 dead letter (1 of slack:soc)` */
export const deadLettersText = (dead: DeadLetters): string =>
  `${counted(dead.total, 'dead letter')} (${byOutputText(dead)})`;
