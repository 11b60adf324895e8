import { describe, expect, test } from 'vitest';
import { readGlobal } from '../global/global.ts';
import { fileWith, readFile } from '../read-for-test.ts';
import { usualDelivery } from './alert-processor.ts';
import { readFunctions } from './functions.ts';
import { checkLambda } from './lambda.ts';

const names = { prefix: 'acme', account: '111122223333', region: 'eu-west-1' };
const sound = { memory: 128, timeout: 60 };

function deliveryOf(settings: object) {
  const global = readGlobal('/x/conf', fileWith({}).top);
  const { result } = readFile(checkLambda, { alert_processor_config: { ...sound, ...settings } });
  return readFunctions(result, global.infrastructure, names, undefined).alertProcessor;
}

const toldOf = (settings: object) =>
  readFile(checkLambda, { alert_processor_config: { ...sound, ...settings } }).told.filter((told) =>
    told.includes('alert_processor_config.'),
  );

test('without settings deliveries are as usual', () => {
  expect(deliveryOf({})).toMatchObject(usualDelivery);
});

test('settings are taken', () => {
  expect(
    deliveryOf({
      give_up_after_hours: 72,
      failing_output_minutes: '5',
      failing_output_alerts_to: ['slack:soc', 'pagerduty-v2:oncall'],
    }),
  ).toMatchObject({
    giveUpAfterHours: 72,
    failingOutputMinutes: 5,
    failingOutputAlertsTo: ['slack:soc', 'pagerduty-v2:oncall'],
  });
});

describe('what makes no sense is refused', () => {
  test.each([
    { give_up_after_hours: 0 },
    { give_up_after_hours: 8761 },
    { give_up_after_hours: 1.5 },
    { give_up_after_hours: 'soon' },
    { failing_output_minutes: 0 },
    { failing_output_minutes: 1441 },
    { failing_output_alerts_to: 'slack:soc' },
    { failing_output_alerts_to: ['slack'] },
    { failing_output_alerts_to: ['slack:soc:more'] },
    { failing_output_alerts_to: ['slack: soc'] },
    { failing_output_alerts_to: [1] },
  ])('%j', (settings) => {
    expect(toldOf(settings)).toHaveLength(1);
    expect(toldOf(settings)[0]).toMatch(/^load alert_processor_config\./);
  });
});
