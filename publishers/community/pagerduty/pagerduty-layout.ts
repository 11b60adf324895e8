import {
  type JsonObject,
  type JsonValue,
  type Publication,
  type Publisher,
  publisher,
} from 'streamalert';
import { isMap } from '../generic/is-map.ts';
import { arraysAsText } from '../generic/stringify-arrays.ts';

const named = (name: string) => `publishers.community.pagerduty.pagerduty_layout.${name}`;

export const shortenTitle = publisher({
  name: named('ShortenTitle'),
  description: 'Makes the name of the rule the title of the incident',
  publish: ({ ruleName }, publication) => ({
    ...publication,
    '@pagerduty-v2.summary': ruleName,
    '@pagerduty-incident.incident_title': ruleName,
    '@pagerduty.description': ruleName,
  }),
});

export const asCustomDetails = publisher({
  name: named('as_custom_details'),
  description:
    'Shows everything that is no instruction to PagerDuty as the details of the incident',
  publish(_alert, publication) {
    const details = Object.fromEntries(
      Object.entries(publication).filter(([key]) => !key.startsWith('@pagerduty')),
    );
    return {
      ...publication,
      '@pagerduty.details': details,
      '@pagerduty-v2.custom_details': details,
    };
  },
});

const withUrgency =
  (severity: 'critical' | 'warning', urgency: 'high' | 'low') => (publication: Publication) => ({
    ...publication,
    '@pagerduty-v2.severity': severity,
    '@pagerduty-incident.urgency': urgency,
  });

const high = withUrgency('critical', 'high');
const low = withUrgency('warning', 'low');

export const v2HighUrgency = publisher({
  name: named('v2_high_urgency'),
  description: 'Severity `critical` and urgency `high`: wakes people up',
  publish: (_alert, publication) => high(publication),
});

export const v2LowUrgency = publisher({
  name: named('v2_low_urgency'),
  description: 'Severity `warning` and urgency `low`: lets people sleep',
  publish: (_alert, publication) => low(publication),
});

export const prettyPrintArrays = arraysAsText({
  name: named('PrettyPrintArrays'),
  delimiter: '\n\n----------\n\n',
});

/** A publisher that shows an image with the incident. */
export const imageAttachment = (options: {
  readonly name: string;
  readonly src: string;
  readonly href: string;
  readonly alt: string;
}): Publisher => {
  const { name, src, href, alt } = options;
  return publisher({
    name,
    description: `Shows an image (${alt}) with the incident`,
    publish: (_alert, publication) => ({
      ...publication,
      '@pagerduty-v2.images': [...mapsIn(publication['@pagerduty-v2.images']), { src, href, alt }],
      '@pagerduty.contexts': [
        ...mapsIn(publication['@pagerduty.contexts']),
        { type: 'image', src },
      ],
    }),
  });
};

/** The maps of a list: what else an earlier publisher put there, PagerDuty has no use for. */
const mapsIn = (value: JsonValue | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter((item) => isMap(item)) : [];

export const attachImage = imageAttachment({
  name: named('AttachImage'),
  src: 'https://streamalert.io/en/stable/_images/sa-banner.png',
  href: 'https://streamalert.io/en/stable/',
  alt: 'StreamAlert Docs',
});
