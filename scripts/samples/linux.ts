import {
  attacker,
  dana,
  dayEnd,
  dayStart,
  jonas,
  mei,
  on,
  syslogTime,
  webHost,
} from './northwind.ts';
import { seededRandom } from './random.ts';
import { linesInOrder, type SampleFile, type TimedLine } from './sample-file.ts';

const random = seededRandom(40);

const hosts = ['web-01', 'web-02', 'web-03', 'build-01', 'bastion-01'] as const;

const entry = (at: number, host: string, text: string): TimedLine => ({
  at,
  line: `${syslogTime(at)} ${host} ${text}`,
});

/** Scanners knock at the bastion all day. */
function refusedKnock(at: number): readonly TimedLine[] {
  const user = random.pick(['admin', 'root', 'test', 'oracle', 'ubuntu']);
  const address = `192.0.2.${random.below(250) + 1}`;
  const port = 30000 + random.below(30000);
  const process = `sshd[${10000 + random.below(20000)}]`;
  return [
    entry(at, 'bastion-01', `${process}: Invalid user ${user} from ${address} port ${port}`),
    entry(
      at + 1000,
      'bastion-01',
      `${process}: Connection closed by invalid user ${user} ${address} port ${port} [preauth]`,
    ),
  ];
}

function colleagueSignsIn(at: number): readonly TimedLine[] {
  const { login, address } = random.pick([dana, mei, jonas]);
  const user = login.split('.')[0] ?? login;
  const process = `sshd[${10000 + random.below(20000)}]`;
  const port = 40000 + random.below(20000);
  const key = `ED25519 SHA256:${random.hex(43)}`;
  return [
    entry(
      at,
      'bastion-01',
      `${process}: Accepted publickey for ${user} from ${address} port ${port} ssh2: ${key}`,
    ),
    entry(
      at + 1000,
      'bastion-01',
      `${process}: pam_unix(sshd:session): session opened for user ${user}(uid=1000) by (uid=0)`,
    ),
    entry(
      at + 60_000 * (1 + random.below(30)),
      'bastion-01',
      `${process}: pam_unix(sshd:session): session closed for user ${user}`,
    ),
  ];
}

function colleagueUsesSudo(at: number): readonly TimedLine[] {
  const host = random.pick(hosts);
  const user = random.pick(['dana', 'mei', 'jonas']);
  const command = random.pick([
    '/usr/bin/systemctl status nginx',
    '/usr/bin/systemctl reload nginx',
    '/usr/bin/apt update',
    '/usr/bin/journalctl -u nginx',
    '/usr/bin/tail -n 200 /var/log/nginx/error.log',
  ]);
  return [
    entry(
      at,
      host,
      `sudo:   ${user} : TTY=pts/0 ; PWD=/home/${user} ; USER=root ; COMMAND=${command}`,
    ),
    entry(at, host, `sudo: pam_unix(sudo:session): session opened for user root by (uid=1000)`),
    entry(at + 1000, host, 'sudo: pam_unix(sudo:session): session closed for user root'),
  ];
}

const cronRuns = (at: number): readonly TimedLine[] =>
  hosts.map((host) =>
    entry(
      at,
      host,
      `CRON[${10000 + random.below(20000)}]: (root) CMD (/usr/local/bin/collect-metrics)`,
    ),
  );

const story = (): readonly TimedLine[] => [
  entry(
    on('11:55:12'),
    webHost.name,
    `sshd[31337]: Accepted publickey for ubuntu from ${attacker.server} port 50522 ssh2: ED25519 SHA256:${random.hex(43)}`,
  ),
  entry(
    on('12:40:33'),
    webHost.name,
    'sudo:   ubuntu : TTY=pts/1 ; PWD=/home/ubuntu ; USER=root ; COMMAND=/usr/bin/rm -f /var/log/auth.log',
  ),
  entry(
    on('12:41:05'),
    webHost.name,
    'sshd[31337]: pam_unix(sshd:session): session closed for user ubuntu',
  ),
];

export function linuxFile(): SampleFile {
  const sometime = (): number => {
    const at = dayStart + random.below(dayEnd - dayStart);
    return at - (at % 1000);
  };
  const times = (count: number): readonly number[] => Array.from({ length: count }, sometime);
  const cronTimes = Array.from({ length: 28 }, (_, index) => dayStart + index * 15 * 60_000);
  const lines = [
    ...times(90).flatMap(refusedKnock),
    ...times(25).flatMap(colleagueSignsIn),
    ...times(35).flatMap(colleagueUsesSudo),
    ...cronTimes.flatMap(cronRuns),
    ...story(),
  ];
  return { path: 'linux/auth.log', text: linesInOrder(lines) };
}
