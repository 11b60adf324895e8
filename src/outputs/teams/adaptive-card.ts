import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts';
import { type Card, type Fact, factsOf } from './card.ts';

/** https://adaptivecards.io/explorer, as a message of a workflow that posts what its webhook gets. */
export const adaptiveCard = (card: Card): unknown => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        msteams: { width: 'Full' },
        body: [
          textBlock(card.title, { size: 'Large', weight: 'Bolder', color: 'Attention' }),
          ...(card.text === '' ? [] : [textBlock(card.text)]),
          factSet(card.alert),
          ...(card.record === null
            ? []
            : [heading('StreamAlert Alert Record'), factSet(factsOf(card.record))]),
          ...card.sections.flatMap(elementsOf),
        ],
        actions: card.buttons.map(({ text, url }) => ({
          type: 'Action.OpenUrl',
          title: text,
          url,
        })),
      },
    },
  ],
});

const textBlock = (text: string, style: JsonObject = {}): JsonObject => ({
  type: 'TextBlock',
  text,
  wrap: true,
  ...style,
});

const heading = (text: string): JsonObject => textBlock(text, { weight: 'Bolder' });

const factSet = (facts: readonly Fact[]): JsonObject => ({
  type: 'FactSet',
  facts: facts.map(({ name, value }) => ({ title: name, value })),
});

/** An element of an Adaptive Card as it is; a section that was written for a connector as elements. */
function elementsOf(section: JsonObject): readonly JsonObject[] {
  if (typeof section['type'] === 'string') return [section];
  const texts = ['activityTitle', 'title', 'activitySubtitle', 'activityText', 'text'].flatMap(
    (key) => {
      const text = section[key];
      if (typeof text !== 'string' || text === '') return [];
      return [key.toLowerCase().endsWith('title') ? heading(text) : textBlock(text)];
    },
  );
  const facts = Array.isArray(section['facts']) ? section['facts'].flatMap(factOf) : [];
  return facts.length > 0 ? [...texts, factSet(facts)] : texts;
}

function factOf(value: JsonValue): readonly Fact[] {
  if (!isJsonObject(value)) return [];
  const { name, value: text } = value;
  return typeof name === 'string' && typeof text === 'string' ? [{ name, value: text }] : [];
}
