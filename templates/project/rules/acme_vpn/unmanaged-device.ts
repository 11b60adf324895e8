import { rule } from 'streamalert';
import { isEmployee } from '../../matchers/acme-vpn.ts';

export const acmeVpnUnmanagedDevice = rule({
  name: 'acme_vpn_unmanaged_device',
  description: 'Somebody connected to the VPN from a device that is not ours',
  severity: 'medium',
  attack: ['TA0001:T1133'],
  runbook: 'Ask the user. If they know nothing of it, end the session and reset their credentials.',
  logs: ['acme_vpn:session'],
  matchers: [isEmployee],
  // Data, so that the engine finds the rule by it: a thousand such rules cost little more than ten.
  where: { action: 'connect', 'device.managed': false },
  outputs: ['console:terminal', 'file:alerts'],

  title: (record) =>
    `${record.user} connected from ${record.source_ip} on device ${record.device.id}`,
  // Code, for what data cannot say. A field that the schema lacks does not compile.
  matches: (record) => !record.groups?.includes('bring-your-own-device'),
});
