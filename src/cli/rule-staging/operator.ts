import { userInfo } from 'node:os';

/** The account that runs the command, to be kept beside what it changes. */
export function operatorName(env: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no account has.
    return env['USER'] ?? env['LOGNAME'] ?? 'somebody';
  }
}
