import type { Skipped } from '../../feeds/feed.ts';
import { cell } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { countsByType, type ImportReport } from '../../stages/threat-intel/import-items.ts';
import { many } from '../quarantine/words.ts';

const kindsMax = 8;
const exampleCharactersMax = 60;

/** What became of the entries of one file or feed; the numbers add up. */
export function importLines(
  name: string,
  report: ImportReport,
  skipped: readonly Skipped[],
): readonly string[] {
  const { read, taken, withdrawn, unwanted, byType } = report;
  const left = skipped.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    `taken ${taken.toLocaleString('en-US')}`,
    ...(withdrawn > 0 ? [`withdrawn ${withdrawn.toLocaleString('en-US')}`] : []),
    ...(unwanted > 0 ? [`of other types ${unwanted.toLocaleString('en-US')}`] : []),
    `left out ${left.toLocaleString('en-US')}`,
  ];
  const kinds = skipped.toSorted((a, b) => b.count - a.count);
  const more = kinds.length - kindsMax;
  return [
    cell(`  ${name}: ${many(read, 'entry').replace('entrys', 'entries')} = ${parts.join(' + ')}`),
    ...(taken > 0 ? [`      ${countsByType(byType)}`] : []),
    ...kinds.slice(0, kindsMax).map(({ reason, count, example }) => {
      const shown =
        example === '' ? '' : `, such as ${JSON.stringify(example.slice(0, exampleCharactersMax))}`;
      return cell(`      left out ${count.toLocaleString('en-US')} ×  ${reason}${shown}`);
    }),
    ...(more > 0 ? [`      and ${more} more reasons`] : []),
  ];
}
