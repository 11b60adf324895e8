import { expect, test } from 'vitest';
import * as streamalert from './index.ts';

test('authors find helpers under the names of earlier releases, too', () => {
  expect(streamalert.inSet).toBe(streamalert.matchesAny);
  expect(streamalert.fetchValuesByDatatype).toBe(streamalert.valuesForNormalizedType);
});
