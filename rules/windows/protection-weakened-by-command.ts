import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';
import { holdsInOrder } from '../../matchers/in-order.ts';

const products =
  '(antivirus|avast|avg|bitdefender|carbon ?black|cortex|crowdstrike|cylance|defender|endpoint|eset|kaspersky|malwarebytes|mcafee|sentinel|sophos|symantec|trend micro|webroot)';

const weakens = [
  /(add|set)-mppreference\s.*-(exclusion(path|process|extension|ipaddress)|disable(realtimemonitoring|behaviormonitoring|ioavprotection|scriptscanning|blockatfirstseen)\s+(\$?true|1)|(maps|submitsamples)\w*\s+(0|2|never\w*|disabled))/,
  /msft_mppreference\b.*\bcall\s+(add|set)\b/,
  /systemsettingsadminflows(\.exe)?"?\s+(disable|defender|.*rtp)/,
  /mpcmdrun(\.exe)?"?\s.*-(removedefinitions|disable)/,
  /\b(sc|net)(\.exe)?"?\s+(stop|delete)\s+"?(windefend|sense|wdnissvc|sysmon(64|drv)?|mpssvc|csfalconservice|sentinelagent)\b/,
  /netsh(\.exe)?"?\s+(advfirewall\s+set\s+\w+\s+state\s+off|firewall\s+set\s+opmode\s+(mode=)?disable)/,
];

const weakensInSteps: readonly (readonly RegExp[])[] = [
  [/\bwmic(\.exe)?"?\s/, new RegExp(products), /\bcall\s+(uninstall|stopservice|delete)/],
  [/\bdism(\.exe)?"?\s/, /\/disable-feature/, /windows-defender/],
];

export const windowsProtectionWeakenedByCommand = rule({
  name: 'windows_protection_weakened_by_command',
  description:
    'A command excludes something from Defender, switches it off, or removes endpoint protection',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.001'],
  references: ['https://attack.mitre.org/techniques/T1562/001/'],
  falsePositives: [
    'Installers of databases that exclude their folders, roll-outs of another product',
  ],
  runbook:
    'See what was excluded: a folder that users may write to is there for malware. Take the ' +
    'exclusion back and scan the folder.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return (
      weakens.some((pattern) => pattern.test(command)) ||
      weakensInSteps.some((steps) => holdsInOrder(command, steps))
    );
  },
});
