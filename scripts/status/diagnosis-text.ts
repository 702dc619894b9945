import { command } from '../../failure/command.ts';
import type { Diagnosis } from '../../operations/doctor/diagnose.ts';
import type { Finding } from '../../operations/doctor/finding.ts';
import { wrapped } from '../loadtest/wrapped.ts';

const width = 80;
const marks = { cause: '✖', symptom: '!', note: '·' } as const;

/** What is wrong with a store, in 80 columns: what AWS said is indented behind `>`, what to do behind `→`. */
export function diagnosisText({ findings, unknown }: Diagnosis, environment: string): string {
  const wrong = findings.filter(({ weight }) => weight !== 'note');
  const blocks = [
    ...(wrong.length === 0 ? ['Nothing is wrong.'] : []),
    ...findings.map(findingText),
    ...(environment === 'local' && findings.some(namesAws) ? [howToReachLocal()] : []),
    ...(unknown.length === 0
      ? []
      : [
          ['Not looked at:', ...unknown.flatMap(({ what, why }) => listed('-', `${what}: ${why}`))].join(
            '\n',
          ),
        ]),
  ];
  return blocks.join('\n\n');
}

const namesAws = ({ advice }: Finding): boolean => advice.some((each) => /\baws [a-z0-9-]+ [a-z]/.test(each));

function howToReachLocal(): string {
  return `The aws commands have the credentials of the local environment in a shell after:\n  eval "$(${command('--silent local:env')})"`;
}

function findingText({ weight, says, evidence, advice }: Finding): string {
  return [
    ...wrapped(says, width - 2).map((line, index) => `${index === 0 ? marks[weight] : ' '} ${line}`),
    ...evidence.flatMap((each) => listed('  >', each)),
    ...advice.flatMap((each) => listed('  →', each)),
  ].join('\n');
}

function listed(mark: string, text: string): readonly string[] {
  return wrapped(text, width - mark.length - 1).map(
    (line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)} ${line}`,
  );
}
