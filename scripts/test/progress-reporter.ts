import { appendFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** One line for each thing that happens in a run of the tests, so that whoever watches the file sees where it stands. */
export type Progress =
  | { readonly kind: 'begins'; readonly file: string; readonly test?: string }
  | {
      readonly kind: 'ended';
      readonly file: string;
      readonly passed: number;
      readonly failed: number;
      readonly skipped: number;
      readonly seconds: number;
    }
  /** Errors outside of any test. */
  | { readonly kind: 'errors'; readonly count: number };

/** Writes the progress of a run to the file that `STREAMALERT_TEST_PROGRESS` names. */
export default class ProgressReporter implements Reporter {
  readonly #file = process.env['STREAMALERT_TEST_PROGRESS'];

  onTestModuleQueued(module: TestModule): void {
    this.#write({ kind: 'begins', file: module.moduleId });
  }

  onTestCaseReady(test: TestCase): void {
    this.#write({ kind: 'begins', file: test.module.moduleId, test: test.fullName });
  }

  onTestModuleEnd(module: TestModule): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state !== 'pending') counts[state]++;
    }
    // A file that could not be loaded has no tests, and has failed.
    const isBroken = counts.failed === 0 && !module.ok();
    this.#write({
      kind: 'ended',
      file: module.moduleId,
      ...counts,
      failed: isBroken ? 1 : counts.failed,
      seconds: module.diagnostic().duration / 1000,
    });
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly unknown[]): void {
    if (errors.length > 0) this.#write({ kind: 'errors', count: errors.length });
  }

  #write(progress: Progress): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(progress)}\n`);
  }
}
