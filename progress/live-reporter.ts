import { createLogUpdate } from 'log-update';
import { drawList } from './draw.ts';
import type { Reporter } from './reporters.ts';
import { advance, type StepList } from './step-list.ts';

/** A list in place that shows what is going on and for how long, for terminals. */
export function liveReporter(
  output: NodeJS.WritableStream & { readonly columns?: number },
  now: () => number = Date.now,
): Reporter {
  const update = createLogUpdate(output, { showCursor: true });
  let list: StepList = [];
  let isClosed = false;
  const draw = () => {
    if (!isClosed && list.length > 0) update(drawList(list, now(), output.columns ?? 80));
  };
  const timer = setInterval(draw, 100);
  timer.unref();
  return {
    listen: (event) => {
      list = advance(list, event, now());
      draw();
    },
    say: (text) => {
      if (!isClosed) update.clear();
      output.write(`${text}\n`);
      draw();
    },
    close: () => {
      clearInterval(timer);
      draw();
      if (!isClosed) update.done();
      isClosed = true;
    },
  };
}
