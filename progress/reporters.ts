import { duration } from '../time/duration.ts';
import type { Listener } from './progress.ts';
import { advance, type StepList } from './step-list.ts';

/** Draws progress events somewhere. */
export interface Reporter {
  readonly listen: Listener;
  /** Writes a line of its own, which what is drawn later leaves alone. */
  say(text: string): void;
  /** Leaves the last state standing and draws no more; it may be called any number of times. */
  close(): void;
}

/** One JSON object a line, for scripts. */
export function jsonReporter(output: NodeJS.WritableStream): Reporter {
  return {
    listen: (event) => output.write(`${JSON.stringify(event)}\n`),
    say: (text) => output.write(`${JSON.stringify({ type: 'said', text })}\n`),
    close: () => {},
  };
}

/** A step that takes longer than this reports its progress, each time after this long. */
const patienceMs = 20_000;

/** One plain line as a step starts or ends, for logs and pipes, and what a long one notes meanwhile. */
export function plainReporter(output: NodeJS.WritableStream, now: () => number = Date.now): Reporter {
  let list: StepList = [];
  const told = new Map<string, number>();
  return {
    listen: (event) => {
      list = advance(list, event, now());
      const step = list.find(({ id }) => id === event.id);
      if (step === undefined) return;
      const indent = '  '.repeat(step.depth);
      if (event.type === 'noted' && now() - (told.get(step.id) ?? step.startedAt) < patienceMs) return;
      told.set(step.id, now());
      if (event.type === 'noted') return void output.write(`${indent}… ${step.title}: ${event.text}\n`);
      if (event.type === 'started') return void output.write(`${indent}… ${step.title}\n`);
      const mark = { done: '✔', skipped: '–', failed: '✖' }[event.outcome];
      const result = event.result === undefined ? '' : `: ${event.result}`;
      output.write(`${indent}${mark} ${step.title}${result} (${duration(event.durationMs)})\n`);
    },
    say: (text) => output.write(`${text}\n`),
    close: () => {},
  };
}
