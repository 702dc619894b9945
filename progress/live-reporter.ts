import { stripVTControlCharacters } from 'node:util';
import { createLogUpdate } from 'log-update';
import { drawList } from './draw.ts';
import { foldEnded } from './fold-ended.ts';
import type { Reporter } from './reporters.ts';
import { advance, type StepList } from './step-list.ts';

/** Where a list is drawn in place. */
type Terminal = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };

/** A list in place that shows what is going on and for how long, for terminals. */
export function liveReporter(output: Terminal, now: () => number = Date.now): Reporter {
  const frame = frameOn(output);
  let list: StepList = [];
  let isClosed = false;
  const draw = (shown = list) => {
    if (!isClosed && shown.length > 0) frame.draw((columns) => drawList(shown, now(), columns));
  };
  const timer = setInterval(() => draw(), 100);
  timer.unref();
  return {
    listen: (event) => {
      list = advance(list, event, now());
      draw();
    },
    say: (text) => {
      if (!isClosed) frame.clear();
      output.write(`${text}\n`);
      draw();
    },
    close: () => {
      clearInterval(timer);
      draw(foldEnded(list));
      if (!isClosed) frame.leave();
      isClosed = true;
    },
  };
}

/** What is drawn in place of itself. */
interface Frame {
  draw(text: (columns: number) => string): void;
  clear(): void;
  /** What is drawn stays, and the next frame comes below it. */
  leave(): void;
}

/** A terminal whose width changes breaks the lines of the last frame anew, so that it takes other rows than it was drawn in. */
function frameOn(output: Terminal): Frame {
  const update = createLogUpdate(output, { showCursor: true });
  let drawn = { text: '', columns: 0 };
  const clear = () => {
    const columns = output.columns ?? 80;
    if (drawn.text !== '' && columns !== drawn.columns) {
      update.done();
      output.write(eraseRows(Math.min(rowsOf(drawn.text, columns), (output.rows ?? 24) - 1)));
    } else {
      update.clear();
    }
    drawn = { text: '', columns };
  };
  return {
    draw: (text) => {
      const columns = output.columns ?? 80;
      if (columns !== drawn.columns) clear();
      drawn = { text: text(columns), columns };
      update(drawn.text);
    },
    clear,
    leave: () => update.done(),
  };
}

function rowsOf(text: string, columns: number): number {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / columns)), 0);
}

/** From the line below so many rows. */
function eraseRows(rows: number): string {
  return `\u001B[${rows}A\r\u001B[J`;
}
