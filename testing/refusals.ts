import { type Answer, answering, answeringHalf } from './http-server.ts';
import { echoing } from './vendor-server.ts';

/** What a refused call does to the delivery: it is given up, tried again, or goes on without the call. */
export type Meaning = 'final' | 'later' | 'goes on';

export interface Refusal {
  readonly answer: Answer;
  readonly meaning: Meaning;
}

/** Every way in which a service that is reached does not take an alert. */
export const refusals = {
  400: { answer: echoing(400), meaning: 'final' },
  401: { answer: echoing(401), meaning: 'final' },
  403: { answer: echoing(403), meaning: 'final' },
  404: { answer: echoing(404), meaning: 'final' },
  409: { answer: echoing(409), meaning: 'final' },
  413: { answer: echoing(413), meaning: 'final' },
  422: { answer: echoing(422), meaning: 'final' },
  429: { answer: echoing(429, { 'retry-after': '17' }), meaning: 'later' },
  500: { answer: echoing(500), meaning: 'later' },
  503: { answer: echoing(503), meaning: 'later' },
  'half an answer': { answer: answeringHalf, meaning: 'later' },
  'a page': {
    answer: answering(200, { 'content-type': 'text/html' }, '<html>Please log in</html>'),
    meaning: 'later',
  },
  'a redirect to another host': {
    answer: answering(307, { location: 'https://elsewhere.example/' }),
    meaning: 'later',
  },
  'a redirect to nowhere': { answer: answering(302), meaning: 'later' },
} as const satisfies Readonly<Record<string, Refusal>>;

export type RefusalName = keyof typeof refusals;
