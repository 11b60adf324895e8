import type { ExplainedStep } from '../results.ts';

/** What was found out about a rule and a record. */
export interface Judgement {
  readonly disabled: boolean;
  readonly matched: boolean;
  readonly steps: readonly ExplainedStep[];
  /** Code of the rule that threw or did not come to an end. */
  readonly failures: readonly string[];
}

/** Why a rule did or did not alert, in one sentence. */
export function sentenceOf({ matched, disabled, steps, failures }: Judgement): string {
  const refusal = steps.find(({ holds }) => !holds);
  if (disabled) {
    const otherwise = refusal === undefined ? 'it would alert' : withSmallLetter(because(refusal));
    return `It is disabled, so nobody asks it; otherwise: ${otherwise}`;
  }
  if (matched) return `It alerts: ${everythingHolds(steps)}.`;
  const [failure] = failures;
  if (failure !== undefined) return `It failed, which counts as no: ${failure}.`;
  if (refusal !== undefined) return because(refusal);
  return 'It did not alert although everything holds now: it answers differently from time to time.';
}

function everythingHolds(steps: readonly ExplainedStep[]): string {
  const conditions = steps.filter(({ part }) => part !== 'matches').length;
  const hasCode = conditions < steps.length;
  const parts = [
    ...(conditions > 1 ? [`all ${conditions} conditions hold`] : []),
    ...(conditions === 1 ? ['its condition holds'] : []),
    ...(hasCode ? ['its code says true'] : []),
  ];
  return parts.length > 0 ? parts.join(' and ') : 'it asks nothing but the log type';
}

/** Reads that fit into a sentence; the last ones decided. */
const readsMax = 3;

function because({ part, subject, found, reads, mistakes }: ExplainedStep): string {
  const [mistake] = mistakes;
  const last = reads.slice(-readsMax).join(', ');
  const why = mistake ?? (last === '' ? 'it read nothing of the record' : `it read ${last}`);
  switch (part) {
    case 'logs':
      return `It is for ${subject} alone, and ${found}.`;
    case 'datatypes':
      return `It wants ${subject}, and ${found}.`;
    case 'matcher':
      return `Its matcher ${subject} says ${found}: ${why}.`;
    case 'reqSubkeys':
      return `It needs keys of ${subject}, which ${found}.`;
    case 'where':
      return `It asks for ${subject}, which is ${found}.`;
    case 'matches':
      return `Its code says ${found}: ${why}.`;
  }
}

const withSmallLetter = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
