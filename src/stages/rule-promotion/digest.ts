import type { Digest } from '../../ports/digest-sender.ts';
import type { DigestContent } from './digest-content.ts';
import { digestHtml } from './digest-html.ts';
import { digestText } from './digest-text.ts';
import { timeText } from './digest-words.ts';
import type { StagedRule } from './judge-staged-rules.ts';

/** SNS refuses longer subjects. */
const subjectCharactersMax = 100;

/** Statistics of the staged rules, highest count first, for people. */
export function stagingDigest(content: DigestContent): Digest {
  const sorted = { ...content, staged: content.staged.toSorted(mostAlertsFirst) };
  const { staged, now } = content;
  const subject = `Alert statistics for ${staged.length} staged rule(s) [${timeText(now)} UTC]`;
  return {
    subject: subject.slice(0, subjectCharactersMax),
    text: digestText(sorted),
    html: digestHtml(sorted, subject),
  };
}

/** Rules whose count is unknown come last. */
const mostAlertsFirst = (a: StagedRule, b: StagedRule): number =>
  (b.alertCount ?? -1) - (a.alertCount ?? -1) || (a.state.ruleName < b.state.ruleName ? -1 : 1);
