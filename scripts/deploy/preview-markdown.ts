import type {
  InfrastructurePreview,
  StackPreview,
} from '../../operations/infrastructure/preview/infrastructure-preview.ts';
import { isDestructive } from '../../operations/infrastructure/preview/preview-infrastructure.ts';
import {
  caveatLines,
  changeLine,
  counted,
  driftLines,
  headingOf,
  type PreviewExtras,
  securityLine,
  typeCounts,
} from './preview-lines.ts';

/**
 * What a deployment changes, as a comment for a pull request. It has no account and no measured durations, so that the same
 * change gives the same comment.
 */
export function previewMarkdown(
  { stacks }: InfrastructurePreview,
  { environment, cost = [], release = [] }: PreviewExtras,
): string {
  const text = [
    `### Deployment of ${environment}`,
    summary(stacks),
    ...stacks.flatMap(stackParts),
    ...part('Release', release),
    ...part('Cost', cost),
  ].join('\n\n');
  return withoutAccounts(text);
}

/** What somebody has to know who reads no further. */
function summary(stacks: readonly StackPreview[]): string {
  const changes = stacks.flatMap((stack) => stack.changes);
  const broader = stacks
    .filter(({ isNew }) => !isNew)
    .flatMap(({ security }) => security.filter((each) => each.isBroader));
  const lost = changes.filter(isDestructive);
  const interrupted = changes.filter(({ interruption }) => interruption !== undefined);
  const facts = [
    ...(lost.length > 0 ? [`**${counted(lost.length, 'resource')} replaced, deleted or left behind**`] : []),
    ...(broader.length > 0
      ? [`**${counted(broader.length, 'permission or rule', 'permissions or rules')} more**`]
      : []),
    ...(interrupted.length > 0 ? [`${counted(interrupted.length, 'interruption')}`] : []),
  ];
  const count = counted(changes.length, 'change');
  return changes.length === 0 ? 'No resource changes.' : `${[count, ...facts].join(', ')}.`;
}

function stackParts(stack: StackPreview): readonly string[] {
  const { isNew, changes, security, outputs, drift } = stack;
  const lost = isNew ? [] : changes.filter(isDestructive);
  const others = isNew ? [] : changes.filter((change) => !isDestructive(change));
  return [
    `#### ${inText(headingOf({ ...stack, duration: { ...stack.duration, source: 'nothing to do' } }).replace(', nothing to do', ''))}`,
    ...caveatLines(stack),
    ...bullets(lost.map(changeLine)),
    ...(isNew ? [] : details('Permissions and network', security.map(securityLine))),
    ...details('Resources', isNew ? typeCounts(changes) : others.map(changeLine)),
    ...(isNew ? [] : details('Outputs', outputs)),
    ...details('Drift', drift === undefined || drift.resources.length === 0 ? [] : driftLines(drift)),
  ];
}

function part(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`#### ${title}`, ...bullets(lines)];
}

function bullets(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${inText(line)}`).join('\n')];
}

/** Folded away until somebody asks for it. */
function details(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [
    `<details><summary>${title} (${lines.length})</summary>`,
    lines.map((line) => `- ${inText(line)}`).join('\n'),
    '</details>',
  ];
}

/** As it is: names of a template may have characters that mean something in Markdown, or in HTML. */
function inText(text: string): string {
  return text
    .replace(/[\\`*_[\]{}<>|~#]/g, (character) => (character === '<' ? '&lt;' : `\\${character}`))
    .replace(/@/g, '&#64;');
}

/** A comment is read by more people than those who know the account. */
function withoutAccounts(text: string): string {
  return text.replace(/(?<![\dA-Fa-f-])\d{12}(?![\dA-Fa-f])/g, 'ACCOUNT');
}
