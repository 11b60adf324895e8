import { expect, test } from 'vitest';
import { anAlert } from '../../../testing/alert-builder.ts';
import {
  asCustomDetails,
  attachImage,
  imageAttachment,
  prettyPrintArrays,
  shortenTitle,
  v2HighUrgency,
  v2LowUrgency,
} from './pagerduty-layout.ts';

const before = { a: 1, '@pagerduty.x': 2 };

test('publishers have the names that rules and stored alerts know them by', () => {
  const all = [
    shortenTitle,
    asCustomDetails,
    v2HighUrgency,
    v2LowUrgency,
    prettyPrintArrays,
    attachImage,
  ];

  expect(
    all.map(({ name }) => name.replace('publishers.community.pagerduty.pagerduty_layout.', '')),
  ).toEqual([
    'ShortenTitle',
    'as_custom_details',
    'v2_high_urgency',
    'v2_low_urgency',
    'PrettyPrintArrays',
    'AttachImage',
  ]);
});

test('ShortenTitle', () => {
  expect(shortenTitle.publish(anAlert(), before)).toEqual({
    ...before,
    '@pagerduty-v2.summary': 'a_rule',
    '@pagerduty-incident.incident_title': 'a_rule',
    '@pagerduty.description': 'a_rule',
  });
});

test('as_custom_details', () => {
  expect(
    asCustomDetails.publish(anAlert(), { ...before, '@pagerduty-v2.y': 3, '@slack.text': 4 }),
  ).toEqual({
    ...before,
    '@pagerduty-v2.y': 3,
    '@slack.text': 4,
    '@pagerduty.details': { a: 1, '@slack.text': 4 },
    '@pagerduty-v2.custom_details': { a: 1, '@slack.text': 4 },
  });
});

test.each([
  [v2HighUrgency, 'critical', 'high'],
  [v2LowUrgency, 'warning', 'low'],
])('urgency %#', (publisher, severity, urgency) => {
  expect(publisher.publish(anAlert(), before)).toEqual({
    ...before,
    '@pagerduty-v2.severity': severity,
    '@pagerduty-incident.urgency': urgency,
  });
});

test('PrettyPrintArrays', () => {
  expect(prettyPrintArrays.publish(anAlert(), { list: ['a', 'b'] })).toEqual({
    list: 'a\n\n----------\n\nb',
  });
});

test("AttachImage adds to the images that are there, and shows the image of one's choice", () => {
  const own = imageAttachment({ name: 'own', src: 's', href: 'h', alt: 'a' });

  const once = attachImage.publish(anAlert(), before);
  const twice = own.publish(anAlert(), once);

  expect(twice).toMatchObject({
    ...before,
    '@pagerduty-v2.images': [{ alt: 'StreamAlert Docs' }, { src: 's', href: 'h', alt: 'a' }],
    '@pagerduty.contexts': [{ type: 'image' }, { type: 'image', src: 's' }],
  });
});
