import { command } from '../../failure/command.ts';
import type { Authority } from '../../local/trust/authority.ts';
import type { TrustKind } from '../../local/trust/change-trust.ts';
import type { TrustOutcome } from '../../local/trust/trust-machine.ts';
import { textTable } from '../text-table.ts';

/** What became of each place, and how other programs are told, for a person. */
export function trustText(outcomes: readonly TrustOutcome[], { nickname }: Authority, file: string): string {
  return [
    outcomesTable(outcomes, 'trusted'),
    'The authority can sign only for localhost and for names such as *.localhost and *.test.',
    `curl, Python, Ruby, Node, Go in a shell:  eval "$(${command('--silent local:env')})"`,
    `Java:  keytool -importcert -noprompt -cacerts -alias ${nickname} -file ${file}`,
    `To take it out again:  ${command('local:trust')} --undo`,
  ].join('\n');
}

/** What became of each place that had it. */
export function undoText(outcomes: readonly TrustOutcome[], name: string): string {
  if (outcomes.length === 0) return `Nothing trusts ${name} by local:trust.`;
  return outcomesTable(outcomes, 'taken out').trimEnd();
}

function outcomesTable(outcomes: readonly TrustOutcome[], done: string): string {
  const rows = outcomes.map((outcome) => [
    titles[outcome.kind],
    resultText(outcome, done),
    [outcome.path, ...(outcome.why === undefined ? [] : [outcome.why])]
      .filter((line) => line !== '')
      .join('\n'),
  ]);
  return textTable(['store', 'result', 'where'], rows);
}

const titles: Readonly<Record<TrustKind, string>> = {
  system: 'system',
  chromium: 'Chromium',
  firefox: 'Firefox',
};

function resultText({ result }: TrustOutcome, done: string): string {
  if (result === 'done') return done;
  if (result === 'already') return done === 'trusted' ? 'already trusted' : 'was gone already';
  return result === 'absent' ? 'not on this machine' : 'failed';
}
