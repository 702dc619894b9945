import { parseArgs } from 'node:util';
import { command } from '../failure/command.ts';
import type { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { optionsOf, type Script, type ScriptContext } from './script.ts';

/** The options that every script has. */
export interface CommonFlags {
  readonly json: boolean;
  readonly help: boolean;
  readonly debug: boolean;
}

/** What a script was called with. */
export interface GivenArguments extends Pick<ScriptContext, 'options' | 'lists' | 'operands'> {
  readonly flags: CommonFlags;
}

/** Reads the arguments of a script. Raises `BAD_ARGUMENT` for those that it does not have, or has only once. */
export function parseArguments(script: Script, argv: readonly string[]): GivenArguments {
  const { values, positionals, tokens } = parse(script, argv);
  for (const token of tokens) if (token.kind === 'option') refuseWrongOption(script, token);
  refuseRepeats(script, tokens);
  const most = script.operands === undefined ? 0 : script.mostOperands;
  const [superfluous] = most === undefined ? [] : positionals.slice(most);
  if (superfluous !== undefined) throw badArgument(script, `unexpected argument '${superfluous}'`);
  const { options, lists } = byCount(values);
  const { json, help, debug } = options;
  return {
    options,
    lists,
    operands: positionals,
    flags: { json: json === true, help: help === true, debug: debug === true },
  };
}

/** The common options where the arguments cannot be parsed: what follows `--` is not the script's own. */
export function flagsOf(argv: readonly string[]): CommonFlags {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  return {
    json: own.includes('--json'),
    help: own.includes('--help'),
    debug: own.includes('--debug'),
  };
}

function parse(script: Script, argv: readonly string[]) {
  const types = Object.entries(optionsOf(script)).map(
    ([name, { type, short, multiple = false }]) =>
      [name, { type, multiple, ...(short === undefined ? {} : { short }) }] as const,
  );
  const options = Object.fromEntries(types);
  // What is wrong is said here: Node says `-n -1` is ambiguous, and names neither the value nor a form that is right.
  return parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true, strict: false });
}

/** An option as it was given. */
interface GivenOption {
  readonly name: string;
  /** With its dashes: `-n` or `--tail`. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether it is `--tail=5` or `-n5`, whose value may be anything. */
  readonly inlineValue?: boolean | undefined;
}

/** A number below zero is a value: what it is for says what is wrong with it. */
const negativeNumber = /^-\d/;

function refuseWrongOption(script: Script, { name, rawName, value, inlineValue }: GivenOption): void {
  const known = optionsOf(script);
  const { type, mayBeEmpty = false } = (Object.hasOwn(known, name) ? known[name] : undefined) ?? {};
  if (type === undefined) throw badArgument(script, `Unknown option '${rawName}'`);
  if (type === 'boolean') {
    if (value === undefined) return;
    throw badArgument(script, `${rawName} takes no value, and was given '${value}'`);
  }
  if (value === undefined) throw badArgument(script, `${rawName} needs a value`);
  if (value === '' && !mayBeEmpty) throw badArgument(script, `${rawName} needs a value, and is empty`);
  if (inlineValue === true || !value.startsWith('-') || value === '-' || negativeNumber.test(value)) return;
  throw badArgument(
    script,
    `${rawName} needs a value, not '${value}'; one that begins so: --${name}=${value}`,
  );
}

/** Node would take the last of them, and `--env local --env production` act on production. */
function refuseRepeats(
  script: Script,
  tokens: readonly { readonly kind: string; readonly name?: string }[],
): void {
  const options = optionsOf(script);
  const seen = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== 'option' || name === undefined || options[name]?.multiple === true) continue;
    if (seen.has(name)) throw badArgument(script, `--${name} was given more than once`);
    seen.add(name);
  }
}

type ParsedValue = string | boolean | readonly (string | boolean)[] | undefined;

/** Options that are given once, and the values of those that may be given more than once. */
function byCount(parsed: Readonly<Record<string, ParsedValue>>) {
  const options: Record<string, string | boolean> = {};
  const lists: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value === 'object') lists[name] = value.map(String);
    else if (value !== undefined) options[name] = value;
  }
  return { options, lists };
}

function badArgument({ name }: Script, problem: string): Failure {
  return wrongUsage('BAD_ARGUMENT', `${name}: ${problem}`, `See: ${command(name)} --help`);
}
