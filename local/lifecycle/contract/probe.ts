import { z } from 'zod';
import type { NeededPart } from './contract-demand.ts';

/** Stands where the shell, not TypeScript, has to find the value of a variable. */
const dollar = '$';

/**
 * Looks at an image from inside, as the user that its tasks run as, with nothing but a POSIX shell: a line each, of four words
 * with tabs between. The arguments are kinds and names in turn. What an interpreter line names has to be there as well: without
 * it, the kernel says of the program itself that there is no such file.
 */
const script = String.raw`
say() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4"; }
known() { case $1 in */*) [ -x "$1" ] ;; *) command -v "$1" >/dev/null 2>&1 ;; esac; }
return=$(printf '\r')
user=$(id -u 2>/dev/null) || user=unknown
say user "$user" - -
if [ -w . ] || [ -w tmp ]; then say directory "$(pwd)" writable -; else say directory "$(pwd)" fixed -; fi
state=absent
for file in /etc/ssl/certs/*; do if [ -e "$file" ]; then state=there; break; fi; done
say authorities /etc/ssl/certs "$state" -
interpreted() {
  file=$1 first=
  { IFS= read -r first < "$file" || :; } 2>/dev/null
  case $first in '#!'*) ;; *) say program "$file" there -; return ;; esac
  case $first in *"$return") say program "$file" windows -; return ;; esac
  set -f
  set -- ${dollar}{first#??}
  set +f
  case ${dollar}{1-} in */env)
    shift
    while case ${dollar}{1-} in -*|*=*) true ;; *) false ;; esac; do shift; done ;;
  esac
  if known "${dollar}{1-}"; then say program "$file" there -; else say program "$file" uninterpreted "${dollar}{1-}"; fi
}
while [ $# -gt 1 ]; do
  kind=$1 name=$2
  shift 2
  case $kind/$name in
    file/*)
      if [ ! -e "$name" ]; then say file "$name" absent -
      elif [ ! -r "$name" ]; then say file "$name" unreadable -
      else say file "$name" there -; fi ;;
    program/*/*)
      if [ ! -e "$name" ]; then say program "$name" absent -
      elif [ -d "$name" ] || [ ! -x "$name" ]; then say program "$name" fixed -
      else interpreted "$name"; fi ;;
    *)
      if known "$name"; then say program "$name" there -; else say program "$name" absent -; fi ;;
  esac
done
`;

/** The arguments of `/bin/sh` that look for these parts of an image. */
export function probeArguments(parts: readonly NeededPart[]): readonly string[] {
  return ['-c', script, 'sh', ...parts.flatMap(({ kind, name }) => [kind, name])];
}

const stateSchema = z.enum(['there', 'absent', 'fixed', 'unreadable', 'windows', 'uninterpreted']);

/** What a probe found of one part of the image. */
export interface ProbedPart {
  readonly kind: string;
  readonly name: string;
  readonly state: z.infer<typeof stateSchema>;
  /** The interpreter that is not there. */
  readonly detail: string;
}

/** What a probe found. */
export interface Probed {
  /** The number of the user; undefined where the image has no `id`. */
  readonly user: number | undefined;
  /** Where its tasks run, and whether their user can write there or in its folder `tmp`. */
  readonly directory: { readonly path: string; readonly isWritable: boolean };
  readonly hasAuthorities: boolean;
  readonly parts: readonly ProbedPart[];
}

/** Reads what a probe wrote; undefined where it did not come to its end. */
export function readProbe(lines: readonly string[]): Probed | undefined {
  const said = lines.map((line) => line.split('\t')).filter((words) => words.length === 4);
  const of = (kind: string) => said.find(([first]) => first === kind);
  const [, user = ''] = of('user') ?? [];
  const [, path = '', writable] = of('directory') ?? [];
  const [, , authorities] = of('authorities') ?? [];
  if (authorities === undefined) return undefined;
  return {
    user: /^\d+$/.test(user) ? Number(user) : undefined,
    directory: { path, isWritable: writable === 'writable' },
    hasAuthorities: authorities === 'there',
    parts: said.flatMap(([kind = '', name = '', state, detail = '']) => {
      if (kind !== 'program' && kind !== 'file') return [];
      return [{ kind, name, state: stateSchema.parse(state), detail }];
    }),
  };
}
