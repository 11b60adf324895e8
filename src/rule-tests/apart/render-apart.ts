import type { Finding } from '../../domain/finding.ts';
import type { Rendered, RenderRequest } from '../render/render-request.ts';
import { askApart } from './ask-apart.ts';
import type { ApartProject } from './messages.ts';

/** Renders an alert in a thread of its own. */
export async function renderApart(
  project: ApartProject,
  request: RenderRequest,
  onPrint: (text: string) => void,
): Promise<{ readonly rendered: Rendered; readonly findings: readonly Finding[] }> {
  let rendered: Rendered = { outcome: 'nothing', message: 'nothing was rendered', reasons: [] };
  const { findings } = await askApart(
    project,
    { kind: 'render', request },
    {
      message(message) {
        if (message.kind === 'rendered') rendered = message.rendered;
      },
      print: onPrint,
    },
  );
  return { rendered, findings };
}
