import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { StreamAlertError } from '../domain/errors.ts';

export interface PromptStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** What to do where nobody answers: said when the input ends. */
  readonly instead: string;
  /** Ctrl-C was pressed at a question. */
  onInterrupt(): void;
}

export interface Question {
  /** `Please supply <this>: ` */
  readonly text: string;
  /** What is typed does not appear. */
  readonly isMasked: boolean;
}

/** Questions and answers, one after the other, at a terminal or through a pipe. */
export interface Prompt {
  /** A person is there. */
  readonly isTerminal: boolean;
  /** The answer, which may be empty. Throws when the input ends before it. */
  ask(question: Question): Promise<string>;
  /** Until the answer is `yes` or `no`. */
  askYesOrNo(question: string): Promise<boolean>;
  /** Says something between two questions. */
  say(line: string): void;
  close(): void;
}

/** More is pasted as one. */
const pasteMilliseconds = 50;

/** Longer answers are no answers. */
const answerCharactersMax = 64 * 1024;

/**
 * One reader for all questions, so that answers which come ahead of their questions are not lost. What is typed at a
 * masked question is shown nowhere and remembered nowhere.
 */
export function openPrompt({ input, output, instead, onInterrupt }: PromptStreams): Prompt {
  const isTerminal = input.isTTY === true;
  let isMuted = false;
  const screen = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      if (!isMuted) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output: screen, terminal: isTerminal, historySize: 0 });
  const answers = answersOf(lines);
  lines.on('SIGINT', () => {
    // Whoever waits for the answer gets none. The input stays open: without it the process would end before the signal.
    answers.forget();
    output.write('\n');
    onInterrupt();
  });
  const put = (text: string, masked: boolean) => {
    output.write('\n');
    if (isTerminal && !masked) {
      lines.setPrompt(text);
      lines.prompt();
      return;
    }
    output.write(isTerminal ? text : `${text}\n`);
    lines.setPrompt('');
  };
  const answered = async (text: string, masked: boolean): Promise<string> => {
    isMuted = masked;
    put(text, masked);
    try {
      const answer = await answers.next();
      if (answer === undefined) throw ended(text, instead);
      // The rest of a pasted text would be the answer to the next question, and be shown there.
      if (isTerminal && masked) await wait(pasteMilliseconds);
      return isTerminal && masked && answers.drop() > 0 ? tooManyLines : answer;
    } finally {
      isMuted = false;
      if (isTerminal && masked) output.write('\n');
    }
  };
  const say = (line: string) => void output.write(`${line}\n`);
  const ask = async (question: Question): Promise<string> => {
    for (;;) {
      const answer = await answered(`Please supply ${question.text}: `, question.isMasked);
      if (answer === tooManyLines) {
        say('  More than one line was pasted; such a value is read from a file: --set-file');
      } else if (answer.length > answerCharactersMax) {
        say(`  The answer is longer than ${answerCharactersMax} characters.`);
      } else return answer;
    }
  };
  return {
    isTerminal,
    ask,
    async askYesOrNo(question) {
      for (;;) {
        const answer = (await answered(`${question} (yes or no): `, false)).trim();
        if (answer === 'yes' || answer === 'no') return answer === 'yes';
      }
    },
    say,
    close: () => lines.close(),
  };
}

/** No answer has line ends. */
const tooManyLines = '\n';

interface Answers {
  /** Undefined when there are no more. */
  next(): Promise<string | undefined>;
  /** Throws away what came and was not asked for; says how much. */
  drop(): number;
  /** Leaves the question open that waits for an answer. */
  forget(): void;
}

function answersOf(lines: Interface): Answers {
  let waiting: string[] = [];
  let isClosed = false;
  let asked: ((answer: string | undefined) => void) | undefined;
  lines.on('line', (line) => {
    const answer = line.replace(/\r$/, '');
    if (asked === undefined) waiting.push(answer);
    else asked(answer);
    asked = undefined;
  });
  lines.on('close', () => {
    isClosed = true;
    asked?.(undefined);
    asked = undefined;
  });
  return {
    next() {
      if (waiting.length > 0) return Promise.resolve(waiting.shift());
      if (isClosed) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        asked = resolve;
      });
    },
    drop() {
      const count = waiting.length;
      waiting = [];
      return count;
    },
    forget() {
      asked = undefined;
    },
  };
}

const ended = (text: string, instead: string): StreamAlertError =>
  new StreamAlertError(
    'INPUT_UNREADABLE',
    `the input ended before an answer to: ${text.replace(/: $/, '')}`,
    { hint: `Nothing was changed. Without a terminal: ${instead}` },
  );

/**
 * The prompt of this process; Ctrl-C ends it as the signal does. Standard input is not touched before a question.
 * `instead` says what to do without a terminal.
 */
export function processPrompt(instead: string): Prompt {
  let opened: Prompt | undefined;
  const prompt = () => {
    opened ??= openPrompt({
      input: process.stdin,
      output: process.stderr,
      instead,
      onInterrupt: () => void process.kill(process.pid, 'SIGINT'),
    });
    return opened;
  };
  return {
    isTerminal: process.stdin.isTTY,
    ask: (question) => prompt().ask(question),
    askYesOrNo: (question) => prompt().askYesOrNo(question),
    say: (line) => prompt().say(line),
    close: () => opened?.close(),
  };
}
