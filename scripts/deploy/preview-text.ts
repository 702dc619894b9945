import type {
  InfrastructurePreview,
  StackPreview,
} from '../../operations/infrastructure/preview/infrastructure-preview.ts';
import { wrapped } from '../loadtest/wrapped.ts';
import {
  caveatLines,
  changeLine,
  driftLines,
  headingOf,
  type PreviewExtras,
  securityLine,
  typeCounts,
} from './preview-lines.ts';

const width = 80;

/** What a deployment changes, for a terminal: 80 columns, what matters most first. */
export function previewText(
  { stacks }: InfrastructurePreview,
  { environment, cost = [], release = [] }: PreviewExtras,
  place: { readonly account: string; readonly region: string },
): string {
  return [
    ...indented(`Deployment of ${environment} to account ${place.account}, ${place.region}`, 0),
    ...stacks.flatMap((stack) => ['', ...stackLines(stack)]),
    ...section('Release', release),
    ...section('Cost', cost),
  ].join('\n');
}

function stackLines(stack: StackPreview): readonly string[] {
  const { isNew, security, changes, outputs, drift } = stack;
  return [
    ...indented(headingOf(stack), 0),
    ...caveatLines(stack).flatMap((line) => indented(line, 2)),
    ...(isNew
      ? list('Resources', typeCounts(changes))
      : [
          ...list('Permissions and network', security.map(securityLine)),
          ...list('Resources', changes.map(changeLine)),
        ]),
    ...list('Outputs', outputs.length > 0 && !isNew ? [outputs.join(', ')] : []),
    ...list('Drift', driftLines(drift)),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.flatMap((line) => indented(line, 2))];
}

function list(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}`, ...lines.flatMap((line) => indented(line, 4))];
}

/** The text in lines that are no longer than the terminal; those after the first stand further to the right. */
function indented(text: string, by: number): readonly string[] {
  return wrapped(text, width - by - 2).map(
    (line, index) => `${' '.repeat(index === 0 ? by : by + 2)}${line}`,
  );
}
