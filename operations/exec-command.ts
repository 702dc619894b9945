import { shellWord } from '../failure/shell-quoted.ts';

/**
 * A command for ECS Exec, as the one string that `ExecuteCommand` takes. ECS Exec starts a second process in a container,
 * which has the container's variables, but not what its entry point made of them: so the entry point stands before it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html
 */
export function execCommand(entryPoint: readonly string[], command: readonly string[]): string {
  return [...entryPoint, ...command].map(shellWord).join(' ');
}
