import {
  type AlertContent,
  type Publication,
  type Publisher,
  publisher,
  type TypedPublication,
} from 'streamalert';

/** Instructions to outputs, with the types that the outputs take, among keys of one's own. */
export const typed = publisher({
  name: 'typed',
  description: 'Instructions with their types',
  publish: ({ title, record }, publication) => ({
    ...publication,
    '@slack.text': title,
    '@slack.attachments': [{ text: title }],
    '@slack._notes': { for: 'another publisher' },
    '@aws-ses.body': { html: `<b>${title}</b>` },
    '@teams.buttons': [['Look', 'https://example.com']],
    record,
    anything: [1, 'a', null],
  }),
});

/** A plain map stays a plain map. */
export const loose = publisher({
  name: 'loose',
  description: 'Keys that only come up when it runs',
  publish(alert, publication): Publication {
    const made: Publication = { ...publication, '@slack.txet': 1 };
    made[`@${alert.logType}.text`] = alert.title;
    return made;
  },
});

export const entries = publisher({
  name: 'entries',
  description: 'A map from entries',
  publish: (_alert, publication) => Object.fromEntries(Object.entries(publication)),
});

export const empty = publisher({ name: 'empty', description: 'Nothing', publish: () => ({}) });

/** Several returns, one of them the publication as it was. */
export const several = publisher({
  name: 'several',
  description: 'Says it where there is something to say',
  publish({ severity }, publication) {
    if (severity !== 'critical') return publication;
    return { ...publication, '@pagerduty-v2.summary': 'now', '@pagerduty-v2.component': 'door' };
  },
});

export const later = publisher({
  name: 'later',
  description: 'Asks a table over the network',
  async publish(_alert, publication, services) {
    const owner = await services.lookupAsync('owners', 'ann', 'nobody');
    return { ...publication, '@slack.text': String(owner), owner };
  },
});

/** What others see of them is loose, so that they stand in one list. */
export const all: readonly Publisher<Publication | Promise<Publication>>[] = [typed, loose, later];
export const atOnce: readonly Publisher[] = [typed];
export const made: (alert: AlertContent) => Publication = (alert) => typed.publish(alert, {});

/** A function of one's own, typed where it is written. */
export const withTitle = ({ title }: AlertContent): TypedPublication => ({
  '@slack.text': title,
  '@console.line': title,
});
export const shared = publisher({
  name: 'shared',
  description: 'With a function of its own',
  publish: (alert, publication) => ({ ...publication, ...withTitle(alert) }),
});
