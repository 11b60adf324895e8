import { expect, test } from 'vitest';
import { checkForBuild, verdictOf } from './check-for-build.ts';
import { loadWith, soundFiles } from './read-for-test.ts';

test('a sound configuration comes back, warnings or not', async () => {
  const prod = { ...soundFiles['clusters/prod.json'], id: 'other' };
  const loaded = await loadWith({ 'clusters/prod.json': prod });
  expect(loaded.told).toEqual(['warning clusters/prod.json id']);
  expect(checkForBuild(loaded)).toBe(loaded.config);
});

test('what refuses only a build loads, and is thrown all at once for a build', async () => {
  const account = { aws_account_id: 'AWS_ACCOUNT_ID_GOES_HERE', prefix: 'PREFIX_GOES_HERE' };
  const region = 'us-east-1';
  const global = { ...soundFiles['global.json'], account: { ...account, region } };
  const loaded = await loadWith({
    'global.json': global,
    'clusters/main.json': soundFiles['clusters/prod.json'],
    'clusters/prod.json': { data_sources: {}, classifier_config: { enable_custom_metrics: true } },
  });
  expect(loaded.config).toBeDefined();
  expect(verdictOf(loaded.findings)).toBe('refused for build');
  let message = '';
  try {
    checkForBuild(loaded);
  } catch (error) {
    message = String(error);
  }
  for (const expected of [
    'ConfigError: nothing can be built',
    'AWS_ACCOUNT_ID_GOES_HERE',
    'PREFIX_GOES_HERE',
    '"main" is reserved',
    '"memory" is missing',
    '"timeout" is missing',
  ]) {
    expect(message).toContain(expected);
  }
  expect(message).not.toContain('warning');
});

test('what refuses the configuration refuses a build', async () => {
  const loaded = await loadWith({ 'lambda.json': '{' });
  expect(verdictOf(loaded.findings)).toBe('refused');
  expect(() => checkForBuild(loaded)).toThrow(/lambda\.json/);
});
