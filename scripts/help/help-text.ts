import { styleText } from 'node:util';
import { command } from '../../failure/command.ts';
import { purposes } from './purposes.ts';

/** The list of all commands, by purpose: no line is wider than 80 columns. */
export function helpText(): string {
  return [
    `Usage: ${command('COMMAND')}    (--help of each: options, variables, examples)`,
    ...purposes.map(({ title, commands }) =>
      [styleText('bold', title), ...Object.entries(commands).map(commandLine)].join('\n'),
    ),
    [
      'Begin with local:up. Commands of the store, the database and scaling take',
      '--env local|small|staging|production; local is meant where nothing is said.',
    ].join('\n'),
  ].join('\n\n');
}

function commandLine([name, does]: readonly [string, string]): string {
  return `  ${name.padEnd(19)} ${does}`;
}
