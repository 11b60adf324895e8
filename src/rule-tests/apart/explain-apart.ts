import type { Finding } from '../../domain/finding.ts';
import type { ExplainedInput } from '../explain/explain.ts';
import type { ExplainRequest } from '../explain/explain-request.ts';
import { askApart } from './ask-apart.ts';
import type { ApartProject } from './messages.ts';

/** Explains events or records in a thread of its own. */
export async function explainApart(
  project: ApartProject,
  request: ExplainRequest,
  onPrint: (text: string) => void,
): Promise<{ readonly inputs: readonly ExplainedInput[]; readonly findings: readonly Finding[] }> {
  let inputs: readonly ExplainedInput[] = [];
  const { findings } = await askApart(
    project,
    { kind: 'explain', request },
    {
      message(message) {
        if (message.kind === 'explained') inputs = message.inputs;
      },
      print: onPrint,
    },
  );
  return { inputs, findings };
}
