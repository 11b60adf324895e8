import { chmodSync, existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeDurably } from '../../adapters/local/durable-file.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import { checkedConfig } from '../checked-project.ts';
import { jsonWithValue } from '../json-with-value.ts';

export interface StagingSwitch {
  /** As the operator would type it. */
  readonly file: string;
  readonly outcome: 'changed' | 'as it was';
}

/** Writes the switch into `global.json`. Every other byte of the file stays, or the whole file does. */
export async function setRuleStaging(
  cwd: string,
  configDir: string,
  enabled: boolean,
): Promise<StagingSwitch> {
  await checkedConfig({ configDir });
  const shown = join(configDir, 'global.json');
  const file = resolve(cwd, shown);
  if (!existsSync(file)) throw refused(`there is no ${shown}`, 'Begin with: streamalert migrate');

  const before = readFileSync(file, 'utf8');
  const after = jsonWithValue(before, ['infrastructure', 'rule_staging', 'enabled'], enabled);
  if (after === undefined) {
    throw refused(`${shown}: infrastructure.rule_staging is no map`, 'Write it as { … }.');
  }
  if (after === before) return { file: shown, outcome: 'as it was' };

  write(file, after);
  try {
    const { infrastructure } = await checkedConfig({ configDir });
    if (infrastructure.ruleStaging.enabled !== enabled) {
      throw refused(
        `${shown} is in a form in which the switch stands elsewhere; nothing was changed`,
        'Bring it into the current form first: streamalert migrate',
      );
    }
  } catch (error) {
    write(file, before);
    throw error;
  }
  return { file: shown, outcome: 'changed' };
}

const refused = (message: string, hint: string) =>
  new StreamAlertError('CONFIG_INVALID', message, { hint });

/** Through a link, so that the link stays one, and with the rights that the file had. */
function write(file: string, content: string) {
  const target = realpathSync(file);
  const { mode } = statSync(target);
  writeDurably(target, content);
  chmodSync(target, mode);
}
