import { at, type Where } from 'streamalert';
import { firstOf, textAt } from './reading.ts';

/** The ways in which Windows events arrive: flat, with the structure of their XML, or in Elastic's schema. */
export const windowsLogs = [
  'elastic:winlogbeat',
  'windows:event',
  'windows:event_xml',
  'windows:evtx',
  'windows:powershell',
  'windows:security',
  'windows:sentinel',
  'windows:sysmon',
] as const;

/** `where` of events with one of these ids. Each format has one of the three fields; null lets the others be absent. */
export function eventIds(...ids: readonly number[]) {
  // XML gives text, most collectors numbers.
  const either = [...ids, ...ids.map(String), null];
  return {
    EventID: either,
    'System.EventID': either,
    'winlog.event_id': either,
  } as const satisfies Where;
}

/** `where` of a process that starts, as Sysmon (1) and the Security log (4688) tell it. */
export const processStart = eventIds(1, 4688);

/** `where` of a value that is written to the registry, as Sysmon tells it. */
export const registryWrite = eventIds(13);

/** A field of an event, whichever way the event came. */
export const eventField = (record: unknown, name: string): string =>
  textAt(record, name) ||
  textAt(record, 'EventData', name) ||
  textAt(record, 'winlog', 'event_data', name);

export function eventId(record: unknown): number {
  const id =
    at(record, 'EventID') ?? at(record, 'System', 'EventID') ?? at(record, 'winlog', 'event_id');
  return Number(id);
}

export const channelOf = (record: unknown): string =>
  (
    textAt(record, 'Channel') ||
    textAt(record, 'System', 'Channel') ||
    textAt(record, 'winlog', 'channel') ||
    textAt(record, 'EventLog')
  ).toLowerCase();

export const hostOf = (record: unknown): string =>
  firstOf(
    textAt(record, 'Hostname'),
    textAt(record, 'Computer'),
    textAt(record, 'System', 'Computer'),
    textAt(record, 'winlog', 'computer_name'),
  );

/** Who is behind an event: the account of the process, or the one that the Security log calls the subject. */
export const accountOf = (record: unknown): string =>
  firstOf(
    eventField(record, 'User'),
    eventField(record, 'SubjectUserName'),
    eventField(record, 'AccountName'),
  );

/** A process that started; all in small letters, as Windows does not tell them apart. */
export interface StartedProcess {
  readonly image: string;
  readonly command: string;
  readonly parent: string;
  /** The name that its maker gave the program, which stays when the file is renamed. */
  readonly originalName: string;
}

export function startedProcess(record: unknown): StartedProcess {
  const lower = (...names: readonly string[]): string =>
    (names.map((name) => eventField(record, name)).find((text) => text !== '') ?? '').toLowerCase();
  return {
    image: lower('Image', 'NewProcessName'),
    command: shortened(lower('CommandLine')),
    parent: lower('ParentImage', 'ParentProcessName'),
    originalName: lower('OriginalFileName'),
  };
}

/** Whoever starts a process chooses its command: one that is made long must not keep the patterns of rules busy. */
const shortened = (command: string): string =>
  command.length <= longCommand ? command : `${command.slice(0, 3000)} … ${command.slice(-1000)}`;

const longCommand = 4000;

/** `C:\Windows\System32\cmd.exe` → `cmd.exe` */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('\\') + 1);

/** Whether a program is one of these, by the name of its file or by the one its maker gave it. */
export const isProgram = (
  { image, originalName }: Pick<StartedProcess, 'image' | 'originalName'>,
  names: readonly string[],
): boolean => names.includes(fileName(image)) || names.includes(originalName);

/** The command of a process for a title, not too long. */
export const commandOf = (record: unknown): string =>
  firstOf(
    eventField(record, 'CommandLine'),
    eventField(record, 'Image'),
    eventField(record, 'NewProcessName'),
  ).slice(0, 100);

/** Folders that every user may write to. */
export const isUsersFolder = (path: string): boolean =>
  /\\(users|programdata|perflogs|\$recycle\.bin)\\|\\(temp|tmp)\\|%(temp|appdata|localappdata|programdata|public)%/i.test(
    path,
  );
