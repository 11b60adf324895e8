import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { classified, reader } from '../../testing/parsing.ts';
import { sharedData } from '../../testing/shared-data.ts';
import { Rejected } from './parser.ts';

const { path: data, isHere } = sharedData('data');

const fields = (names: string) =>
  Object.fromEntries(names.split(' ').map((name) => [name, 'string']));

describe.skipIf(!isHere)('real logs', () => {
  test('of IIS, with their header', () => {
    const text = readFileSync(join(data, 'logs-plaso/iis10.log'), 'utf8');
    const schema = { ...fields('date time c-ip cs-method cs-uri-query'), 'sc-status': 'integer' };

    const records = classified('w3c', { schema, configuration: { unknown_keys: 'keep' } }, text);

    expect(records).toMatchObject([
      { date: '2021-04-01', 'c-ip': '222.222.222.222', 'cs-uri-query': '', 'sc-status': 200 },
    ]);
  });

  test('of load balancers, by the order of their columns', () => {
    const names = `type time elb client target request_seconds target_seconds response_seconds elb_status target_status
      received_bytes sent_bytes request user_agent ssl_cipher ssl_protocol target_group trace_id domain certificate
      priority created actions redirect error targets target_statuses classification reason`;
    const read = reader('w3c', { schema: fields(names.replaceAll(/\s+/g, ' ')) });
    const lines = readFileSync(join(data, 'logs-plaso/aws_elb_access.log'), 'utf8').split('\n');

    const found = lines.filter((line) => /^(?:https?|h2|wss?) /.test(line)).flatMap(read);

    expect(found).toHaveLength(10);
    expect(found.filter((each) => each instanceof Rejected)).toEqual([]);
  });

  test('of Zeek, each line below its header and the whole file at once', () => {
    const folder = join(data, 'zeek-otrf/LSASS_campaign_05');
    const read = reader('zeek');
    let count = 0;
    for (const name of readdirSync(folder)) {
      const text = gunzipSync(readFileSync(join(folder, name))).toString('utf8');
      const lines = text.split('\n').filter((line) => line !== '');
      const header = lines.filter((line) => /^#(?!close)/.test(line)).join('\n');
      const whole = read(text);
      const single = lines
        .filter((line) => !line.startsWith('#'))
        .flatMap((line) => read(`${header}\n${line}`));
      expect(single).toEqual(whole);
      expect(whole.filter((each) => each instanceof Rejected)).toEqual([]);
      count += whole.length;
    }
    expect(count).toBe(3826);
  });

  test('of web servers, as columns and as a regular expression', () => {
    const names = 'address ident user time request status size referer agent';
    const columns = reader('w3c', { schema: fields(names), configuration: { header: 'none' } });
    const pattern =
      '(?<address>\\S+) (?<ident>\\S+) (?<user>\\S+) \\[(?<time>[^\\]]+)\\] "(?<request>[^"]*)" (?<status>\\d{3}) (?<size>\\S+) "(?<referer>[^"]*)" "(?<agent>[^"]*)"';
    const expression = reader('regex', { schema: fields(names), configuration: { pattern } });
    const lines = readFileSync(join(data, 'logs-plaso/apache_access.log'), 'utf8')
      .split('\n')
      .filter((line) => /^\S+ \S+ \S+ \[.*\] "[^"\\]*" \d{3} \S+ "[^"\\]*" "[^"\\]*"$/.test(line));

    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [row] = columns(line);
      const [record] = expression(line);
      const values =
        row !== null && typeof row === 'object' && 'values' in row ? row['values'] : [];
      expect(Object.values(record ?? {}).map((value) => (value === '-' ? '' : value))).toEqual(
        values,
      );
    }
  });
});
