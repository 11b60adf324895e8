import { expect, test } from 'vitest';
import { urlhaus } from './feed.ts';

const expected = {
  value: 'http://evil.example/gate,1.php',
  type: 'url',
  subType: 'malware_download',
  note: 'elf,mozi · https://urlhaus.abuse.ch/url/1/',
  firstSeen: Date.UTC(2026, 2, 14, 10, 20, 7),
  lastSeen: Date.UTC(2026, 2, 14, 11),
};

test('the CSV dump is read', () => {
  const text = [
    '################################################################',
    '# abuse.ch URLhaus Database Dump (CSV - recent URLs only)      #',
    '#',
    '# id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter',
    '"1","2026-03-14 10:20:07","http://evil.example/gate,1.php","online","2026-03-14 11:00:00","malware_download","elf,mozi","https://urlhaus.abuse.ch/url/1/","ana"',
    '"2","2026-03-14 10:20:07","http://cut',
  ].join('\r\n');

  expect(urlhaus.parse(text)).toEqual({
    outcome: 'parsed',
    items: [expected],
    skipped: [{ reason: 'the row is cut off', count: 1, example: 'line 6' }],
  });
});

test('the JSON dump and the answer of the API are read', () => {
  const dumped = {
    dateadded: '2026-03-14 10:20:07 UTC',
    url: 'http://evil.example/gate,1.php',
    url_status: 'online',
    last_online: '2026-03-14 11:00:00 UTC',
    threat: 'malware_download',
    tags: ['elf', 'mozi'],
    urlhaus_link: 'https://urlhaus.abuse.ch/url/1/',
  };
  const { dateadded, urlhaus_link, ...shared } = dumped;
  const answered = { ...shared, date_added: dateadded, urlhaus_reference: urlhaus_link };

  expect(urlhaus.parse(JSON.stringify({ 1: [dumped] }))).toMatchObject({ items: [expected] });
  expect(
    urlhaus.parse(JSON.stringify({ query_status: 'ok', urls: [answered, {}, null] })),
  ).toMatchObject({ items: [expected], skipped: [{ count: 2 }] });
  expect(urlhaus.parse('{"query_status":"no_results"}')).toMatchObject({ outcome: 'refused' });
});
