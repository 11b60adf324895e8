import type { Config } from '../../../config/config.ts';
import { StreamAlertError } from '../../../domain/errors.ts';
import { readSchedule } from '../../../domain/schedule-expression.ts';
import type { Digest, DigestSender } from '../../../ports/digest-sender.ts';
import type { JobRuns } from '../../../ports/job-runs.ts';
import { runRulePromotion } from '../../../stages/rule-promotion/rule-promotion.ts';
import { type NextRun, nextRunOf } from '../schedule/next-run.ts';
import type { Job, JobOutcome } from '../schedule/scheduler.ts';
import { currentDigest, type StagingStores } from './current-digest.ts';

/** Hears what promotion does; whoever runs it tells people. */
export interface PromotionObserver {
  promoted(ruleNames: readonly string[]): void;
  /** Nobody is configured to receive it. */
  unsentDigest(digest: Digest): void;
  /** `retried`: it is tried again by itself. */
  digestTrouble(sender: string, reason: string, retried: boolean): void;
}

export interface PromotionSetup {
  readonly stores: StagingStores;
  readonly runs: JobRuns;
  readonly senders: readonly DigestSender[];
  readonly observer: PromotionObserver;
}

/** What promotion does by the clock; undefined where it is off. */
export interface PromotionPlan {
  readonly promote: NextRun | undefined;
  readonly digest: NextRun | undefined;
}

/** Reads the two schedules of the configuration; one that cannot be read is refused with its place. */
export function promotionPlan({
  functions,
  dir,
}: Pick<Config, 'functions' | 'dir'>): PromotionPlan {
  const { rulePromotion } = functions;
  if (rulePromotion === undefined || !rulePromotion.enabled) {
    return { promote: undefined, digest: undefined };
  }
  const read = (key: string, expression: string | undefined): NextRun | undefined => {
    if (expression === undefined || expression === '') return undefined;
    const reading = readSchedule(expression);
    if (reading.outcome === 'read') return nextRunOf(reading.schedule);
    const place = `${dir}/lambda.json: rule_promotion_config.${key}`;
    throw new StreamAlertError('CONFIG_INVALID', `${place}: ${reading.reason}`, {
      hint: 'See: npx streamalert config check',
    });
  };
  const { scheduleExpression, sendDigestScheduleExpression } = rulePromotion;
  return {
    promote: read('schedule_expression', scheduleExpression),
    digest: read('send_digest_schedule_expression', sendDigestScheduleExpression),
  };
}

const promotionJob = 'rule promotion';
const digestJob = 'rule staging digest';

/** Each receiver of the digest is a job of its own, so that one that fails is tried again and no other gets two. */
export function promotionJobs(plan: PromotionPlan, setup: PromotionSetup): readonly Job[] {
  const { stores, senders, observer } = setup;
  const jobs: Job[] = [];
  if (plan.promote !== undefined) {
    const run = async (): Promise<JobOutcome> => {
      const { promoted } = await runRulePromotion(stores);
      if (promoted.length > 0) observer.promoted(promoted);
      return 'done';
    };
    jobs.push({ name: promotionJob, next: plan.promote, run });
  }
  const next = plan.digest;
  if (next === undefined) return jobs;

  const digestJobOf = (name: string, handOver: (digest: Digest) => Promise<JobOutcome>): Job => ({
    name,
    next,
    run: () => runDigest(name, setup, handOver),
  });
  if (senders.length > 0) {
    return [
      ...jobs,
      ...senders.map((sender) =>
        digestJobOf(`${digestJob} to ${sender.name}`, sending(sender, observer)),
      ),
    ];
  }
  const told = async (digest: Digest): Promise<JobOutcome> => {
    observer.unsentDigest(digest);
    return 'done';
  };
  return [...jobs, digestJobOf(digestJob, told)];
}

/** Where nothing is staged there is nothing to report. */
async function runDigest(
  name: string,
  { stores, runs }: PromotionSetup,
  handOver: (digest: Digest) => Promise<JobOutcome>,
): Promise<JobOutcome> {
  const { digest, staged } = await currentDigest(stores, runs.lastRun(name) ?? 0);
  return staged.length === 0 ? 'done' : handOver(digest);
}

const sending =
  (sender: DigestSender, observer: PromotionObserver) =>
  async (digest: Digest): Promise<JobOutcome> => {
    const sent = await sender.send(digest);
    if (sent.outcome === 'failed') {
      observer.digestTrouble(sender.name, sent.reason, true);
      return 'again later';
    }
    if (sent.notice !== undefined) observer.digestTrouble(sender.name, sent.notice, false);
    return 'done';
  };
