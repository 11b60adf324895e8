import { rule } from 'streamalert';
import {
  commandOf,
  hostOf,
  processStart,
  startedProcess,
  windowsLogs,
} from '../../matchers/windows.ts';
import { holdsInOrder } from '../../matchers/in-order.ts';

const fetches = [
  /(desktopimgdownldr|imewdbld|ieexec|presentationhost|certoc)(\.exe)?"?\s.*https?:/,
  /esentutl(\.exe)?"?\s.*\/y\s+\\\\\d/,
  /curl(\.exe)?"?\s.*https?:\/\/\d{1,3}(\.\d{1,3}){3}\S*\.(bat|cmd|dll|exe|hta|js|msi|ps1|vbs)\b/,
];

const fetchesInSteps: readonly (readonly RegExp[])[] = [
  [/certutil(\.exe)?"?\s/, /[-/](urlcache|verifyctl|url)\b/, /https?:/],
  [/bitsadmin(\.exe)?"?\s/, /\/(transfer|addfile)\b/, /https?:/],
  [
    /(chrome|msedge|brave)(\.exe)?"?\s/,
    /--headless\b/,
    /--dump-dom|--screenshot|mockbin|pipedream|webhook\.site/,
  ],
];

export const windowsDownloadWithSystemTool = rule({
  name: 'windows_download_with_system_tool',
  description:
    'A tool of Windows that is meant for something else fetched a file from the Internet',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0011:T1105', 'TA0005:T1197'],
  references: ['https://attack.mitre.org/techniques/T1105/'],
  falsePositives: ['Scripts of administrators from before there was curl'],
  runbook:
    'Look at the file that came and at what started next. Ask the user; nobody types these ' +
    'commands, but installers may.',
  logs: windowsLogs,
  where: processStart,
  outputs: ['file:alerts'],
  mergeBy: { keys: ['Hostname'], windowMinutes: 30 },

  title: (record) => `${commandOf(record)} on ${hostOf(record)}`,
  matches: (record) => {
    const { command } = startedProcess(record);
    return (
      fetches.some((pattern) => pattern.test(command)) ||
      fetchesInSteps.some((steps) => holdsInOrder(command, steps))
    );
  },
});
