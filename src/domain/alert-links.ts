import type { Alert } from './alert.ts';

/** A page that whoever got the alert may want to read. */
export type AlertLink = { readonly name: string; readonly url: string };

/** More than anybody follows. */
const linksMax = 20;

/**
 * The pages behind an alert, each once: its runbook where that is an address, the pages of ATT&CK about what the rule
 * detects, and the rule's references.
 */
export function alertLinks({
  runbook,
  attack,
  references,
}: Pick<Alert, 'runbook' | 'attack' | 'references'>): readonly AlertLink[] {
  const links = [
    ...(runbook !== null && isAddress(runbook) ? [{ name: 'Runbook', url: runbook.trim() }] : []),
    ...attack.flatMap(attackLink),
    ...references.filter(isAddress).map((url) => ({ name: hostOf(url), url: url.trim() })),
  ];
  const byAddress = new Map<string, AlertLink>();
  for (const link of links) if (!byAddress.has(link.url)) byAddress.set(link.url, link);
  return [...byAddress.values()].slice(0, linksMax);
}

/** Nothing but the address of a page: a text with an address in it is a text. */
const isAddress = (text: string): boolean =>
  /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim());

const hostOf = (url: string): string => new URL(url.trim()).hostname;

/** `TA0005:T1562.008`: the page of the technique tells of its tactics as well. */
function attackLink(attack: string): readonly AlertLink[] {
  const [, tactic, technique, part] =
    /^(?:(TA\d{4}))?:?(?:(T\d{4})(?:\.(\d{3}))?)?$/.exec(attack) ?? [];
  if (technique !== undefined) {
    const path = part === undefined ? technique : `${technique}/${part}`;
    const name = `ATT&CK ${part === undefined ? technique : `${technique}.${part}`}`;
    return [{ name, url: `https://attack.mitre.org/techniques/${path}/` }];
  }
  if (tactic === undefined) return [];
  return [{ name: `ATT&CK ${tactic}`, url: `https://attack.mitre.org/tactics/${tactic}/` }];
}
