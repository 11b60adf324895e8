import { createInterface } from 'node:readline';
import type { Terminal } from './terminal.ts';

/**
 * Asks a question until the answer is `yes` or `no`; undefined when nobody is there to answer. The answer may come
 * through a pipe as well.
 */
export function askYesOrNo(question: string, terminal: Terminal): Promise<boolean | undefined> {
  const { stdin: input, stderr } = process;
  const isTerminal = input.isTTY;
  const lines = createInterface({
    input,
    ...(isTerminal && { output: stderr }),
    terminal: isTerminal,
  });
  const show = () => {
    terminal.error('');
    lines.setPrompt(`${question} (yes or no): `);
    if (isTerminal) lines.prompt();
    else terminal.error(lines.getPrompt());
  };
  return new Promise((resolve) => {
    const answer = (value: boolean | undefined) => {
      resolve(value);
      lines.close();
    };
    lines.on('line', (line) => {
      const text = line.trim();
      if (text === 'yes' || text === 'no') answer(text === 'yes');
      else show();
    });
    lines.on('close', () => resolve(undefined));
    // A terminal that asks takes the signal for itself.
    lines.on('SIGINT', () => {
      answer(undefined);
      process.kill(process.pid, 'SIGINT');
    });
    show();
  });
}
