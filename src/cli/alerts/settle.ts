import { systemClock } from '../../adapters/local/clock.ts';
import { outputs } from '../../outputs/index.ts';
import type { Output } from '../../outputs/output.ts';
import type { Lifecycle, LifecycleState } from '../../ports/alert-lifecycle.ts';
import type { AlertStore, StoredAlert } from '../../ports/alert-store.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import type { CommandContext } from '../command.ts';
import { existingState } from '../existing-state.ts';
import { type Paint, painter } from '../paint.ts';
import { usageError } from '../report-error.ts';
import { operatorName } from '../rule-staging/operator.ts';
import { isConfirmed } from './confirm.ts';
import { findAlerts } from './find-alert.ts';
import { headLine } from './list-lines.ts';
import { runningProcess, whenDone } from './runtime-words.ts';
import { counted, jsonText, lifecycleWords, mergedCount, shortId } from './words.ts';

export interface SettleOptions {
  readonly id: readonly string[];
  readonly rule?: string | undefined;
  readonly open: boolean;
  readonly note?: string | undefined;
  readonly by?: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
  readonly dataDir: string;
}

/** What one command settles at most; the rest is left for the next, which begins with it. */
const settledMax = 10_000;

/** More lines than these are read by nobody. */
const linesMax = 20;

/** Marks alerts as acknowledged or resolved, after all of them were looked at; outputs that can are told. */
export async function settleAlerts(
  state: LifecycleState,
  given: SettleOptions,
  context: CommandContext,
): Promise<number> {
  const { alerts, close } = existingState(context.cwd, given.dataDir);
  try {
    const asked = askedFor(alerts, given);
    const already = asked.filter(({ lifecycle }) => isSettled(lifecycle, state));
    const open = asked.filter(({ lifecycle }) => !isSettled(lifecycle, state));
    const closed = open.filter(({ lifecycle }) => lifecycle?.state === 'resolved');
    if (closed.length > 0) throw resolvedAlready(closed);
    if (given.rule !== undefined && !(await isAgreed(state, given.rule, open, given, context))) {
      return 1;
    }
    const settled = settleAll(alerts, open, state, given, context);
    if (given.json) context.terminal.print(asJson(state, settled, already, given, context));
    else print(state, settled, already, given, context);
    return 0;
  } finally {
    close();
  }
}

const isSettled = (lifecycle: Lifecycle | null, state: LifecycleState): boolean =>
  lifecycle?.state === state;

function askedFor(alerts: AlertStore, { id, rule, open }: SettleOptions): readonly StoredAlert[] {
  if (id.length > 0 === (rule !== undefined)) {
    throw usageError(
      id.length > 0 ? 'ids and --rule exclude each other' : 'no alert is named',
      'Name ids as "streamalert alerts list" shows them, or all of a rule: --rule NAME --open',
    );
  }
  if (rule === undefined) return findAlerts(alerts, id);
  if (!open) {
    throw usageError(
      '--rule needs --open beside it',
      `All alerts of the rule that nobody has resolved: --rule ${rule} --open`,
    );
  }
  const found = alerts.list({ ruleName: rule, isOpen: true, mergedInto: null, limit: settledMax });
  if (found.length > 0 || alerts.list({ ruleName: rule, limit: 1 }).length > 0) return found;
  throw usageError(
    `there is no alert of a rule ${JSON.stringify(cell(rule))}`,
    'See what there is: streamalert alerts list',
  );
}

function resolvedAlready(closed: readonly StoredAlert[]) {
  const now = systemClock.now();
  const each = closed.map(
    ({ alert, lifecycle }) =>
      `${shortId(alert.id)} is ${lifecycle === null ? 'settled' : lifecycleWords(lifecycle, now)}`,
  );
  return usageError(each.join('; '), 'Nothing was changed. What is resolved stays resolved.');
}

async function isAgreed(
  state: LifecycleState,
  rule: string,
  open: readonly StoredAlert[],
  { yes }: SettleOptions,
  { terminal }: CommandContext,
): Promise<boolean> {
  if (open.length === 0) return true;
  const verb = state === 'resolved' ? 'Resolve' : 'Acknowledge';
  const bound = open.length === settledMax ? ' (the newest; run it again for the rest)' : '';
  const question = `${verb} ${counted(open.length, 'open alert')} of ${cell(rule)}${bound}?`;
  return isConfirmed({ question, yes }, terminal);
}

