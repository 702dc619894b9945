import { styleText } from 'node:util';
import { command } from '../failure/command.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import type { RunningStore } from '../local/lifecycle/commands/up.ts';
import { asStarted } from './as-started.ts';
import { graceEffect } from './grace-option.ts';
import { findingCounts } from './scaling/findings-text.ts';
import { timeScaleEffect } from './time-scale-effect.ts';

/**
 * What `local:up` ends with, on less than a screen: the page, the admin's account, mail, what is unusual, and what to do next. The
 * rest is in `local:status`. `isPrivate` is true where only a person sees it: the password is shown there alone.
 */
export function welcome(
  environment: LocalEnvironment,
  running: RunningStore,
  { isPrivate }: { readonly isPrivate: boolean },
): string {
  const { endpoints, movedPorts } = running;
  return [
    '',
    styleText('bold', `${environment.name} is running.`),
    row('Storefront', endpoints.storefrontUrl),
    ...adminRows(running, isPrivate).map(([title, text]) => asItIs(title, text)),
    row('Mail', `${endpoints.mailUrl} (kept there, not delivered)`),
    ...storeRows(running).map((text) => row('Store', text)),
    ...portRows(movedPorts).map((text) => row('Ports', text)),
    ...scalingRows(running).map((text) => row('Scaling', text)),
    ...liveCodeRows(running).map((text) => row('Live code', text)),
    ...timeScaleRows(running).map((text) => row('Time scale', text)),
    ...graceRows(running).map((text) => row('Grace', text)),
    '',
    ...nextCommands(running).map(([title, text]) => asItIs(title, text)),
  ].join('\n');
}

const titleWidth = 14;
const textWidth = 80 - titleWidth;

/** A title with a text beside it, whose words go on below each other where they do not fit beside it. */
function row(title: string, text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = [lines.pop() ?? '', word].filter((part) => part !== '');
    if (longer.join(' ').length <= textWidth) lines.push(longer.join(' '));
    else lines.push(...longer);
  }
  return lines
    .map((line, index) => `${(index === 0 ? `  ${title}` : '').padEnd(titleWidth)}${line}`)
    .join('\n');
}

type Row = readonly [title: string, text: string];

function adminRows({ endpoints, admin }: RunningStore, isPrivate: boolean): readonly Row[] {
  if (admin === undefined) return [];
  const { email, password } = admin;
  return [
    ['Admin', endpoints.adminUrl],
    ['', `${email}${isPrivate ? `  ${password.reveal()}` : ''}`],
    ...(isPrivate ? [] : [['Password', passwordCommand()] as const]),
  ];
}

/** pnpm prints the command that it runs unless it is told so by its long option: `-s` is not enough. */
function passwordCommand(): string {
  return `eval "$(${command('--silent local:env')})"; echo "$ADMIN_PASSWORD"`;
}

/** A command stays on one line, to be copied. */
function asItIs(title: string, text: string): string {
  return `${`  ${title}`.padEnd(titleWidth)}${text}`;
}

function nextCommands({ liveCode }: RunningStore): readonly Row[] {
  return [
    ['Status', command('local:status')],
    ['Logs', command('local:logs')],
    liveCode === 'on'
      ? ['Image', asStarted(command('local:up'))]
      : ['Edit', asStarted(command('local:up --watch'))],
  ];
}

/** A store that nobody has asked for says why it is this one, without what the list of steps has said. */
function storeRows({ store }: RunningStore): readonly string[] {
  return store.kind === 'demo' ? [store.why] : [];
}

/** As a second environment has all of its ports elsewhere, it is told where to look. */
function portRows(moved: RunningStore['movedPorts']): readonly string[] {
  if (moved.length > 2) return [`${moved.length} are taken, so others are used: see local:status`];
  return moved.map(({ endpoint, wanted, taken }) => `${wanted} is taken, so ${endpoint} uses ${taken}`);
}

/** What has to be looked at; nothing where the template cannot be checked by itself. */
function scalingRows({ scalingFindings: counts }: RunningStore): readonly string[] {
  if (counts === undefined || counts.open === 0) return [];
  return [`${findingCounts(counts)}: ${command('scaling:check')}`];
}

function liveCodeRows({ liveCode }: RunningStore): readonly string[] {
  switch (liveCode) {
    case 'on':
      return ['on: tasks run the files of the checkout, not those of the image'];
    case 'ended':
      return ['off again: all tasks run what the image has'];
    case 'off':
      return [];
  }
}

/** None at the pace of AWS. */
function timeScaleRows({ timeScale }: RunningStore): readonly string[] {
  return timeScale === 1 ? [] : [`${timeScale}: ${timeScaleEffect(timeScale)}`];
}

/** None where tasks have as long as the definition gives them. */
function graceRows({ longestGraceSeconds }: RunningStore): readonly string[] {
  return longestGraceSeconds === undefined ? [] : [graceEffect(longestGraceSeconds)];
}
