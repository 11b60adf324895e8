import {
  describe,
  type AlertContent,
  type JsonObject,
  type JsonValue,
  type Publication,
  type Publisher,
  publisher,
} from 'streamalert';
import { isMap } from '../generic/is-map.ts';
import { escaped, linePieces, sortedJson } from './json-pieces.ts';

const named = (name: string) => `publishers.community.slack.slack_layout.${name}`;
const attachmentsKey = '@slack.attachments';
const previousKey = '@slack._previous_publication';

const withAttachments = (publication: Publication, ...added: JsonObject[]): Publication => {
  const before = publication[attachmentsKey];
  return { ...publication, [attachmentsKey]: [...(Array.isArray(before) ? before : []), ...added] };
};

/** A message that says which rule was triggered, with a link to its code in a repository on GitHub. */
export const ruleSummary = (options: {
  readonly name: string;
  readonly repository: string;
}): Publisher =>
  publisher({
    name: options.name,
    description: 'A message that says which rule was triggered; other Slack publishers add to it',
    publish({ ruleName, description, createdAt }, publication) {
      const { author, description: text } = describe(description);
      const search = encodeURIComponent(`${ruleName} path:/rules`);
      return {
        '@slack.text': 'Rule triggered',
        [attachmentsKey]: [
          {
            fallback: `Rule triggered: ${ruleName}`,
            color: '#ff5a5f',
            author_name: author,
            title: ruleName,
            title_link: `${options.repository}/search?q=${search}`,
            text: escaped(text),
            ts: Math.floor(createdAt / 1000),
          },
        ],
        [previousKey]: publication,
      };
    },
  });

export const summary = ruleSummary({
  name: named('Summary'),
  repository: 'https://github.com/airbnb/streamalert',
});

export const attachRuleInfo = publisher({
  name: named('AttachRuleInfo'),
  description: "Adds the labelled parts of the rule's description",
  publish({ description }, publication) {
    const { fields } = describe(description);
    return withAttachments(publication, {
      color: '#8ce071',
      fields: Object.entries(fields).map(([label, value]) => ({
        title: capitalized(label),
        value,
      })),
    });
  },
});

const capitalized = (text: string): string =>
  text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

export const attachPublication = publisher({
  name: named('AttachPublication'),
  description: 'Adds what the publishers before Summary made; does nothing without Summary',
  publish(_alert, publication) {
    const previous = publication[previousKey];
    if (publication[attachmentsKey] === undefined || previous === undefined) return publication;
    return withAttachments(publication, {
      color: '#00d1c1',
      title: 'Alert Data:',
      text: codeBlock(escaped(sortedJson(previous))),
      mrkdwn_in: ['text'],
    });
  },
});

const codeBlock = (text: string): string => `\`\`\`\n${text}\n\`\`\``;

export const attachStringTemplate = publisher({
  name: named('AttachStringTemplate'),
  description:
    'Adds `context.slack_message_template`, with {name} replaced by what the publishers before Summary made',
  publish({ context }, publication) {
    const template = context['slack_message_template'];
    const previous = publication[previousKey];
    return withAttachments(publication, {
      color: '#ffb400',
      text: filledIn(
        typeof template === 'string' ? template : '[MISSING TEMPLATE]',
        isMap(previous) ? previous : publication,
      ),
      mrkdwn_in: ['text'],
    });
  },
});

/** `{{` and `}}` stand for braces. `{record[user]}` goes into maps and lists, as templates of earlier versions do. */
const filledIn = (template: string, values: Publication): string =>
  template.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (found, name: string | undefined) => {
    if (name === undefined) return found.slice(1);
    const value = valueOf(name, values);
    if (value === undefined) {
      throw new ReferenceError(`the template has {${name}}, which is not in the publication`);
    }
    return escaped(typeof value === 'string' ? value : sortedJson(value));
  });

/** A key that is there as it is written comes first. */
function valueOf(name: string, values: Publication): JsonValue | undefined {
  if (Object.hasOwn(values, name)) return values[name];
  const [, first = '', rest = ''] = /^([^[\]]+)((?:\[[^[\]]+\])+)$/.exec(name) ?? [];
  const keys = [first, ...rest.slice(1, -1).split('][')];
  let value: JsonValue | undefined = values;
  for (const key of keys) value = within(value, key);
  return value;
}

function within(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Slack takes 4000 characters, and the code block takes some of them. */
const recordPieceBelow = 3990;

export const attachFullRecord = publisher({
  name: named('AttachFullRecord'),
  description: 'Adds the whole record as JSON, in as many attachments as it takes',
  publish(alert, publication) {
    const pieces = linePieces(escaped(sortedJson(alert.record)), recordPieceBelow);
    const attachments = pieces.map((piece, index) => ({
      color: '#7b0051',
      text: codeBlock(piece),
      mrkdwn_in: ['text'],
      ...(index === 0 && { title: 'Record', author_name: alert.origin.resource }),
      ...(index === pieces.length - 1 && {
        fields: [{ title: 'Alert ID', value: alert.id }],
        footer: `via ${sourceLink(alert)}`,
      }),
    }));
    return withAttachments(publication, ...attachments);
  },
});

/** Consoles of the services that data comes from. */
const consoles: Readonly<Record<string, string>> = {
  kinesis: 'https://console.aws.amazon.com/kinesis/home',
  s3: 'https://s3.console.aws.amazon.com/s3/home',
  sns: 'https://console.aws.amazon.com/sns/v3/home',
  streamalert_app: 'https://console.aws.amazon.com/lambda/home',
};

function sourceLink({ origin: { service } }: AlertContent): string {
  const link = Object.hasOwn(consoles, service) ? consoles[service] : undefined;
  return link === undefined ? service : `<${link}|${service}>`;
}
