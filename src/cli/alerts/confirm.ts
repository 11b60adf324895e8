import { askYesOrNo } from '../ask.ts';
import type { Terminal } from '../terminal.ts';

/** Asks before something that cannot be taken back. Says why nothing was done where the answer is not yes. */
export async function isConfirmed(
  { question, yes }: { readonly question: string; readonly yes: boolean },
  terminal: Terminal,
): Promise<boolean> {
  if (yes) return true;
  const answer = await askYesOrNo(question, terminal);
  if (answer === true) return true;
  const why =
    answer === undefined ? 'nobody answered; --yes does it without asking' : 'as you said';
  terminal.error(`  Nothing was changed: ${why}.`);
  return false;
}
