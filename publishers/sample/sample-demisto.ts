import { at, type JsonObject, type JsonValue, publisher } from 'streamalert';

/** Fields of an incident, by the words that stand in a rule's name. Add your own. */
const byRuleName: readonly { readonly word: string; readonly fields: JsonObject }[] = [
  { word: 'sample', fields: { playbook: 'Unknown', incident_type: 'Unclassified' } },
];

const isMap = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const demistoClassification = publisher({
  name: 'publishers.sample.sample_demisto.demisto_classification',
  description:
    'Says how Demisto is to handle the incident: with the fields in `context.demisto`, else by the name of the rule',
  publish: ({ context, ruleName }, publication) => {
    const declared = at(context, 'demisto');
    const fields = isMap(declared) ? declared : fieldsFor(ruleName);
    const instructions = Object.entries(fields).map(([key, value]): [string, JsonValue] => [
      `@demisto.${key}`,
      value,
    ]);
    return { ...publication, ...Object.fromEntries(instructions) };
  },
});

const fieldsFor = (ruleName: string): JsonObject =>
  byRuleName.find(({ word }) => ruleName.includes(word))?.fields ?? {};
