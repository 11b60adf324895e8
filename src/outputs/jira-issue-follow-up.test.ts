import { afterEach, describe, expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import { aDelivery } from '../../testing/delivery.ts';
import { testRefusals } from '../../testing/output-refusals.ts';
import { json, type Routes, startVendor, type Vendor } from '../../testing/vendor-server.ts';
import { jira } from './jira/output.ts';
import { jiraV2 } from './jira-v2/output.ts';

const signIn = 'POST /jira/rest/auth/1/session';
const issue = '/jira/rest/api/2/issue/10042';
const read = `GET ${issue}`;
const comments = `GET ${issue}/comment`;
const comment = `POST ${issue}/comment`;
const transitions = `GET ${issue}/transitions`;
const move = `POST ${issue}/transitions`;
const create = 'POST /jira/rest/api/2/issue';
const reference = { id: '10042', key: 'SEC-42' };

const status = (key: string) => ({ fields: { status: { name: key, statusCategory: { key } } } });
const aTransition = (id: string, name: string, key: string, more: object = {}) => ({
  id,
  name,
  to: { name: `${name}d`, statusCategory: { key } },
  ...more,
});
const workflow = [
  aTransition('11', 'Start', 'indeterminate'),
  aTransition('21', 'Reject', 'done'),
  aTransition('31', 'Close', 'done'),
];

let vendor: Vendor | undefined;
afterEach(() => vendor?.close());

/** The issue as Jira keeps it. */
function anIssue(): Routes {
  const bodies: string[] = [];
  let category = 'new';
  return {
    [signIn]: json({ session: { name: 'JSESSIONID', value: 'canarycookie' } }),
    [read]: (request, response) => json(status(category))(request, response),
    [comments]: (request, response) =>
      json({ comments: bodies.map((body, id) => ({ id: String(id), body })) })(request, response),
    [comment]: (request, response) => {
      bodies.push((JSON.parse(request.body) as { body: string }).body);
      return json({ id: String(bodies.length) }, 201)(request, response);
    },
    [transitions]: json({ transitions: workflow }),
    [move]: (_request, response) => {
      category = 'done';
      response.writeHead(204).end();
    },
    'GET /jira/rest/api/2/search': json({ issues: [] }),
    'GET /jira/rest/api/2/search/jql': json({ issues: [] }),
    [create]: json({ id: '10043', key: 'SEC-43' }, 201),
  };
}

const outputs = { jira, 'jira-v2': jiraV2 };
type Version = keyof typeof outputs;
type Action = 'update' | 'acknowledge' | 'resolve';

async function start(version: Version, routes: Routes = {}, account: object = {}) {
  vendor = await startVendor({ ...anIssue(), ...routes });
  const signs =
    version === 'jira'
      ? { username: 'canaryuser', password: 'canary:password' }
      : { user_name: 'ann@example.com', api_key: 'canary-key' };
  const credentials = {
    ...signs,
    project_key: 'SEC',
    issue_type: 'Task',
    url: `${vendor.url}/jira/`,
    ...account,
  };
  return (action: Action, changes: object = {}) =>
    outputs[version][action]?.({
      ...aDelivery({
        alert: anAlert({ group: { firstId: '1', count: 3, isFirstSent: true, isOpen: true } }),
        publication: { record: { NewValues: { ip: ['10.0.0.9', '{noformat} h1. x'] } } },
        credentials,
      }),
      reference,
      by: 'ann',
      note: 'on it',
      ...changes,
    });
}

describe.each(['jira', 'jira-v2'] as const)('%s', (version) => {
  test('what merged is a comment, and data of logs in it is no markup', async () => {
    const followUp = await start(version);

    expect(await followUp('update')).toEqual({ outcome: 'delivered', reference });

    expect(vendor?.sent(comment)).toEqual([
      {
        body:
          'StreamAlert: 3 alerts so far of rule a_rule.\n{noformat}\nNew:\n' +
          '- ip: 10.0.0.9, { noformat} h1. x\n{noformat}\n\nstreamalert-key-1',
      },
    ]);
  });

  test('what is repeated is written once', async () => {
    const followUp = await start(version);

    for (const action of ['update', 'acknowledge', 'resolve', 'resolve', 'update'] as const) {
      expect(await followUp(action)).toEqual({ outcome: 'delivered', reference });
    }

    expect(vendor?.sent(comment)).toHaveLength(3);
    expect(vendor?.sent(comment)).toContainEqual({
      body: 'Acknowledged in StreamAlert by ann: on it\n\nstreamalert-acknowledged-key-1',
    });
    expect(vendor?.sent(move)).toEqual([{ transition: { id: '31' } }]);
  });

  test('an issue that is gone is replaced when there is more to tell, and else left', async () => {
    const gone = json({ errorMessages: ['Issue does not exist'] }, 404);
    const followUp = await start(version, { [read]: gone, [comments]: gone, [comment]: gone });

    expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
    expect(await followUp('acknowledge')).toEqual({ outcome: 'delivered', reference });
    expect(await followUp('update')).toEqual({
      outcome: 'delivered',
      reference: { id: '10043', key: 'SEC-43' },
    });
    expect(vendor?.sent(create)).toHaveLength(1);
  });

  test('a settled issue that takes no comment is replaced, an open one is not', async () => {
    const refused = json({ errorMessages: ['no comments'] }, 403);
    const settled = await start(version, { [read]: json(status('done')), [comment]: refused });
    expect(await settled('update')).toMatchObject({ reference: { key: 'SEC-43' } });
    await vendor?.close();

    const open = await start(version, { [comment]: refused });
    expect(await open('update')).toMatchObject({ outcome: 'failed', retryable: false });
    expect(vendor?.sent(create)).toEqual([]);
  });

  describe('refusals', () => {
    const goesOn = {
      400: 'goes on',
      403: 'goes on',
      404: 'goes on',
      409: 'goes on',
      413: 'goes on',
      422: 'goes on',
    } as const;
    testRefusals(
      [
        { route: read, unlike: { 404: 'goes on' } },
        { route: transitions },
        { route: move, unlike: { 'a page': 'later' } },
        { route: comments, unlike: goesOn },
        { route: comment, unlike: goesOn },
      ],
      ['canary', Buffer.from('ann@example.com:canary-key').toString('base64')],
      async (instead) => {
        const outcome = await (await start(version, instead))('resolve');
        if (outcome === undefined) throw new Error('not supported');
        return outcome;
      },
    );
  });
});

const moved = () => vendor?.sent(move)[0];

test('the credentials may name the transition, or the status it leads to', async () => {
  const byName = await start('jira-v2', {}, { resolve_transition: 'reject' });
  await byName('resolve');
  expect(moved()).toEqual({ transition: { id: '21' } });
  await vendor?.close();

  const byStatus = await start('jira-v2', {}, { resolve_transition: 'Rejectd' });
  await byStatus('resolve');
  expect(moved()).toEqual({ transition: { id: '21' } });
});

test.each([
  [{}, 'name one as resolve_transition; there are: Start → Startd'],
  [{ resolve_transition: 'Fertig' }, 'there is no transition "Fertig" (resolve_transition)'],
])('a workflow without a way there is told (%j)', async (account, words) => {
  const open = json({ transitions: workflow.slice(0, 1) });
  const followUp = await start('jira-v2', { [transitions]: open }, account);

  expect(await followUp('resolve')).toMatchObject({
    outcome: 'failed',
    reason: expect.stringContaining(words),
    retryable: true,
  });
});

test('a resolution that the workflow asks for is given', async () => {
  const resolution = { required: true, allowedValues: [{ name: "Won't do" }, { name: 'Done' }] };
  const asking = aTransition('41', 'End', 'done', { fields: { resolution } });
  const followUp = await start('jira-v2', { [transitions]: json({ transitions: [asking] }) });

  await followUp('resolve');

  expect(moved()).toEqual({ transition: { id: '41' }, fields: { resolution: { name: 'Done' } } });
});

test('somebody who was faster is no failure', async () => {
  let isRead = false;
  const followUp = await start('jira-v2', {
    [read]: (request, response) => {
      const answer = json(status(isRead ? 'done' : 'new'));
      isRead = true;
      return answer(request, response);
    },
    [move]: json({ errorMessages: ['not valid for this issue'] }, 400),
  });

  expect(await followUp('resolve')).toEqual({ outcome: 'delivered', reference });
});

test('an alert that is a comment among others does not resolve their issue', async () => {
  const gathered = { ...reference, comment: '90' };
  const followUp = await start('jira-v2');

  expect(await followUp('resolve', { reference: gathered })).toEqual({
    outcome: 'delivered',
    reference: gathered,
  });
  expect(vendor?.sent(move)).toEqual([]);
  expect(vendor?.sent(comment)).toHaveLength(1);
});

test('a huge group makes a comment that Jira takes', async () => {
  const fields = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`{noformat}${index}`, 'x'.repeat(5_000)]),
  );
  const followUp = await start('jira-v2');

  await followUp('update', { publication: { record: { NewValues: fields } } });
  await followUp('resolve', { note: 'n'.repeat(100_000) });

  const bodies = (vendor?.sent(comment) ?? []) as { body: string }[];
  expect(bodies).toHaveLength(2);
  for (const { body } of bodies) expect(body.length).toBeLessThanOrEqual(32_767);
});
