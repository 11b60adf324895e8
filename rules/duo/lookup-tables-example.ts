import { at, rule } from 'streamalert';
import { duoAddress, duoUser } from '../../matchers/duo.ts';
import { textAt } from '../../matchers/reading.ts';

export const duoLookupTablesExample = rule({
  name: 'duo_lookup_tables_example',
  description:
    'Somebody signed in with a browser that a lookup table says nobody uses here; an example of a ' +
    'rule with a table',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0001:T1078'],
  references: ['https://duo.com/docs/adminapi#authentication-logs'],
  falsePositives: ['Colleagues who try another browser'],
  runbook:
    'Ask the user whether the browser is theirs. The list is in the table dynamo-backed-table ' +
    'under the key duo_blacklisted_browsers: change it with `streamalert lookup-tables`, the rule ' +
    'sees it without a restart.',
  logs: ['duo:authentication'],
  where: { 'access_device.browser': { exists: true } },
  outputs: ['file:alerts'],

  title: (record) =>
    `${duoUser(record)} signed in with ${textAt(record, 'access_device', 'browser')} from ${duoAddress(record)}`,
  matches: async (record, _context, services) => {
    // Tables may be asked over the network; one that is in memory answers at once.
    const browsers = await services.lookupAsync(
      'dynamo-backed-table',
      'duo_blacklisted_browsers',
      [],
    );
    const browser = at(record, 'access_device', 'browser');
    return Array.isArray(browsers) && browsers.some((listed) => listed === browser);
  },
});
