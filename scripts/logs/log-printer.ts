import { styleText } from 'node:util';
import type { LogLine } from '../../operations/logs/log-line.ts';

/** How lines are shown. */
export interface LogLook {
  readonly json: boolean;
  readonly timestamps: boolean;
  readonly prefix: boolean;
  /** The terminal or pipe that they go to: a terminal gets colours, unless NO_COLOR is set. */
  readonly stream: NodeJS.WritableStream;
}

const colours = ['cyan', 'yellow', 'green', 'magenta', 'blue', 'red'] as const;
const narrowest = 12;

/** Gives the text that is printed for a line: its source, in a column as wide as the longest so far, and what it says. */
export function logPrinter(look: LogLook): (line: LogLine) => string {
  const sources: string[] = [];
  let width = narrowest;
  const prefixOf = (source: string) => {
    if (!sources.includes(source)) sources.push(source);
    width = Math.max(width, source.length);
    const colour = colours[sources.indexOf(source) % colours.length] ?? 'cyan';
    return `${styleText(colour, `${source.padEnd(width)} |`, { stream: look.stream })} `;
  };
  return (line) => {
    if (look.json) return JSON.stringify(jsonOf(line));
    const at = look.timestamps ? `${isoTime(line.atMs)} ` : '';
    return `${at}${look.prefix ? prefixOf(line.source) : ''}${line.text}`;
  };
}

/** A line of a server has no task and no log stream. */
function jsonOf({ atMs, source, task, stream, text }: LogLine) {
  return { at: isoTime(atMs), source, task, stream, line: text };
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
