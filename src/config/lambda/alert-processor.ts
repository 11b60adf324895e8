import { type Cursor, child, itemsOf, problem, textOf } from '../cursor.ts';
import { integer, listOf, section, textLike } from '../definition.ts';
import { functionSettings } from '../function-settings.ts';
import type { SettingsOf } from '../with-defaults.ts';

const load = { level: 'load' } as const;

/** `alert_processor_config` (configuration.md 4), with what this project adds. */
export const alertProcessorDefinition = section(
  {
    ...functionSettings,
    give_up_after_hours: integer(
      'An output that does not accept an alert for so long does not get it any more; the alert becomes a dead letter',
      [1, 8760],
      { ...load, unit: 'hours' },
    ).default(24),
    failing_output_minutes: integer(
      'An output that has accepted nothing for so long while alerts wait for it raises an alert to other outputs',
      [1, 1440],
      { ...load, unit: 'minutes' },
    ).default(15),
    failing_output_alerts_to: listOf(
      textLike(/^[^\s:]+:[^\s:]+$/, 'an output, as service:descriptor', 'An output', load),
      'Outputs that are told of one that fails; when empty, other outputs that the waiting alerts go to, else all of ' +
        'outputs.json without "sample" in the name',
    ).default([]),
  },
  'Sends alerts to outputs',
);

type Filled = SettingsOf<typeof alertProcessorDefinition>;

export type DeliverySettings = Pick<
  Filled,
  'giveUpAfterHours' | 'failingOutputMinutes' | 'failingOutputAlertsTo'
>;

/** As the definition has them; where the file has no section. */
export const usualDelivery: DeliverySettings = {
  giveUpAfterHours: 24,
  failingOutputMinutes: 15,
  failingOutputAlertsTo: [],
};

/** Who is told of an output that fails has to exist. */
export function checkFailingOutputAlerts(
  lambda: Cursor | undefined,
  outputs: readonly { readonly service: string; readonly descriptor: string }[],
  unknown: (place: Cursor, name: string, known: readonly string[]) => void,
): void {
  const known = outputs.map(({ service, descriptor }) => `${service}:${descriptor}`);
  const list = child(child(lambda, 'alert_processor_config'), 'failing_output_alerts_to');
  const seen = new Set<string>();
  for (const item of itemsOf(list)) {
    const name = textOf(item);
    if (name === undefined || !name.includes(':')) continue;
    if (seen.has(name)) problem(item, 'warning', 'stands twice in this list');
    seen.add(name);
    if (!known.includes(name)) unknown(item, name, known);
  }
}
