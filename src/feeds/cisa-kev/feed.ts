import { isJsonObject } from '../../domain/json.ts';
import { defineFeed } from '../feed.ts';
import { jsonOf, listAt, noteOf, refused, skippedEntries, textAt, times } from '../reading.ts';

/**
 * Vulnerabilities that are being exploited, of the US agency CISA. They are matched where logs name vulnerabilities,
 * as findings of scanners and endpoint protection do: map the indicator type `cve` to their normalised type.
 */
export const cisaKev = defineFeed({
  name: 'cisa-kev',
  summary: 'vulnerabilities known to be exploited (CISA KEV, JSON); of the type cve',
  usualUrl: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  expiresDays: null,
  brings: 'all',
  recognises: (beginning) => /"catalogVersion"/.test(beginning) || /"cveID"/.test(beginning),
  parse(text) {
    const json = jsonOf(text);
    if (json.outcome === 'refused') return json;
    if (!isJsonObject(json.value) || !Array.isArray(json.value['vulnerabilities'])) {
      return refused('is JSON, but no catalogue of vulnerabilities');
    }
    const skipped = skippedEntries();
    const items = listAt(json.value, 'vulnerabilities').flatMap((entry, index) => {
      const id = isJsonObject(entry) ? textAt(entry, 'cveID') : undefined;
      if (!isJsonObject(entry) || id === undefined) {
        skipped.add('the entry has no CVE', `entry ${index + 1}`);
        return [];
      }
      const isRansom = textAt(entry, 'knownRansomwareCampaignUse') === 'Known';
      const due = textAt(entry, 'dueDate');
      return {
        value: id,
        type: 'cve' as const,
        subType: isRansom ? 'exploited_by_ransomware' : 'exploited',
        note: noteOf(textAt(entry, 'vulnerabilityName'), due && `to be mended by ${due}`),
        ...times(textAt(entry, 'dateAdded'), undefined),
      };
    });
    return { outcome: 'parsed', items, skipped: skipped.list() };
  },
});
