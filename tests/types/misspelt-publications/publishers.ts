import { publisher, type TypedPublication } from 'streamalert';

export const wrongType = publisher({
  name: 'wrong_type',
  description: 'A number for a text',
  publish: (_alert, publication) => ({ ...publication, '@slack.text': 1 }),
});

export const misspelt = publisher({
  name: 'misspelt',
  description: 'A field that is not there',
  publish: ({ title }, publication) => ({ ...publication, '@console.lnie': title }),
});

export const misspeltService = publisher({
  name: 'misspelt_service',
  description: 'An output that is not there',
  publish: ({ title }) => ({ '@slak.text': title }),
});

export const misspeltLater = publisher({
  name: 'misspelt_later',
  description: 'The same, awaited',
  async publish({ title }, publication) {
    return { ...publication, '@console.lnie': title };
  },
});

export const wrongTypeInside = publisher({
  name: 'wrong_type_inside',
  description: 'A map with a number in place of a text',
  publish: (_alert, publication) => ({ ...publication, '@aws-ses.body': { html: 1 } }),
});

export const noPublication = publisher({
  name: 'no_publication',
  description: 'A function in it',
  publish: () => ({ a: () => 1 }),
});

export const declared: TypedPublication = { '@teams.with_record': 'no' };
