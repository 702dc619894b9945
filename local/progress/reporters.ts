import { createLogUpdate } from 'log-update';
import { drawList, inSeconds } from './draw.ts';
import type { Listener } from './progress.ts';
import { advance, type StepList } from './step-list.ts';

/** Draws progress events somewhere; `close` leaves the last state standing. */
export interface Reporter {
  readonly listen: Listener;
  close(): void;
}

/** One JSON object a line, for scripts. */
export function jsonReporter(output: NodeJS.WritableStream): Reporter {
  return { listen: (event) => output.write(`${JSON.stringify(event)}\n`), close: () => {} };
}

/** One plain line as a step starts or ends, for logs and pipes. */
export function plainReporter(output: NodeJS.WritableStream, now: () => number = Date.now): Reporter {
  let list: StepList = [];
  return {
    listen: (event) => {
      list = advance(list, event, now());
      const step = list.find(({ id }) => id === event.id);
      if (step === undefined || event.type === 'noted') return;
      const indent = '  '.repeat(step.depth);
      if (event.type === 'started') return void output.write(`${indent}… ${step.title}\n`);
      const mark = { done: '✔', skipped: '–', failed: '✖' }[event.outcome];
      const result = event.result === undefined ? '' : `: ${event.result}`;
      output.write(`${indent}${mark} ${step.title}${result} (${inSeconds(event.durationMs)})\n`);
    },
    close: () => {},
  };
}

/** A list in place that shows what is going on and for how long, for terminals. */
export function liveReporter(output: NodeJS.WriteStream, now: () => number = Date.now): Reporter {
  const update = createLogUpdate(output, { showCursor: true });
  let list: StepList = [];
  const draw = () => update(drawList(list, now(), output.columns ?? 80));
  const timer = setInterval(draw, 100);
  timer.unref();
  return {
    listen: (event) => {
      list = advance(list, event, now());
      draw();
    },
    close: () => {
      clearInterval(timer);
      if (list.length > 0) draw();
      update.done();
    },
  };
}
