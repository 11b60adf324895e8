import { describe, expect, test } from 'vitest';
import { migrated } from '../../../testing/config-trees.ts';

describe('types.json', () => {
  test('is normalized_types.json', () => {
    const types = { oven: { deviceName: ['oven'] } };

    expect(migrated({ 'types.json': types })).toMatchObject({
      files: { 'normalized_types.json': types },
      told: { migration: ['types.json: '] },
    });
  });

  test('does not count beside it', () => {
    const { files, told } = migrated({
      'types.json': { a: {} },
      'normalized_types.json': { b: {} },
    });

    expect(files).toEqual({ 'normalized_types.json': { b: {} } });
    expect(told.warning).toEqual(['types.json: ']);
  });

  test.each(['types.json', 'normalized_types.json'])(
    'indicators in names of %s go to threat_intel.json',
    (file) => {
      const { files } = migrated({
        [file]: {
          oven: {
            'sourceAddress:ioc_ip': ['src'],
            sourceAddress: ['ip', 'src'],
            'fileHash:ioc_md5': ['md5'],
          },
          till: { 'sourceAddress:ioc_ip': ['ip'] },
        },
        'threat_intel.json': {
          enabled: true,
          normalized_ioc_types: { ip: ['destinationAddress'] },
        },
      });

      expect(files).toEqual({
        'normalized_types.json': {
          oven: { sourceAddress: ['ip', 'src'], fileHash: ['md5'] },
          till: { sourceAddress: ['ip'] },
        },
        'threat_intel.json': {
          enabled: true,
          normalized_ioc_types: { ip: ['destinationAddress', 'sourceAddress'], md5: ['fileHash'] },
        },
      });
    },
  );

  test('without threat intelligence the indicators are kept for when it is switched on', () => {
    expect(
      migrated({ 'types.json': { oven: { 'a:ioc_ip': ['x'] } } }).files['threat_intel.json'],
    ).toEqual({
      enabled: false,
      normalized_ioc_types: { ip: ['a'] },
    });
  });

  test('indicators of the section in global.json are theirs', () => {
    const { files } = migrated({
      'global.json': { threat_intel: { enabled: true } },
      'types.json': { oven: { 'a:ioc_ip': ['x'] } },
    });

    expect(files['threat_intel.json']).toEqual({
      enabled: true,
      normalized_ioc_types: { ip: ['a'] },
    });
  });
});

describe('outputs.json', () => {
  const account = { aws_account_id: '111122223333', region: 'us-east-1' };
  const lambda = (resource: string) => {
    const { files } = migrated({
      'global.json': { account, general: {} },
      'outputs.json': { 'aws-lambda': { f: resource } },
    });
    return Object(files['outputs.json'])['aws-lambda'].f;
  };

  test.each([
    ['arn:aws:lambda:us-east-1:111122223333:function:page', 'page'],
    ['arn:aws:lambda:us-east-1:111122223333:function:page:live', 'page:live'],
    ['page:live', 'page:live'],
  ])('%s of this account is %s', (written, expected) => {
    expect(lambda(written)).toBe(expected);
  });

  test.each([
    'arn:aws:lambda:us-east-1:444455556666:function:page',
    'arn:aws:lambda:eu-west-1:111122223333:function:page',
  ])('%s is of somebody else and stays', (written) => {
    expect(lambda(written)).toBe(written);
  });
});