interface Settled {
  readonly stored: StoredAlert;
  readonly told: readonly string[];
  /** Outputs that have the alert and take no word of this kind. */
  readonly untold: readonly string[];
}

/** Does an output take this word about an alert it has? */
const takes =
  (state: LifecycleState) =>
  (output: string): boolean => {
    const service = output.slice(0, output.indexOf(':'));
    const definition: Output | undefined = outputs.find((each) => each.service === service);
    const word = state === 'resolved' ? definition?.resolve : definition?.acknowledge;
    return word !== undefined;
  };

function settleAll(
  alerts: AlertStore,
  open: readonly StoredAlert[],
  state: LifecycleState,
  { by, note }: SettleOptions,
  { env, terminal }: CommandContext,
): readonly Settled[] {
  const author = by ?? operatorName(env);
  const lifecycle = { state, by: author, note: note ?? null, at: systemClock.now() };
  const done = new Set<string>();
  const settled = open.flatMap((stored) => {
    // The first of a group may have been settled with the merged alert a moment ago.
    if (done.has(stored.alert.id)) return [];
    const outcome = alerts.settle(stored.alert.id, lifecycle, takes(state));
    for (const id of outcome?.changed ?? []) done.add(id);
    terminal.progress(`  ${counted(done.size, 'alert')} …`);
    const told = outcome?.told ?? [];
    const has = stored.deliveries.filter((each) => each.state === 'delivered');
    const untold = new Set(has.map(({ output }) => output).filter((name) => !told.includes(name)));
    return [{ stored, told, untold: [...untold] }];
  });
  terminal.progress('');
  return settled;
}

function print(
  state: LifecycleState,
  settled: readonly Settled[],
  already: readonly StoredAlert[],
  { dataDir }: SettleOptions,
  { terminal, cwd }: CommandContext,
) {
  const now = systemClock.now();
  const paint = painter(terminal.color);
  for (const each of settled.slice(0, linesMax)) {
    terminal.print(settledLines(state, each, { paint, terminal, now }).join('\n'));
  }
  const more = settled.length - linesMax;
  if (more > 0) terminal.print(`  and ${more.toLocaleString('en-US')} more`);
  for (const { alert, lifecycle } of already.slice(0, linesMax)) {
    const since = lifecycle === null ? '' : lifecycleWords(lifecycle, now);
    terminal.print(`  ${shortId(alert.id)}  was ${since} already; nothing was changed`);
  }
  const moreAlready = already.length - linesMax;
  if (moreAlready > 0)
    terminal.print(`  and ${moreAlready.toLocaleString('en-US')} more were ${state} already`);
  if (settled.length + already.length === 0) terminal.print('  no alert of this rule is open');
  const told = [...new Set(settled.flatMap((each) => each.told))].sort();
  if (told.length === 0) return;
  const names = told.map(cell).join(', ');
  terminal.print(`  To be told: ${names}. ${whenDone(cwd, dataDir, 'told')}`);
}

function settledLines(
  state: LifecycleState,
  { stored, told, untold }: Settled,
  listing: { paint: Paint; terminal: CommandContext['terminal']; now: number },
): string[] {
  const count = mergedCount(stored.alert);
  const group = count > 0 ? `, with ${counted(count + 1, 'alert')} of its group` : '';
  const line = (text: string) => `                 ${text}`;
  return [
    headLine(stored, listing),
    line(`${listing.paint(state, 'bold')}${group}`),
    ...(told.length > 0 ? [line(`will be told: ${told.map(cell).join(', ')}`)] : []),
    ...(untold.length > 0
      ? [line(`stays as it is, since it takes no such word: ${untold.map(cell).join(', ')}`)]
      : []),
  ];
}

function asJson(
  state: LifecycleState,
  settled: readonly Settled[],
  already: readonly StoredAlert[],
  { dataDir }: SettleOptions,
  { cwd }: CommandContext,
): string {
  return jsonText({
    state,
    settled: settled.map(({ stored, told, untold }) => ({ id: stored.alert.id, told, untold })),
    already: already.map(({ alert }) => alert.id),
    is_running: runningProcess(cwd, dataDir) !== undefined,
  });
}
