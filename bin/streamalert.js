#!/usr/bin/env node
// Starts the command line on a Node that can run it. This file itself must parse on Node 12: no newer syntax.
import { spawn } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { constants } from 'os';
import { dirname, join, sep } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const neededMajor = 22;
const neededMinor = 18;
const here = dirname(fileURLToPath(import.meta.url));
const packageRoot = dirname(here);

function isNewEnough(version) {
  const parts = String(version).replace(/^v/, '').split('.').map(Number);
  return parts[0] > neededMajor || (parts[0] === neededMajor && parts[1] >= neededMinor);
}

/** Every folder from this one up to the root. */
function foldersFrom(folder) {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder].concat(foldersFrom(parent));
}

/** The program of the `node` package, when one that is new enough is installed beside us or the project. */
function installedNode() {
  const folders = foldersFrom(here).concat(foldersFrom(process.cwd()));
  for (const folder of folders) {
    const found = join(folder, 'node_modules', 'node');
    const program = join(found, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(program) && isNewEnough(versionOf(join(found, 'package.json')))) return program;
  }
  return undefined;
}

function versionOf(manifest) {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).version;
  } catch {
    // A folder that only looks like the package: go on to the next one.
    return '0.0.0';
  }
}

/** Runs the same command line on another Node, as if it had been started there. */
function runOn(program) {
  const child = spawn(program, process.argv.slice(1), { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A terminal sends Ctrl-C to both processes; the child alone decides what it means.
  signals.forEach((signal) => {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on('error', (error) => {
    process.stderr.write('streamalert: cannot run ' + program + ': ' + error.message + '\n');
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code === null ? 128 + (constants.signals[signal] || 0) : code);
  });
}

function runHere() {
  const source = join(packageRoot, 'src', 'cli', 'main.ts');
  const isInstalled = packageRoot.indexOf(sep + 'node_modules' + sep) !== -1;
  const main =
    existsSync(source) && !isInstalled ? source : join(packageRoot, 'dist', 'cli', 'main.js');
  import(pathToFileURL(main).href).catch((error) => {
    process.stderr.write('streamalert: cannot start: ' + (error && error.stack) + '\n');
    process.exitCode = 1;
  });
}

if (isNewEnough(process.version)) {
  runHere();
} else {
  const program = installedNode();
  if (program) {
    runOn(program);
  } else {
    process.stderr.write(
      'streamalert needs Node ' +
        neededMajor +
        '.' +
        neededMinor +
        ' or newer and this is ' +
        process.version +
        '. Install it into the project with: npm install --save-dev node@24\n',
    );
    process.exitCode = 1;
  }
}
