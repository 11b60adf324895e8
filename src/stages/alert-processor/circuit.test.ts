import { describe, expect, test } from 'vitest';
import { Circuit } from './circuit.ts';

const alert = (id: string, ruleName = 'rule') => ({ id, ruleName });
const failure = (changes: object = {}) =>
  ({ outcome: 'failed', reason: 'answered 503', retryable: true, ...changes }) as const;

function opened(random = () => 1) {
  const circuit = new Circuit(random);
  for (const id of ['a', 'b', 'c']) circuit.failed(alert(id), failure(), 0);
  return circuit;
}

test('three alerts that are not accepted one after the other open it', () => {
  const circuit = new Circuit(() => 1);

  circuit.failed(alert('a'), failure(), 0);
  circuit.failed(alert('b'), failure(), 5);
  expect(circuit.stateAt(5)).toBe('closed');
  circuit.failed(alert('c'), failure({ reason: 'answered 500' }), 7);

  expect(circuit.stateAt(7)).toBe('open');
  expect(circuit.trouble).toEqual({ since: 0, lastAt: 7, reason: 'answered 500' });
  expect(circuit.opensAgainAt).toBe(1_007);
  expect(circuit.stateAt(1_006)).toBe('open');
  expect(circuit.stateAt(1_007)).toBe('half open');
});

test('one alert that fails again and again opens nothing', () => {
  const circuit = new Circuit(() => 1);
  for (let now = 0; now < 100; now++) circuit.failed(alert('a'), failure(), now);

  expect(circuit.stateAt(100)).toBe('closed');
  expect(circuit.trouble).toMatchObject({ since: 0 });
});

test('one that is accepted in between begins the count anew', () => {
  const circuit = new Circuit(() => 1);
  for (const id of ['a', 'b']) circuit.failed(alert(id), failure(), 0);
  circuit.accepted(alert('x'));
  for (const id of ['c', 'd']) circuit.failed(alert(id), failure(), 1);

  expect(circuit.stateAt(1)).toBe('closed');
  expect(circuit.trouble).toMatchObject({ since: 1 });
});

describe('the pause', () => {
  test('grows with each probe that fails, up to a quarter of an hour', () => {
    const circuit = opened();
    const pauses: number[] = [];
    for (let probe = 0; probe < 12; probe++) {
      const now = circuit.opensAgainAt;
      circuit.failed(alert(`p${probe}`), failure(), now);
      pauses.push((circuit.opensAgainAt - now) / 1000);
    }

    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test.each([
    [0, 500],
    [0.5, 750],
    [1, 1_000],
  ])('has jitter between half of it and all of it: %d', (random, millis) => {
    expect(opened(() => random).opensAgainAt).toBe(millis);
  });

  test('is as long as the destination wants, from the first failure on', () => {
    const circuit = new Circuit(() => 1);

    circuit.failed(alert('a'), failure({ retryAfterSeconds: 120.5 }), 1_000);

    expect(circuit.opensAgainAt).toBe(121_500);
    circuit.failed(alert('on its way'), failure({ retryAfterSeconds: 30 }), 2_000);
    expect(circuit.opensAgainAt).toBe(121_500);
    circuit.failed(alert('on its way'), failure({ retryAfterSeconds: 300 }), 2_000);
    expect(circuit.opensAgainAt).toBe(302_000);
  });

  test('does not grow by what was on its way when it began', () => {
    const circuit = opened();
    for (const id of ['d', 'e', 'f']) circuit.failed(alert(id), failure(), 500);

    expect(circuit.opensAgainAt).toBe(1_000);
    expect(circuit.isLongDown).toBe(false);
  });

  test('is over when the clock is set back', () => {
    const circuit = new Circuit(() => 1);
    circuit.failed(alert('a'), failure({ retryAfterSeconds: 60 }), 3_600_000);

    expect(circuit.stateAt(3_600_001)).toBe('open');
    expect(circuit.stateAt(0)).toBe('half open');
  });

  test('is over when somebody asks', () => {
    const circuit = opened();
    circuit.hurry(10);

    expect(circuit.stateAt(10)).toBe('half open');
  });
});

test('five probes that failed are long enough to give up what is old', () => {
  const circuit = opened();
  const states: boolean[] = [];
  for (let probe = 0; probe < 6; probe++) {
    circuit.failed(alert(`p${probe}`), failure(), circuit.opensAgainAt);
    states.push(circuit.isLongDown);
  }

  expect(states).toEqual([false, false, false, false, true, true]);
});

test('what is accepted closes it for good', () => {
  const circuit = opened();
  circuit.accepted(alert('d'));

  expect(circuit.stateAt(0)).toBe('closed');
  expect([circuit.trouble, circuit.opensAgainAt, circuit.isLongDown]).toEqual([
    undefined,
    0,
    false,
  ]);
});

describe('a rule whose alerts are not accepted while those of others are', () => {
  const suspicious = () => {
    const circuit = new Circuit(() => 1);
    circuit.failed(alert('a', 'odd'), failure(), 0);
    circuit.accepted(alert('b', 'sound'));
    return circuit;
  };
  const failThrice = (circuit: Circuit, ruleName: string) => {
    for (const id of ['x', 'y', 'z']) circuit.failed(alert(id, ruleName), failure(), 1);
  };

  test('says nothing about the output any more', () => {
    const circuit = suspicious();
    failThrice(circuit, 'odd');

    expect(circuit.isSuspect('odd')).toBe(true);
    expect([circuit.stateAt(1), circuit.trouble]).toEqual(['closed', undefined]);
    failThrice(circuit, 'sound');
    expect(circuit.stateAt(1)).toBe('open');
  });

  test('does so again once one of its alerts is accepted', () => {
    const circuit = suspicious();
    circuit.accepted(alert('c', 'odd'));
    failThrice(circuit, 'odd');

    expect(circuit.stateAt(1)).toBe('open');
  });

  test('is still heard when the destination wants to be left alone', () => {
    const circuit = suspicious();
    circuit.failed(alert('x', 'odd'), failure({ retryAfterSeconds: 60 }), 0);

    expect(circuit.stateAt(59_999)).toBe('open');
  });
});
