import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

/** `${jndi:ldap://…}`, also with letters hidden in further lookups. */
const lookup =
  /(\$|%24)(\{|%7b)([^}]{0,40}(:|%3a))?(-|%2d)?j[^/]{0,60}(ldap|rmi|dns|iiop|nis|corba|\$\{)/i;

export const webLog4shellAttempt = rule({
  name: 'web_log4shell_attempt',
  description: 'A request carries a lookup that Log4j would follow (Log4Shell)',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0001:T1190'],
  references: [
    'https://attack.mitre.org/techniques/T1190/',
    'https://www.cisa.gov/news-events/news/apache-log4j-vulnerability-guidance',
  ],
  falsePositives: ['Scanners, which try this everywhere'],
  runbook:
    'The attempt alone is the noise of the Internet. Look for connections of the server outwards ' +
    'to the host in the lookup: one that came about means that the attack worked.',
  logs: ['web:access', 'web:access_vhost'],
  outputs: ['file:alerts'],
  mergeBy: { keys: ['client'], windowMinutes: 240 },

  title: (record) =>
    `${textAt(record, 'client')} tried Log4Shell: ${textAt(record, 'request').slice(0, 60)}`,
  matches: (record) =>
    ['request', 'referer', 'user_agent'].some((name) => lookup.test(textAt(record, name))),
});
