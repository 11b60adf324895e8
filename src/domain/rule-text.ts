import { describe } from './rule-description.ts';
import type { Rule } from './rule.ts';

/** How Node shows a value on the console. */
const inspected = Symbol.for('nodejs.util.inspect.custom');

/** Lets a rule say in one line which it is; not among what is copied with it. */
export function withTextForm(rule: Rule): Rule {
  const text = () => textForm(rule);
  return Object.defineProperties(rule, { toString: { value: text }, [inspected]: { value: text } });
}

const textForm = ({ name, outputs, disabled }: Rule): string =>
  `<Rule: ${name}; outputs: [${[outputs].flat().join(', ')}]; disabled: ${disabled}>`;

type Presented = Pick<Rule, 'author' | 'references' | 'runbook' | 'title'>;

/**
 * What a description says under labels, for rules that say it nowhere else: rules of earlier releases have nothing
 * but their description. What is not there is left out.
 */
export function presentedBy(description: string): Partial<Presented> {
  const { author, description: first, fields } = describe(description);
  const field = (...labels: readonly string[]) =>
    labels.map((label) => fields[label]).find((text) => text !== undefined && text !== '');
  const reference = field('reference', 'references');
  const runbook = field('runbook', 'playbook');
  const title = first.split('\n')[0] ?? '';
  return {
    ...(author !== '' && { author }),
    ...(reference !== undefined && { references: reference.split('\n').filter(Boolean) }),
    ...(runbook !== undefined && { runbook }),
    ...(title !== '' && title !== description && { title }),
  };
}
