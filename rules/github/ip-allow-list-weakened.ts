import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';

export const githubIpAllowListWeakened = rule({
  name: 'github_ip_allow_list_weakened',
  description: 'The list of addresses from which GitHub may be used was switched off or got longer',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0005:T1562.007'],
  references: [
    'https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/managing-allowed-ip-addresses-for-your-organization',
  ],
  falsePositives: ['New offices'],
  runbook:
    'Ask whose address was added. Restore the list otherwise, and look at what was done from the new address.',
  logs: ['github:audit'],
  where: {
    action: [
      'ip_allow_list.disable',
      'ip_allow_list.disable_for_installed_apps',
      'ip_allow_list_entry.create',
    ],
  },
  outputs: ['file:alerts'],

  title: (record) => `${githubActor(record)} weakened the IP allow list of ${githubPlace(record)}`,
});
