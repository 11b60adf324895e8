import { existsSync } from 'node:fs';
import { StreamAlertError } from '../../domain/errors.ts';
import { noFixtures } from '../event-fixtures.ts';
import { inputsIn } from '../explain/inputs.ts';
import { findEventFiles } from '../find-event-files.ts';
import { prepareEvent, type PreparedRecords, prepareRecords } from '../prepare-event.ts';
import { readEventFile } from '../read-event-file.ts';
import type { TestStages } from '../stages.ts';
import type { ReadEvent } from '../test-event.ts';
import type { RenderRequest } from './render-request.ts';

/** An event or a record that may alert. */
export interface Candidate {
  readonly shown: string;
  prepare(): Preparation;
}

export type Preparation =
  | { readonly outcome: 'prepared'; readonly prepared: PreparedRecords }
  | { readonly outcome: 'refused'; readonly reason: string };

/** What is given, or the test events that expect the rule to alert, in the order of their files. */
export function candidates(request: RenderRequest, stages: TestStages): readonly Candidate[] {
  const { input, ruleName } = request;
  if (input === undefined) return ownEvents(request, stages);
  const { text, shown, number } = input;
  const inputs = inputsIn({ text, shown, number, ruleName, source: undefined }, stages);
  return inputs.map((each) =>
    each.kind === 'event'
      ? eventCandidate(each.read, shown, stages)
      : {
          shown: `${shown}#${each.number}`,
          prepare: () => preparePayload(each.payload, stages),
        },
  );
}

function ownEvents(
  { ruleName, eventFolders, cwd }: RenderRequest,
  stages: TestStages,
): readonly Candidate[] {
  const reading = { cwd, logTypes: stages.logTypes, now: stages.services.now() };
  const found = findEventFiles(eventFolders.filter((folder) => existsSync(folder))).flatMap(
    (path) => {
      const { shown, events } = readEventFile(path, reading);
      return events
        .filter((read) => read.outcome === 'ready' && read.event.expectedRules.includes(ruleName))
        .map((read) => eventCandidate(read, shown, stages));
    },
  );
  if (found.length > 0) return found;
  throw new StreamAlertError('INPUT_UNREADABLE', `no test event expects ${ruleName} to alert`, {
    hint: 'Name an event or a log record: --event FILE, --event FILE#2, or --event - for standard input.',
  });
}

const eventCandidate = (read: ReadEvent, file: string, stages: TestStages): Candidate => ({
  shown: `${file}#${read.number}`,
  prepare() {
    if (read.outcome === 'refused') return refused(read.message);
    const found = prepareEvent(read.event, stages);
    if (found.outcome === 'refused') return refused(found.message);
    if (found.prepared !== undefined) return { outcome: 'prepared', prepared: found.prepared };
    return refused(`it fits no log type: ${found.classification.why.join('; ')}`);
  },
});

function preparePayload(payload: string, stages: TestStages): Preparation {
  const classifier = stages.classifierOf(stages.config.logTypes, 'bare too');
  const found = classifier.classifyExactly(payload);
  if (found.outcome === 'unclassified') {
    return refused(`it fits no log type: ${found.reason}: ${found.detail}`);
  }
  const prepared = prepareRecords(found, noFixtures, undefined, stages);
  return { outcome: 'prepared', prepared };
}

const refused = (reason: string): Preparation => ({ outcome: 'refused', reason });
