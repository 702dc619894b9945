import { duration } from '../time/duration.ts';
import type { Listener } from './progress.ts';
import { advance, type ListedStep, noteText, type StepList } from './step-list.ts';

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

/** What nothing changes of is said again after this long. */
const silenceMs = 30_000;

/**
 * One plain line as a step starts or ends, for logs and pipes, and what it notes meanwhile: news at once, the rest of it
 * where a step takes long.
 */
export function plainReporter(output: NodeJS.WritableStream, now: () => number = Date.now): Reporter {
  let list: StepList = [];
  const told = new Map<string, number>();
  const tell = (step: ListedStep, line: string) => {
    told.set(step.id, now());
    output.write(`${'  '.repeat(step.depth)}${line}\n`);
  };
  const tellNote = (step: ListedStep) => tell(step, `… ${step.title}: ${noteText(step, now())}`);
  const isSilentFor = (step: ListedStep, ms: number) => now() - (told.get(step.id) ?? step.startedAt) >= ms;
  const repeat = () => {
    const waiting = list.filter(({ ended, note }) => ended === undefined && note !== undefined);
    for (const step of waiting) if (isSilentFor(step, silenceMs)) tellNote(step);
  };
  const timer = setInterval(repeat, 1000);
  timer.unref();
  return {
    listen: (event) => {
      list = advance(list, event, now());
      const step = list.find(({ id }) => id === event.id);
      if (step === undefined) return;
      switch (event.type) {
        case 'started':
          return tell(step, `… ${step.title}`);
        case 'noted':
          return event.isNews === true || isSilentFor(step, patienceMs) ? tellNote(step) : undefined;
        case 'ended': {
          const mark = { done: '✔', skipped: '–', failed: '✖' }[event.outcome];
          const result = event.result === undefined ? '' : `: ${event.result}`;
          tell(step, `${mark} ${step.title}${result} (${duration(event.durationMs)})`);
        }
      }
    },
    say: (text) => output.write(`${text}\n`),
    close: () => clearInterval(timer),
  };
}
