import { expect, test } from 'vitest';
import { cisaKev } from './feed.ts';

test('vulnerabilities are indicators of the type cve', () => {
  const text = JSON.stringify({
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.03.14',
    count: 3,
    vulnerabilities: [
      {
        cveID: 'CVE-2021-44228',
        vulnerabilityName: 'Apache Log4j2 Remote Code Execution',
        dateAdded: '2021-12-10',
        dueDate: '2021-12-24',
        knownRansomwareCampaignUse: 'Known',
      },
      { cveID: 'CVE-2026-1', knownRansomwareCampaignUse: 'Unknown' },
      { vendorProject: 'x' },
    ],
  });

  expect(cisaKev.parse(text)).toEqual({
    outcome: 'parsed',
    items: [
      {
        value: 'CVE-2021-44228',
        type: 'cve',
        subType: 'exploited_by_ransomware',
        note: 'Apache Log4j2 Remote Code Execution · to be mended by 2021-12-24',
        firstSeen: Date.UTC(2021, 11, 10),
      },
      { value: 'CVE-2026-1', type: 'cve', subType: 'exploited', note: null },
    ],
    skipped: [{ reason: 'the entry has no CVE', count: 1, example: 'entry 3' }],
  });
});
