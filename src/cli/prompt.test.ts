import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openPrompt } from './prompt.ts';

function at({ isTerminal = true } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: isTerminal });
  const output = new PassThrough();
  let interrupts = 0;
  const prompt = openPrompt({
    input,
    output,
    instead: 'say it with --yes.',
    onInterrupt: () => {
      interrupts += 1;
    },
  });
  return {
    prompt,
    type: (text: string) => input.write(text),
    end: () => input.end(),
    shown: () => String(output.read() ?? ''),
    interrupts: () => interrupts,
  };
}

const url = { text: 'the URL', isMasked: true };
const name = { text: 'the name', isMasked: false };

test('asks as earlier releases did, and gives back what is typed', async () => {
  const { prompt, type, shown } = at();
  const answer = prompt.ask(name);
  type('ana\r');

  expect(await answer).toBe('ana');
  expect(shown()).toMatch(/^\n[^]*Please supply the name: [^]*ana/);
});

test('what is typed at a masked question appears nowhere, corrections and history included', async () => {
  const { prompt, type, shown } = at();
  const answer = prompt.ask(url);
  type('canaryX\u007f-1\r');
  expect(await answer).toBe('canary-1');

  const again = prompt.ask(name);
  // The arrow up would show what was typed before.
  type('\u001b[A\u001b[A');
  type('ana\r');
  expect(await again).toBe('ana');

  const screen = shown();
  expect(screen).toContain('Please supply the URL: ');
  for (let from = 0; from + 4 <= 'canary-1'.length; from++) {
    expect(screen).not.toContain('canary-1'.slice(from, from + 4));
  }
});

test('lines pasted behind a masked answer are not shown as the next answer', async () => {
  const { prompt, type, shown } = at();
  const answer = prompt.ask(url);
  type('-----BEGIN\rcanary-line\r-----END\r');
  await new Promise((resolve) => setTimeout(resolve, 120));
  type('one-line\r');

  expect(await answer).toBe('one-line');
  const screen = shown();
  expect(screen).toContain('--set-file');
  expect(screen).not.toContain('canary');
});

test('answers through a pipe are taken one after the other, and shown nowhere', async () => {
  const { prompt, type, end, shown } = at({ isTerminal: false });
  type('soc\r\ncanary\nyes\n');
  end();

  expect(await prompt.ask(name)).toBe('soc');
  expect(await prompt.ask(url)).toBe('canary');
  expect(await prompt.askYesOrNo('Go on?')).toBe(true);
  expect(shown()).not.toContain('canary');
});

test('the end of the input is an error and no answer', async () => {
  const { prompt, type, end } = at({ isTerminal: false });
  type('soc\n');
  end();

  expect(await prompt.ask(name)).toBe('soc');
  await expect(prompt.ask(url)).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: 'the input ended before an answer to: Please supply the URL',
  });
});

test('asks again until the answer is exactly yes or no', async () => {
  const { prompt, type } = at({ isTerminal: false });
  type('y\nYES\n\nno\n');

  expect(await prompt.askYesOrNo('Go on?')).toBe(false);
});

test('Ctrl-C at a masked question ends the asking and shows nothing', async () => {
  const { prompt, type, shown, interrupts } = at();
  let isAnswered = false;
  const answered = () => {
    isAnswered = true;
  };
  prompt.ask(url).then(answered, answered);
  type('canary');
  type('\u0003');
  await new Promise((resolve) => setTimeout(resolve, 20));

  expect(interrupts()).toBe(1);
  expect(isAnswered).toBe(false);
  expect(shown()).not.toContain('canary');
});

test('an answer without an end is not kept without end', async () => {
  const { prompt, type, shown } = at({ isTerminal: false });
  type(`${'x'.repeat(70_000)}\nshort\n`);

  expect(await prompt.ask(name)).toBe('short');
  expect(shown()).toContain('longer than 65536 characters');
});
