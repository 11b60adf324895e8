import { rule } from 'streamalert';
import { githubActor, githubPlace } from '../../matchers/github.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const githubOrganizationOwnerAdded = rule({
  name: 'github_organization_owner_added',
  description: 'Somebody became an owner of an organisation on GitHub',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0004:T1098.003'],
  references: [
    'https://docs.github.com/organizations/managing-peoples-access-to-your-organization-with-roles/roles-in-an-organization',
  ],
  falsePositives: ['Hand-over between people'],
  runbook:
    'Owners can delete or publish every repository. Confirm with another owner; otherwise make the user a member again ' +
    'and end the sessions of both.',
  logs: ['github:audit'],
  where: { action: ['org.add_member', 'org.update_member'], permission: 'admin' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'user'))} made owner of ${githubPlace(record)} by ${githubActor(record)}`,
});
