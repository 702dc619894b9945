import { styleText } from 'node:util';
import { duration } from '../time/duration.ts';
import { type ListedStep, noteText, type StepList } from './step-list.ts';

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** The live list as text; steps below an ended step are folded away. `now` is in milliseconds. */
export function drawList(list: StepList, now: number, columns: number): string {
  const lines: string[] = [];
  let foldedBelow = Number.POSITIVE_INFINITY;
  for (const step of list) {
    if (step.depth > foldedBelow) continue;
    foldedBelow =
      step.ended === undefined || step.ended.outcome === 'failed' ? Number.POSITIVE_INFINITY : step.depth;
    lines.push(drawStep(step, now, columns));
  }
  return lines.join('\n');
}

function drawStep(step: ListedStep, now: number, columns: number): string {
  const indent = '  '.repeat(step.depth);
  const took = duration(step.ended?.durationMs ?? now - step.startedAt);
  const room = Math.max(0, columns - indent.length - step.title.length - took.length - 8);
  const beside = step.ended === undefined ? noteText(step, now, room) : step.ended.result?.slice(0, room);
  const aside = beside === undefined || room < 8 ? '' : `  ${beside}`;
  return `${indent}${mark(step, now)} ${step.title}${styleText('dim', aside)} ${styleText('dim', took)}`;
}

function mark(step: ListedStep, now: number): string {
  switch (step.ended?.outcome) {
    case 'done':
      return styleText('green', '✔');
    case 'skipped':
      return styleText('dim', '–');
    case 'failed':
      return styleText('red', '✖');
    case undefined:
      return styleText('cyan', spinner[Math.floor(now / 100) % spinner.length] ?? ' ');
  }
}
