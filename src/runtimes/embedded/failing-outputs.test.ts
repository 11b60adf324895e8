import { describe, expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import { testAlertStore } from '../../../testing/alert-store.ts';
import type { DeliveryRun } from '../../stages/alert-processor/alert-processor.ts';
import type { DeliveryProblem } from '../../stages/alert-processor/delivery-problems.ts';
import { failingOutputs, type FailingOutputsPorts } from './failing-outputs.ts';

const start = Date.UTC(2026, 2, 14, 12, 4);
const minute = 60_000;

const aRun = (changes: Partial<DeliveryRun>): DeliveryRun => ({
  delivered: 0,
  failed: 0,
  givenUp: 0,
  problems: [],
  accepting: [],
  recovered: [],
  ...changes,
});
const problem = (changes: Partial<DeliveryProblem> = {}): DeliveryProblem => ({
  output: 'slack:soc',
  reason: 'invalid_auth',
  since: start,
  waiting: 31,
  givenUp: 0,
  ...changes,
});

interface Given extends Partial<FailingOutputsPorts['settings']> {
  readonly listed?: readonly string[];
  readonly alertStore?: ReturnType<typeof testAlertStore>;
}

function watch({
  listed = ['slack:soc', 'smtp:team', 'slack:sample-channel', 'aws-firehose:alerts'],
  alertStore = testAlertStore(),
  ...settings
}: Given = {}) {
  const time = { now: start };
  const heard = failingOutputs({
    alertStore,
    clock: { now: () => time.now },
    destinations: listed.map((name) => {
      const [service = '', descriptor = ''] = name.split(':');
      return { service, descriptor, resource: null };
    }),
    archives: ['aws-firehose:alerts'],
    canResolve: (output) => output.startsWith('pagerduty'),
    settings: { failingOutputMinutes: 15, failingOutputAlertsTo: [], ...settings },
  });
  const hear = (after: number, run: Partial<DeliveryRun>) => {
    time.now = start + after;
    return heard(aRun(run));
  };
  return { alertStore, hear };
}

test('an output that takes nothing for a quarter of an hour is told once, to another', () => {
  const { alertStore, hear } = watch();

  expect(hear(15 * minute - 1, { problems: [problem()] })).toEqual([]);
  const [raised, ...more] = hear(15 * minute, { problems: [problem()] });
  expect(hear(5 * 60 * minute, { problems: [problem()] })).toEqual([]);

  expect(more).toEqual([]);
  expect(raised).toMatchObject({
    ruleName: 'streamalert_output_failing',
    severity: 'high',
    title: 'Output slack:soc has accepted nothing since 2026-03-14T12:04:00.000Z: invalid_auth',
    outputs: ['smtp:team'],
    record: { output: 'slack:soc', reason: 'invalid_auth', waiting: 31 },
    eventTime: start,
  });
  expect(raised?.runbook).toContain('streamalert output set slack soc --update');
  expect(alertStore.list({ limit: 10 }).map(({ alert }) => alert)).toEqual([raised]);
  expect(alertStore.waitingOutputs()).toEqual(['smtp:team']);
});

test.each([
  ['nothing waits for', { waiting: 0 }],
  ['that takes other alerts', { since: null }],
])('an output %s is not told', (_name, changes) => {
  const { hear } = watch();

  expect(hear(60 * minute, { problems: [problem(changes)] })).toEqual([]);
});

test('an output that does not get what is given up is told at once', () => {
  const { hear } = watch();

  const [raised] = hear(0, {
    problems: [problem({ output: 'slak:soc', reason: 'no such service', since: null, givenUp: 2 })],
  });

  expect(raised?.title).toBe('Output slak:soc did not get 2 alerts: no such service');
});

describe('goes to', () => {
  const late = 20 * minute;

  test('the outputs that are chosen, but never to one that fails', () => {
    const failingOutputAlertsTo = ['slack:soc', 'smtp:team', 'webhook:noc'];
    const { hear } = watch({ failingOutputAlertsTo });

    const problems = [problem(), problem({ output: 'webhook:noc', since: start + late })];
    expect(hear(late, { problems })[0]?.outputs).toEqual(['smtp:team']);
  });

  test('others that the waiting alerts name, where nothing is chosen', () => {
    const listed = ['slack:soc', 'slack:sample-channel', 'smtp:team', 'webhook:noc', 'file:a'];
    const { alertStore, hear } = watch({ listed });
    const outputs = ['slack:soc', 'slack:sample-channel', 'webhook:noc', 'gone:x'];
    alertStore.add([anAlert({ outputs })]);

    expect(hear(late, { problems: [problem()] })[0]?.outputs).toEqual([
      'slack:sample-channel',
      'webhook:noc',
    ]);
  });

  test('all that are listed and no samples, where the alerts name no other', () => {
    const { alertStore, hear } = watch({ failingOutputAlertsTo: ['slack:soc'] });
    alertStore.add([anAlert({ outputs: ['slack:soc'] })]);

    expect(hear(late, { problems: [problem()] })[0]?.outputs).toEqual(['smtp:team']);
  });

  test('nobody where there is nobody else; it is listed all the same', () => {
    const { alertStore, hear } = watch({ listed: ['slack:soc'] });

    expect(hear(late, { problems: [problem()] })[0]?.outputs).toEqual([]);
    expect(alertStore.list({ limit: 10 })).toHaveLength(1);
  });
});

describe('when it accepts alerts again', () => {
  const raise = (given: Given = {}) => {
    const watched = watch(given);
    const [raised] = watched.hear(20 * minute, { problems: [problem()] });
    return { ...watched, raised };
  };

  test('the alert is resolved, also where it was sent', () => {
    const failingOutputAlertsTo = ['pagerduty-v2:oncall', 'smtp:team'];
    const { alertStore, hear, raised } = raise({ failingOutputAlertsTo });
    const attempts = failingOutputAlertsTo.flatMap((output) =>
      alertStore.due(output, start * 2, 10).map(({ alert, status }) => ({
        alertId: alert.id,
        status: { ...status, state: 'delivered', reference: { id: 'x' } } as const,
      })),
    );
    alertStore.recordAttempts(attempts, start);

    hear(30 * minute, { accepting: ['slack:soc', 'smtp:team'] });

    const stored = alertStore.get(raised?.id ?? '');
    expect(stored?.lifecycle).toMatchObject({
      state: 'resolved',
      by: 'streamalert',
      note: 'slack:soc accepts alerts again',
    });
    expect(alertStore.waitingOutputs()).toEqual(['pagerduty-v2:oncall']);
  });

  test('not while some are still refused, and not by other outputs', () => {
    const { alertStore, hear, raised } = raise();

    hear(30 * minute, {
      accepting: ['slack:soc'],
      problems: [problem({ since: null, givenUp: 1 })],
    });
    hear(31 * minute, { accepting: ['smtp:team'] });

    expect(alertStore.get(raised?.id ?? '')?.lifecycle).toBeNull();
  });

  test('and fails again, it is told again, once an hour at most', () => {
    const { hear } = raise();
    hear(25 * minute, { accepting: ['slack:soc'] });
    const again = { problems: [problem({ since: start + 26 * minute })] };

    expect(hear(45 * minute, again)).toEqual([]);
    expect(hear(57 * minute, again)).toHaveLength(1);
    expect(hear(58 * minute, again)).toEqual([]);
  });

  test('after a restart, it is known that it was told', () => {
    const { alertStore, raised } = raise();
    const { hear } = watch({ alertStore });

    expect(hear(3 * 60 * minute, { problems: [problem()] })).toEqual([]);
    hear(4 * 60 * minute, { accepting: ['slack:soc'] });
    expect(alertStore.get(raised?.id ?? '')?.lifecycle).toMatchObject({ state: 'resolved' });
  });
});
