import { describe, expect, test } from 'vitest';
import { anAlert } from '../testing/alert-builder.ts';
import { leaksIn } from '../testing/canary.ts';
import { aDelivery, testOutputPorts } from '../testing/delivery.ts';
import type { Fault } from '../testing/fault.ts';
import {
  exampleCredentials,
  exampleResource,
  outputExamples,
  secretFieldsOf,
} from '../testing/output-examples.ts';
import { faultsOf, networkPortOf } from '../testing/output-faults.ts';
import { placeOf } from '../testing/place-of.ts';
import { outputs } from '../src/outputs/index.ts';
import type {
  DeliveryOutcome,
  LifecycleRequest,
  Output,
  OutputPorts,
} from '../src/outputs/output.ts';

/**
 * Every output against everything that can be wrong with where it sends: at the level of connections, of sizes and of
 * addresses, and refused in every call. What a refusal means to one call of an output stands in that output's tests.
 */

/** A call that meets a fault ends within this time, on a busy machine too; what waits for a clock is hurried. */
const callMillisMax = 10_000;

const tasks = ['deliver', 'update', 'acknowledge', 'resolve'] as const;
type Task = (typeof tasks)[number];

type Request = LifecycleRequest<unknown, keyof OutputPorts>;

async function withinTime(
  output: Output,
  task: Task,
  request: Request,
): Promise<DeliveryOutcome | 'no end'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'no end'>((resolve) => {
    timer = setTimeout(() => resolve('no end'), callMillisMax);
  });
  try {
    const outcome = output[task]?.(request) ?? Promise.reject(new Error(`there is no ${task}`));
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function meet(output: Output, task: Task, fault: Fault) {
  const { place, ports, violation, close } = await fault.start();
  const { alert, reference = {} } = outputExamples[output.service] ?? {};
  const request = {
    ...aDelivery({
      alert: anAlert(alert),
      credentials: exampleCredentials(output, place),
      resource: exampleResource(output.service, place),
      ports: { ...testOutputPorts().ports, ...ports },
    }),
    reference,
    by: 'ann',
    note: 'seen',
  };
  try {
    return {
      outcome: await withinTime(output, task, request),
      violation: violation?.(),
    };
  } finally {
    await close?.();
  }
}

/** Without an example of what `deliver` gave back only that is tried; another test asks for the example. */
const tasksOf = (output: Output): readonly Task[] =>
  outputExamples[output.service]?.reference === undefined
    ? ['deliver']
    : tasks.filter((task) => output[task] !== undefined);

test.each(outputs.map((output) => [output.service, output] as const))(
  '%s has an example',
  (service, output) => {
    const example = outputExamples[service];
    const add = `add "${service}" to outputExamples in testing/output-examples.ts`;
    const place = placeOf('https://127.0.0.1:1');
    const problems = (example?.without ?? [undefined]).map((without) => {
      const { error } = output.credentials.safeParse(exampleCredentials(output, place, without));
      return error && `${add} with credentials that its definition takes: ${error.message}`;
    });
    const hasFollowUps = [output.update, output.acknowledge, output.resolve].some(Boolean);
    const missing = [
      example === undefined && `${add}: what it needs besides secrets and addresses`,
      hasFollowUps &&
        example?.reference === undefined &&
        `${add} with the reference that deliver gives back`,
      ...problems,
    ];

    expect(missing.filter(Boolean)).toEqual([]);
  },
);

test('every example is of an output', () => {
  const services = new Set(outputs.map(({ service }) => service));

  expect(Object.keys(outputExamples).filter((service) => !services.has(service))).toEqual([]);
});

test('every example has a canary for every secret', () => {
  const place = placeOf('https://127.0.0.1:1');
  for (const output of outputs) {
    const ways = outputExamples[output.service]?.without ?? [[]];
    const filled = new Set(
      ways.flatMap((without) =>
        Object.entries(exampleCredentials(output, place, without))
          .filter(([, value]) => String(value).includes('canary'))
          .map(([name]) => name),
      ),
    );
    const { service } = output;
    expect({ service, filled: [...filled].sort() }).toEqual({
      service,
      filled: [...secretFieldsOf(output)].sort(),
    });
  }
});

const networked = outputs.filter(
  ({ service, uses }) => outputExamples[service] !== undefined && networkPortOf(uses) !== undefined,
);

describe.concurrent.each(networked.map((output) => [output.service, output] as const))(
  '%s',
  (service, output) => {
    for (const fault of faultsOf(output.uses)) {
      test(`met by ${fault.name}`, async () => {
        for (const task of tasksOf(output)) {
          const { outcome, violation } = await meet(output, task, fault);

          expect({ task, violation }).toEqual({ task, violation: undefined });
          expect({ task, leaks: leaksIn(JSON.stringify(outcome)) }).toEqual({ task, leaks: [] });
          expectMeaning(outcome, meaningOf(service, task, fault), fault, task);
        }
      });
    }
  },
);

function meaningOf(service: string, task: Task, fault: Fault): Fault['meaning'] {
  const unlike = outputExamples[service]?.unlike ?? {};
  return (unlike[`${task}: ${fault.name}`] ?? unlike[fault.name])?.[0] ?? fault.meaning;
}

/** Of a follow-up that is refused for good each output decides itself, in its own tests, whether that matters. */
const isDelivered = (outcome: DeliveryOutcome | 'no end'): boolean =>
  outcome !== 'no end' && outcome.outcome === 'delivered';

function expectMeaning(
  outcome: DeliveryOutcome | 'no end',
  meaning: Fault['meaning'],
  fault: Fault,
  task: Task,
): void {
  const { name, reason } = fault;
  const isFinalAnswer = fault.isAnswered === true && fault.meaning === 'final';
  if (task !== 'deliver' && isFinalAnswer && isDelivered(outcome)) return;
  if (meaning === 'goes on') {
    expect({ task, outcome }).toMatchObject({ task, outcome: { outcome: 'delivered' } });
    return;
  }
  const wanted = {
    outcome: 'failed',
    retryable: meaning === 'later',
    reason: expect.stringMatching(reason),
    ...(name === '429' && { retryAfterSeconds: 17 }),
  };
  expect({ task, outcome }).toMatchObject({ task, outcome: wanted });
  const readable = { reason: expect.stringMatching(/^[^\r\n]{5,301}$/) };
  expect({ task, outcome }).toMatchObject({ task, outcome: readable });
}
