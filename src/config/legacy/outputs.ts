import { at, type Draft } from './draft.ts';
import { textIn, textNode } from './tree.ts';

/**
 * Functions that release 1.3 names by their ARN (configuration.md 12.9). The ARN of another account or region stays:
 * its name alone would mean a function of ours.
 */
export function migrateOutputs(draft: Draft): void {
  const account = textIn(draft.node(at('global.json', 'account', 'aws_account_id')));
  const region = textIn(draft.node(at('global.json', 'account', 'region')));
  for (const [descriptor, value] of draft.entries(at('outputs.json', 'aws-lambda'))) {
    const match = /^arn:[^:]*:lambda:([^:]*):([^:]*):function:([^:]+(?::[^:]+)?)$/.exec(
      textIn(value) ?? '',
    );
    if (match === null) continue;
    const [, itsRegion, itsAccount, name = ''] = match;
    if (itsAccount !== account || (region !== undefined && itsRegion !== region)) continue;
    const place = at('outputs.json', 'aws-lambda', descriptor);
    draft.replace(place, textNode(name), 'the name of the function, not its ARN');
  }
}
