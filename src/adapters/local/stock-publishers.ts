import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPublisher } from '../../domain/content-kind.ts';
import type { Publisher } from '../../domain/publication.ts';
import type { Rule } from '../../domain/rule.ts';
import { checkOptions, type Exported, publisherNames } from './content-checks.ts';
import { findContentFiles } from './content-files.ts';
import { collect, importAll } from './import-files.ts';

/** The publishers that come with the package; the folders stand beside each other, built or not. */
const stockFolder = join(import.meta.dirname, '../../../publishers');

/**
 * The publishers of the package, where rules of a project name some that the project does not have itself. One of the
 * same name that it has takes the place of ours. They are loaded only then.
 */
export async function stockPublishers(
  rules: readonly Exported<Rule>[],
  own: readonly Exported<Publisher>[],
): Promise<readonly Exported<Publisher>[]> {
  const known = new Set(own.map(({ value }) => value.name));
  const isAskedFor = rules.some(
    (rule) =>
      checkOptions(rule).length === 0 &&
      publisherNames(rule.value.publishers).some((name) => !known.has(name)),
  );
  if (!isAskedFor || !existsSync(stockFolder)) return [];
  const { exported } = await importAll(findContentFiles([stockFolder]).files);
  return collect(exported, isPublisher).filter(({ value }) => !known.has(value.name));
}
