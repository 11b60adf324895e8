import { type Card, factsOf } from './card.ts';

/** https://learn.microsoft.com/en-us/outlook/actionable-messages/message-card-reference */
export const connectorCard = ({
  title,
  text,
  color,
  alert,
  record,
  sections,
  buttons,
}: Card): unknown => ({
  title,
  // One of summary and text must be there, and a description may be empty.
  summary: title,
  text,
  themeColor: color,
  sections: [
    { activityTitle: 'Alert Info', facts: alert },
    ...(record === null
      ? []
      : [{ activityTitle: 'StreamAlert Alert Record', facts: factsOf(record) }]),
    ...sections,
  ],
  potentialAction: buttons.map(({ text: name, url }) => ({
    '@context': 'http://schema.org',
    '@type': 'ViewAction',
    name,
    target: [url],
  })),
});
