import type { CommandContext } from '../command.ts';
import { painter } from '../paint.ts';
import type { CompleteDestination } from './save.ts';
import type { OutputProject } from './output-project.ts';

/** What was saved where, and what to do with it now. */
export function nextSteps(
  { service, descriptor, isOpen }: Pick<CompleteDestination, 'service' | 'descriptor' | 'isOpen'>,
  { file, store, keepsEmpty }: OutputProject,
  { terminal }: Pick<CommandContext, 'terminal'>,
): readonly string[] {
  const paint = painter(terminal.color);
  const kept = isOpen && !keepsEmpty ? 'It needs no credentials.' : `Credentials: ${store.place}`;
  return [
    `  ${service}:${descriptor} is saved in ${file}. ${kept}`,
    '',
    `  ${paint('Next', 'bold')}`,
    `    send a test alert     streamalert output verify ${service} ${descriptor}`,
    `    let a rule name it    outputs: ['${service}:${descriptor}']`,
  ];
}

/** What stands for a secret that is not shown. */
export const mask = '********';
