import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

/** A command that fetches something and runs it, or hides what it runs. */
const fetchesAndRuns = [
  /\b(curl|wget)\b[^|;]*\|\s*(ba|da|z)?sh\b/,
  /\b(curl|wget)\b.*;\s*chmod\s+([0-7]*7|\S*\+x)/,
  /\$\((curl|wget|dig|nslookup)\b/,
  /base64\s+(-d|--decode)/,
  /\/dev\/(tcp|shm)\//,
  /\b(nc|ncat|netcat)\b.*\s-\w*[ec]\s+\S*sh\b/,
  /\bpython\d?\s+-c\b/,
];

export const osquerySuspiciousCron = rule({
  name: 'osquery_suspicious_cron',
  description: 'A cron job fetches code and runs it, or hides what it runs',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1053.003'],
  references: ['https://osquery.io/schema/current/#crontab'],
  falsePositives: ['Installers that were turned into a cron job'],
  runbook:
    'Fetch what the job fetches, from another network, and read it. Remove the job only after you know what else it ' +
    'left, or it comes back.',
  logs: ['osquery:differential'],
  where: {
    action: 'added',
    'columns.minute': { exists: true },
    'columns.command': { exists: true },
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `Cron job on ${firstOf(textAt(record, 'hostIdentifier'))}: ${textAt(record, 'columns', 'command').slice(0, 80)}`,
  matches: (record) => {
    const command = textAt(record, 'columns', 'command');
    return fetchesAndRuns.some((pattern) => pattern.test(command));
  },
});
