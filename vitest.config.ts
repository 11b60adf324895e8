import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // What an operator's rule imports from the installed package is, here, the source itself.
    alias: { streamalert: new URL('./src/index.ts', import.meta.url).pathname },
  },
  test: {
    include: ['{src,rules,matchers,publishers,testing,tests,scripts}/**/*.test.ts'],
    isolate: false,
    testTimeout: 30_000,
    // What is waited for comes at once, but for a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
  },
});
