import { environments } from '../../operations/target.ts';
import type { Help } from '../usage.ts';

/** What may stand where the cursor is, and what it is for. */
export interface Completion {
  readonly text: string;
  readonly about: string;
}

/** What completions are made from: the commands with what they do, and the help of one; undefined where it has none. */
export interface Commands {
  readonly list: Readonly<Record<string, string>>;
  readonly helpOf: (name: string) => Promise<Pick<Help, 'operands' | 'options'> | undefined>;
  /** The names of the environments on this machine. */
  readonly environments: () => Promise<readonly string[]>;
}

const services = ['web', 'worker'];

/** The servers of docker-compose.yml, as far as people look into them. */
const servers = ['postgres', 'postgres-replica', 'redis', 'minio', 'localstack', 'load-balancer', 'edge'];
/** The commands to which a server may be named in the place of a service. */
const takesServers = new Set(['local:exec', 'local:logs', 'local:restart']);

/**
 * What may follow in a command line, up to the cursor, that calls these commands by way of npx or pnpm; nothing in
 * another one, and after `--`, where a command of somebody else begins.
 */
export async function completions(line: string, commands: Commands): Promise<readonly Completion[]> {
  const words = wordsOfCommand(line);
  if (words === undefined || words.slice(0, -1).includes('--')) return [];
  const [name = '', ...args] = words;
  const typed = args.at(-1);
  const all = typed === undefined ? commandsOf(commands) : await argumentsOf(name, args, commands);
  return all.filter(({ text }) => text.startsWith(typed ?? name));
}

/** The words from the name of the command on; the last is the one at the cursor, perhaps an empty one. */
function wordsOfCommand(line: string): readonly string[] | undefined {
  const words = line.trimStart().split(/\s+/);
  const pnpm = words.findIndex((word) => /^pnpm(@\S*)?$/.test(word));
  const isLeading = words.slice(0, pnpm).every((word) => /^(npx|-.*|\w+=.*)$/.test(word));
  if (pnpm === -1 || pnpm === words.length - 1 || !isLeading) return undefined;
  const rest = words.slice(pnpm + 1);
  const start = rest.findIndex((word, at) => at === rest.length - 1 || !/^(-.*|run)$/.test(word));
  return rest.slice(start);
}

function commandsOf({ list }: Commands): readonly Completion[] {
  return Object.entries(list).map(([text, about]) => ({ text, about }));
}

async function argumentsOf(
  name: string,
  args: readonly string[],
  commands: Commands,
): Promise<readonly Completion[]> {
  const help = name in commands.list ? await commands.helpOf(name) : undefined;
  if (help === undefined) return [];
  const typed = args.at(-1) ?? '';
  const option = optionBefore(args);
  if (option !== undefined && help.options[option]?.type === 'string') return valuesOf(option, help, '');
  const given = /^--([a-z-]+)=/.exec(typed)?.[1];
  if (given !== undefined) return valuesOf(given, help, `--${given}=`);
  if (typed.startsWith('-')) return optionsOf(help, args.slice(0, -1));
  return name === 'help' ? commandsOf(commands) : await operandsOf(name, help.operands ?? '', commands);
}

/** The option whose value the cursor is at, if its name is the word before. */
function optionBefore(args: readonly string[]): string | undefined {
  return /^--([a-z-]+)$/.exec(args.at(-2) ?? '')?.[1];
}

function optionsOf({ options }: Pick<Help, 'options'>, given: readonly string[]): readonly Completion[] {
  const isOpen = (name: string) =>
    options[name]?.multiple === true || !given.some((word) => word.split('=')[0] === `--${name}`);
  return Object.entries(options)
    .filter(([name]) => isOpen(name))
    .map(([name, { about }]) => ({ text: `--${name}`, about }));
}

/** Those that stand in its help: of other values nothing is known. */
function valuesOf(name: string, { options }: Pick<Help, 'options'>, before: string): readonly Completion[] {
  const { about = '', value = '' } = options[name] ?? {};
  const known =
    name === 'env'
      ? environments.filter((environment) => about.includes(environment))
      : value.split('|').filter((word, _, { length }) => length > 1 && isName(word));
  return known.map((text) => ({
    text: `${before}${text}`,
    about: name === 'env' ? `environment ${text}` : '',
  }));
}

/** What the operands ask for by a word in capitals, and the names that stand in them, such as `[admin|mail]`. */
async function operandsOf(
  command: string,
  operands: string,
  commands: Commands,
): Promise<readonly Completion[]> {
  const words = operands.split(/[\s()[\]|,]+/);
  const given = await Promise.all(words.map((word) => namesFor(word, command, commands)));
  const written = words.filter((word) => isName(word) && word !== 'or');
  return [...new Set([...given.flat(), ...written])].map((text) => ({ text, about: '' }));
}

async function namesFor(
  word: string,
  command: string,
  commands: Pick<Commands, 'environments'>,
): Promise<readonly string[]> {
  const others = takesServers.has(command) ? servers : [];
  switch (word) {
    case 'SERVICE=NUMBER':
      return services.map((name) => `${name}=`);
    case 'SERVICE':
      return [...services, ...others];
    case 'NAME':
      return [...services, 'oneoff', ...others];
    case 'ENVIRONMENT':
      return await commands.environments();
    default:
      return [];
  }
}

function isName(word: string): boolean {
  return /^[a-z][a-z-]*$/.test(word);
}
