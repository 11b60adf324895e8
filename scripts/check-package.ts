import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Packs the package, installs it into an empty folder as a user would, and does there what README promises:
 * help, a scan of the samples, a new project and its tests. Needs the package registry.
 */
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'streamalert-package-'));

const run = (cwd: string, command: string, ...rest: string[]): string =>
  execFileSync(command, rest, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: timeoutMillis,
  });

/** Installing takes the longest; what takes more comes to no end. */
const timeoutMillis = 5 * 60_000;

/** A program of a user's own, as docs/library.md shows it. */
const program = `
import { createReadStream, globSync } from 'node:fs';
import { openDetector } from 'streamalert';

const detector = await openDetector();
for (const file of globSync('node_modules/streamalert/samples/cloudtrail/*.gz')) {
  const { alerts } = await detector.detect(createReadStream(file));
  for (const { ruleName } of alerts) console.log(ruleName);
}
`;

try {
  run(root, process.execPath, 'scripts/build.ts');
  run(root, join(root, 'node_modules/.bin/publint'), '--strict');
  run(root, 'npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no package');

  const user = join(folder, 'user');
  execFileSync('mkdir', [user]);
  writeFileSync(join(user, 'package.json'), '{ "private": true }\n');
  run(user, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, tarball));
  const streamalert = join(user, 'node_modules/.bin/streamalert');
  expectText(run(user, streamalert, '--help'), 'scan');
  const samples = join(user, 'node_modules/streamalert/samples');
  const scan = spawnSync(streamalert, ['scan', samples, '--format', 'json'], {
    cwd: user,
    encoding: 'utf8',
    maxBuffer: 1e8,
    timeout: timeoutMillis,
  });
  if (scan.status !== 1) throw new Error(`scan ended with ${scan.status}: ${scan.stderr}`);
  expectText(scan.stdout, 'cloudtrail_root_account_usage');
  expectText(run(user, streamalert, 'new', 'my-detections'), 'my-detections');
  const project = join(user, 'my-detections');
  run(project, streamalert, 'rules', 'new', 'acme_vpn_odd_hour', '--log-type', 'acme_vpn:session');
  run(project, streamalert, 'test', '--skip-types');
  writeFileSync(join(user, 'program.mjs'), program);
  expectText(run(user, process.execPath, 'program.mjs'), 'cloudtrail_root_account_usage');
  console.log(`package: ${tarball} installs and runs`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function expectText(output: string, text: string) {
  if (!output.includes(text)) {
    throw new Error(`expected "${text}" in:\n${output.slice(0, 2000)}`);
  }
}
