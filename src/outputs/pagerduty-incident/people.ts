import { reasonOf } from '../../domain/errors.ts';
import type { VendorApi } from '../vendor-api.ts';
import { type IncidentOptions, reference } from './incident.ts';
import { findNote, writeNote } from './notes.ts';
import { findUser } from './user.ts';

/**
 * Calls responders and writes notes. The incident is open by now, so nothing of this fails the delivery: what went
 * wrong stands in one more note.
 */
export async function tellPeople(
  reading: VendorApi,
  writing: VendorApi,
  incidentId: string,
  requesterId: string,
  options: Extract<IncidentOptions, { outcome: 'chosen' }>,
  problemsBefore: readonly string[],
): Promise<void> {
  const path = `/incidents/${encodeURIComponent(incidentId)}`;
  const problems = [...problemsBefore];
  try {
    for (const email of options.responders) {
      const problem = await callResponder(reading, writing, path, {
        email,
        requesterId,
        message: options.responderMessage,
      });
      if (problem !== undefined) problems.push(problem);
    }
    const problem = await addNote(writing, path, options.note);
    if (problem !== undefined) problems.push(problem);
  } catch (error) {
    problems.push(reasonOf(error));
  }
  const list = problems.map((problem) => `- ${problem.slice(0, problemLengthMax)}`).join('\n');
  if (problems.length > 0)
    await addNote(writing, path, `StreamAlert could not do all of it:\n${list}`);
}

/** Refusals may quote what was sent. */
const problemLengthMax = 300;

async function callResponder(
  reading: VendorApi,
  writing: VendorApi,
  path: string,
  call: { readonly email: string; readonly requesterId: string; readonly message: string },
): Promise<string | undefined> {
  const user = await findUser(reading, call.email);
  if (user.outcome === 'failed') return `${call.email} was not called: ${user.reason}`;
  if (user.outcome === 'unknown') return `${call.email} was not called: no user has that address`;
  const answer = await writing.post('calling the responder', `${path}/responder_requests`, {
    requester_id: call.requesterId,
    message: call.message,
    responder_request_targets: [{ responder_request_target: reference(user.id, 'user') }],
  });
  return answer.outcome === 'refused'
    ? `${call.email} was not called: ${answer.failure.reason}`
    : undefined;
}

/** Writes a note, unless an earlier attempt has; twice is better than not at all. */
async function addNote(api: VendorApi, path: string, content: string): Promise<string | undefined> {
  if (content === '') return undefined;
  const earlier = await findNote(api, path, content);
  if (earlier.outcome === 'there') return undefined;
  return (await writeNote(api, path, content))?.reason;
}
