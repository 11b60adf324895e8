import type { DeliveryRun } from '../stages/alert-processor/alert-processor.ts';
import type { DeliveryProblem } from '../stages/alert-processor/delivery-problems.ts';

const many = (count: number, verb: 'wait' | 'are') => {
  const alerts = `${count.toLocaleString('en-US')} alert${count === 1 ? '' : 's'}`;
  const singular = verb === 'wait' ? 'waits' : 'is';
  return `${alerts} ${count === 1 ? singular : verb}`;
};

/** Says what a run of deliveries came to, each trouble once. */
export function deliveryWords(): (run: DeliveryRun) => readonly string[] {
  const told = new Map<string, string>();
  return ({ problems, recovered }) => {
    const lines: string[] = [];
    for (const problem of problems) {
      const { output, reason, since } = problem;
      // What a rule named wrongly, or an alert of its own has, is told once for each reason.
      const trouble = JSON.stringify([since === null, reason]);
      if (told.get(output) === trouble) continue;
      told.set(output, trouble);
      lines.push(...linesOf(problem));
    }
    for (const output of recovered) {
      if (!told.delete(output)) continue;
      lines.push(`  ${output} accepts alerts again.`);
    }
    return lines;
  };
}

function linesOf({ output, reason, since, waiting, givenUp }: DeliveryProblem): readonly string[] {
  if (since !== null) {
    const time = new Date(since).toISOString().slice(11, 16);
    const [service = '', descriptor = ''] = output.split(':');
    const lost = givenUp > 0 ? `${many(givenUp, 'are')} given up, ` : '';
    return [
      `  ! ${output} does not accept alerts since ${time}Z (${reason}). ${lost}${many(waiting, 'wait')}, other outputs go on.`,
      `      npx streamalert output set ${service} ${descriptor} --update     give it other credentials`,
      `      npx streamalert alerts retry --output ${output}`,
    ];
  }
  if (givenUp > 0) {
    return [
      `  ! ${output} does not get ${givenUp === 1 ? 'an alert' : `${givenUp.toLocaleString('en-US')} alerts`}: ${reason}`,
      `      npx streamalert alerts dead-letter retry --output ${output}     once that is mended`,
    ];
  }
  return [
    `  ! ${output}: an alert cannot be sent (${reason}). It is tried again, others are sent.`,
  ];
}
