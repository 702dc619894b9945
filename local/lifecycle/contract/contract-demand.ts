import type { Workload } from '../../../definition/workload.ts';

/** A program or a file that a task runs, and what for. */
export interface NeededPart {
  readonly kind: 'program' | 'file';
  /** As the task names it: a path, absolute or below the image's working directory, or a name that is looked for. */
  readonly name: string;
  /** Which of the settings asks for it, such as `web.command`. */
  readonly setting: string;
}

/** What the tasks of the store ask of its image. */
export interface ContractDemand {
  readonly parts: readonly NeededPart[];
  /** Where web tasks have to listen; undefined where none is balanced. */
  readonly port: number | undefined;
}

/** What is asked of a container, in the words of ECS. */
export interface DemandingContainer {
  readonly name?: string | undefined;
  readonly command?: readonly string[] | undefined;
  readonly healthCheck?: { readonly command?: readonly string[] | undefined } | undefined;
  readonly portMappings?: readonly { readonly containerPort?: number | undefined }[] | undefined;
}

/** What the containers of the store need to find in its image, and the migrations. */
export function contractDemand(
  containers: readonly DemandingContainer[],
  migrate: readonly string[] | undefined,
): ContractDemand {
  const parts = [
    ...containers.flatMap(partsOf),
    ...(migrate === undefined ? [] : partsOfCommand(migrate, 'migrate')),
  ];
  const ports = containers.flatMap(({ portMappings = [] }) =>
    portMappings.map(({ containerPort }) => containerPort),
  );
  return { parts: withoutRepeats(parts), port: ports[0] };
}

/** The containers of a definition that run these images. */
export function containersOf(
  { taskDefinitions }: Pick<Workload, 'taskDefinitions'>,
  images: ReadonlySet<string>,
): readonly DemandingContainer[] {
  const containers = taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions);
  return containers.filter(({ image }) => images.has(image));
}

function partsOf({ name = '', command = [], healthCheck }: DemandingContainer): readonly NeededPart[] {
  // Nobody runs the command of one-off tasks: whoever starts one names another.
  const own = name === 'oneoff' ? [] : partsOfCommand(command, settingOf(name));
  const [kind = '', ...test] = healthCheck?.command ?? [];
  const checked = kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...test] : test;
  return [...own, ...(kind === 'NONE' ? [] : partsOfCommand(checked, `${name}.healthCommand`))];
}

/** What the file of the application calls the command of a container. */
function settingOf(container: string): string {
  const names: Readonly<Record<string, string>> = { seed: 'seed', setup: 'setUp' };
  return names[container] ?? `${container}.command`;
}

/** The program of a command, and the file that it is given to run, where that can be told. */
export function partsOfCommand(command: readonly string[], setting: string): readonly NeededPart[] {
  const [program, ...args] = command;
  if (program === undefined) return [];
  const own: NeededPart = { kind: 'program', name: program, setting };
  const [first = '', text = ''] = args;
  if (isShell.test(program) && first === '-c') {
    const run = firstProgram(text);
    return run === undefined ? [own] : [own, { kind: 'program', name: run, setting }];
  }
  const isFile = (isShell.test(program) || isInterpreter.test(program)) && /^[\w./-]+\.\w+$/.test(first);
  return isFile ? [own, { kind: 'file', name: first, setting }] : [own];
}

const isShell = /(^|\/)(ba|da)?sh$/;

/** Their first argument, where it is no option and looks like a file, is one. */
const isInterpreter = /(^|\/)(python[\d.]*|node|ruby|perl|php|deno|bun|tsx)$/;

/** What a shell would run first, after variables that are set for it. */
function firstProgram(text: string): string | undefined {
  return /^\s*(?:\w+=(?:'[^']*'|"[^"]*"|[^\s'"]*)\s+)*([\w./-]+)(?=\s|$)/.exec(text)?.[1];
}

function withoutRepeats(parts: readonly NeededPart[]): readonly NeededPart[] {
  const first = new Map<string, NeededPart>();
  for (const part of parts) {
    const key = `${part.kind} ${part.name}`;
    if (!first.has(key)) first.set(key, part);
  }
  return [...first.values()];
}
