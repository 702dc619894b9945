import { command } from '../failure/command.ts';
import { optionsOf, type Script, type ScriptOption } from './script.ts';
import { commonVariables } from './variables.ts';

/** What `--help` prints of a script. */
export function usage(script: Script): string {
  const operands = script.operands === undefined ? '' : ` ${script.operands}`;
  const { variables } = usageDocument(script);
  const parts = [
    `${script.name}${operands}: ${script.about}`,
    Object.entries(optionsOf(script)).map(optionLine).join('\n'),
    ...section('Variables', Object.entries(variables).map(line)),
    ...section(
      'Examples',
      (script.examples ?? []).map((example) => `  ${command(script.name)} ${example}`.trimEnd()),
    ),
    ...section('With the AWS CLI', awsLines(script)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The same for programs: `--help --json`. */
export function usageDocument(script: Script): Help {
  const { name, about, operands, examples = [], awsCommands = [] } = script;
  const variables = { ...script.variables, ...commonVariables(name) };
  return { name, about, operands, options: optionsOf(script), variables, examples, awsCommands };
}

/** What the help of a script says. */
export type Help = Pick<Script, 'name' | 'about'> & {
  readonly operands: string | undefined;
  readonly options: Readonly<Record<string, ScriptOption>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly examples: readonly string[];
  readonly awsCommands: readonly string[];
};

/** They go to AWS unless the shell has the endpoint and the credentials of the local environment. */
function awsLines({ awsCommands = [] }: Script): readonly string[] {
  if (awsCommands.length === 0) return [];
  return [
    ...awsCommands.map((line) => `  aws ${line}`),
    `  For the local environment, first: eval "$(${command('--silent local:env')})"`,
  ];
}

function optionLine([name, { type, about, short, value = 'VALUE' }]: readonly [
  string,
  ScriptOption,
]): string {
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return line([type === 'string' ? `${names} ${value}` : names, about]);
}

function line([name, about]: readonly [string, string]): string {
  return `  ${name.padEnd(24)} ${about}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:\n${lines.join('\n')}`];
}
