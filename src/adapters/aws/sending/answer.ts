/** Answers to what is sent here are short; something that is not AWS may go on for ever. */
const answerBytesMax = 1024 * 1024;

export interface AnswerBody extends AsyncIterable<Uint8Array> {
  destroy?(error: Error): void;
}

/** All of an answer, which ends in time, however slowly it goes on. */
export async function boundedAnswer(
  body: AnswerBody,
  timeoutMilliseconds: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const late = setTimeout(() => body.destroy?.(lateAnswer()), timeoutMilliseconds);
  try {
    // Leaving the loop closes the connection.
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > answerBytesMax) throw new Error('the answer is larger than AWS gives one');
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(chunks);
}

/** By the name that the SDK has for it. */
const lateAnswer = (): Error =>
  Object.assign(new Error('the answer did not end'), { name: 'TimeoutError' });

/** For a success without what the service always says: something else answered. */
export const foreignAnswer = (): Error =>
  new Error("the answer is not the service's; is the endpoint right?");
