import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

export const linuxUserAddedToAdminGroup = rule({
  name: 'linux_user_added_to_admin_group',
  description: 'A user of a host may now become root',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0004:T1098.007', 'TA0003:T1136.001'],
  references: ['https://attack.mitre.org/techniques/T1098/007/'],
  falsePositives: ['New administrators, images that are being built'],
  runbook:
    'Ask the administrators of the host. If the user is not theirs, lock it, and look at what was done on the host ' +
    'shortly before by whoever added it.',
  logs: ['linux:auth', 'linux:auth_iso'],
  where: {
    application: ['usermod', 'gpasswd', 'useradd', 'groupadd'],
    message: { contains: [" to group 'sudo'", " to group 'wheel'", " to group 'admin'"] },
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['host'], windowMinutes: 5 },

  title: (record) => `On ${textAt(record, 'host')}: ${textAt(record, 'message')}`,
});
