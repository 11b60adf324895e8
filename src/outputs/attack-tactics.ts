/** Tactics of MITRE ATT&CK for enterprises, by id (https://attack.mitre.org/tactics/enterprise/). */
const names: Readonly<Record<string, string>> = {
  TA0043: 'Reconnaissance',
  TA0042: 'Resource Development',
  TA0001: 'Initial Access',
  TA0002: 'Execution',
  TA0003: 'Persistence',
  TA0004: 'Privilege Escalation',
  TA0005: 'Defense Evasion',
  TA0006: 'Credential Access',
  TA0007: 'Discovery',
  TA0008: 'Lateral Movement',
  TA0009: 'Collection',
  TA0011: 'Command and Control',
  TA0010: 'Exfiltration',
  TA0040: 'Impact',
};

/** One entry of an alert's `attack`, taken apart. */
export interface AttackParts {
  readonly tactic?: { readonly uid: string; readonly name?: string };
  /** Such as `T1078`. */
  readonly technique?: string;
  /** Such as `T1078.004`. */
  readonly subTechnique?: string;
}

/** `TA0001:T1078.004`, and each half of it; undefined for what is neither. */
export function attackParts(text: string): AttackParts | undefined {
  const found = /^(?:(TA\d{4})(?::(?=T)|$))?(?:(T\d{4})(\.\d{3})?)?$/.exec(text);
  const [, tactic, technique, subTechnique] = found ?? [];
  if (tactic === undefined && technique === undefined) return undefined;
  const name = tactic === undefined ? undefined : names[tactic];
  return {
    ...(tactic !== undefined && { tactic: { uid: tactic, ...(name !== undefined && { name }) } }),
    ...(technique !== undefined && { technique }),
    ...(technique !== undefined &&
      subTechnique !== undefined && { subTechnique: technique + subTechnique }),
  };
}
