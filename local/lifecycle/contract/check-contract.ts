import { randomBytes } from 'node:crypto';
import { errorMessage } from '../../../failure/error-message.ts';
import { Failure } from '../../../failure/failure.ts';
import type { Step } from '../../../progress/progress.ts';
import type { Engine } from '../../docker/engine.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import { digestOf } from '../../providers/digest.ts';
import type { ContractDemand } from './contract-demand.ts';
import { contractFindings } from './contract-findings.ts';
import { probeArguments, readProbe } from './probe.ts';

/** An image to look at, and what its tasks need. */
export interface ContractCheck {
  readonly engine: Pick<
    Engine,
    | 'inspectImage'
    | 'createContainer'
    | 'startContainer'
    | 'containerLogs'
    | 'waitForExit'
    | 'removeContainer'
  >;
  readonly image: string;
  readonly demand: ContractDemand;
  /** Of the container that looks. */
  readonly labels: Readonly<Record<string, string>>;
  /** Keeps what was found to be right, so that it is not looked at again; undefined where it is always looked at. */
  readonly file: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Looks into an image, before anything of it runs, whether it has what its tasks need: in a container without a network, as the
 * user of the image. Says what may be meant. Raises `CONTRACT_NOT_MET` with all that is missing.
 */
export async function checkContract(check: ContractCheck, step: Step): Promise<void> {
  const { engine, image, demand, file } = check;
  const details = await engine.inspectImage(image);
  const seal = digestOf({ image: details?.id, demand });
  if (file !== undefined && (await readText(file)) === seal) return step.skip('unchanged');
  const probed = readProbe(await linesOf(check));
  if (probed === undefined) {
    // It has a shell that works otherwise than others do: whatever is missing, the first task says.
    step.result('could not be looked at');
    return;
  }
  const findings = contractFindings(demand, probed, details?.exposedPorts ?? []);
  const missing = findings.filter(({ isMissing }) => isMissing);
  if (missing.length > 0) throw notMet(findings.map(({ text }) => text));
  if (file !== undefined) await writePrivateFile(file, seal);
  step.result(['met', ...findings.map(({ text }) => text)].join('; '));
}

function notMet(lines: readonly string[]): Failure {
  return new Failure(
    'CONTRACT_NOT_MET',
    `The image of the store lacks what its tasks need; nothing of it was run:\n${lines.map((line) => `- ${line}`).join('\n')}`,
    { hint: 'store/README.md has the contract, and the settings of parity.yml.' },
  );
}

async function linesOf({ engine, image, demand, labels, signal }: ContractCheck): Promise<readonly string[]> {
  const id = await engine.createContainer({
    name: `contract-${randomBytes(4).toString('hex')}`,
    ...{ image, labels },
    entrypoint: ['/bin/sh'],
    command: probeArguments(demand.parts),
    healthCheck: 'NONE',
    network: { kind: 'none' },
  });
  try {
    await engine.startContainer(id).catch((error: unknown) => {
      throw notMet([
        `It has no /bin/sh that runs, which puts the URLs of its services together (${errorMessage(error)})`,
      ]);
    });
    await engine.waitForExit(id, signal);
    const lines: string[] = [];
    for await (const { text } of engine.containerLogs(id, { follow: false })) lines.push(text);
    return lines;
  } finally {
    await engine.removeContainer(id);
  }
}
