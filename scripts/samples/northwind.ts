/** Who and what there is at Northwind, so that all logs tell of the same people, hosts and addresses. */

/** A moment of the day of the story, 14 March 2026, in UTC. */
export function on(time: string): number {
  return Date.parse(`2026-03-14T${time}Z`);
}

export const dayStart = on('08:00:00');
export const dayEnd = on('15:00:00');

export const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** `Mar 14 11:42:07` */
export const syslogTime = (at: number): string =>
  `Mar 14 ${new Date(at).toISOString().slice(11, 19)}`;

export interface Person {
  readonly login: string;
  readonly name: string;
  readonly oktaId: string;
  readonly github: string;
  /** Where the person works from. */
  readonly address: string;
}

const person = (login: string, name: string, oktaId: string, address: string): Person => ({
  login,
  name,
  oktaId,
  github: login.replace('.', '-'),
  address,
});

export const dana = person('dana.reyes', 'Dana Reyes', '00u1dana7kqXbT9ls5d7', '198.51.100.24');
export const omar = person('omar.haddad', 'Omar Haddad', '00u2omar3mzPcV8kr4e6', '198.51.100.31');
export const mei = person('mei.lin', 'Mei Lin', '00u3meil9naRdW7jq3f5', '198.51.100.24');
export const jonas = person('jonas.berg', 'Jonas Berg', '00u4jona5obSeX6hp2g4', '198.51.100.77');
export const priya = person('priya.nair', 'Priya Nair', '00u5priy1pcTfY5gn1h3', '198.51.100.24');

export const staff = [dana, omar, mei, jonas, priya] as const;

export const account = '111122223333';

/** The web server that is taken over, as each log knows it. */
export const webHost = {
  name: 'web-03',
  address: '10.20.3.7',
  instance: 'i-0b7d21c9e4f35a680',
  networkInterface: 'eni-0c3d9f1a7b2e64580',
} as const;

export const exportsBucket = 'northwind-customer-exports';

/** The attacker: a proxy to sign in through, and a server for everything else. */
export const attacker = { proxy: '203.0.113.91', server: '203.0.113.66' } as const;
