import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** Rights with which an app reads everything, or runs the workspace. */
const wideScope =
  /(^|,)(admin|identify,admin|channels:history|groups:history|im:history|files:read|users:read\.email)/;

export const slackAppWithWideRightsAdded = rule({
  name: 'slack_app_with_wide_rights_added',
  description: 'An app that may read messages or files, or run the workspace, was added to Slack',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0009:T1213.005', 'TA0006:T1528'],
  references: ['https://api.slack.com/scopes'],
  falsePositives: ['Apps that were reviewed before'],
  runbook:
    'Ask the one who added it what it is for and whether it was reviewed. Remove it otherwise: what an app may read, its ' +
    'maker may read.',
  logs: ['slack:integration'],
  where: { change_type: ['added', 'expanded'] },
  outputs: ['file:alerts'],

  title: (record) =>
    `${textAt(record, 'user_name')} added ${textAt(record, 'app_type') || textAt(record, 'service_type')} to Slack (${textAt(record, 'scope')})`,
  matches: (record) => wideScope.test(textAt(record, 'scope')),
});
