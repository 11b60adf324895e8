import { at, rule } from 'streamalert';
import { callerOf, callOf } from '../../matchers/aws.ts';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const unencryptedAmiVolume = rule({
  name: 'unencrypted_ami_volume',
  description: 'A machine image was made from volumes that are not encrypted',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0009:T1530'],
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AMIEncryption.html'],
  falsePositives: ['Images that hold nothing but public software'],
  runbook:
    'Ask who made the image what is on its disk. Make it again with encryption, delete the old ' +
    'one and its snapshots, and switch on encryption by default for the region.',
  logs: ['cloudwatch:events'],
  where: { 'detail.eventName': 'CreateImage' },
  outputs: ['file:alerts'],

  title: (record) =>
    `${callerOf(callOf(record))} made image ${firstOf(textAt(record, 'detail', 'requestParameters', 'name'))} without encryption`,
  matches: (record) => {
    const volumes = listAt(record, 'detail', 'requestParameters', 'blockDeviceMapping', 'items');
    return volumes.length > 0 && !volumes.some((volume) => at(volume, 'ebs', 'encrypted') === true);
  },
});
