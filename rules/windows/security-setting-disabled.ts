import { rule } from 'streamalert';
import { eventField, fileName, hostOf, registryWrite } from '../../matchers/windows.ts';

/** Values that switch something off when they are 0. */
const offWhenZero = [
  /\\microsoft\\windows script\\settings\\amsienable$/,
  /\\powershell(core)?\\(scriptblocklogging\\enablescriptblocklogging|modulelogging\\enablemodulelogging|transcription\\enabletranscripting)$/,
  /\\deviceguard\\(enablevirtualizationbasedsecurity|scenarios\\hypervisorenforcedcodeintegrity\\enabled)$/,
  /\\lsa\\(lsacfgflags|runasppl)$/,
  /\\ci\\config\\vulnerabledriverblocklistenable$/,
  /\\firewallpolicy\\(domain|public|standard)profile\\enablefirewall$/,
  /\\wmi\\autologger\\(eventlog-|defender)[^\\]*\\start$/,
  /\\policies\\system\\enablelua$/,
];

/** Values that switch something off when they are 1. */
const offWhenOne = [
  /\\windows defender(\\[a-z -]+)?\\disable(antispyware|antivirus|realtimemonitoring|behaviormonitoring|ioavprotection|onaccessprotection|scanonrealtimeenable|blockatfirstseen)$/,
  /\\windows nt\\(currentversion\\)?systemrestore\\disable(config|sr)$/,
  /\\wdigest\\uselogoncredential$/,
];

/** A service that does not start any more. */
const serviceStart =
  /\\services\\(eventlog|windefend|sense|wdnissvc|mpssvc|sysmon(64|drv)?)\\start$/;

export const windowsSecuritySettingDisabled = rule({
  name: 'windows_security_setting_disabled',
  description: 'A value in the registry was set that switches off logging or protection of Windows',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.001', 'TA0005:T1562.002', 'TA0005:T1112'],
  references: [
    'https://attack.mitre.org/techniques/T1562/001/',
    'https://attack.mitre.org/techniques/T1562/002/',
    'https://learn.microsoft.com/sysinternals/downloads/sysmon',
  ],
  falsePositives: ['Roll-outs of another endpoint protection'],
  runbook:
    'Find the program that wrote the value and what started it. Set the value back, and treat the ' +
    'time since as time in which the host told you nothing.',
  logs: ['elastic:winlogbeat', 'windows:event_xml', 'windows:evtx', 'windows:sysmon'],
  where: registryWrite,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) =>
    `${fileName(eventField(record, 'Image'))} switched off ${fileName(eventField(record, 'TargetObject'))} on ${hostOf(record)}`,
  matches: (record) => {
    const value = eventField(record, 'TargetObject').toLowerCase();
    switch (dwordOf(eventField(record, 'Details'))) {
      case 0:
        return offWhenZero.some((pattern) => pattern.test(value));
      case 1:
        return offWhenOne.some((pattern) => pattern.test(value));
      case 4:
        return serviceStart.test(value);
      default:
        return false;
    }
  },
});

/** `DWORD (0x00000004)` → 4 */
const dwordOf = (details: string): number =>
  Number(/^[dq]word \((0x[\da-f]+)/i.exec(details)?.[1] ?? Number.NaN);
