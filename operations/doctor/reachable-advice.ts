import { withAwsPlace } from '../aws-command.ts';
import { environmentOptions } from '../environment-options.ts';
import type { Target } from '../target.ts';
import type { Diagnosis } from './diagnose.ts';

/** A diagnosis whose commands go to the store that was looked at, whatever region and endpoint the shell has. */
export async function withReachableAdvice(diagnosis: Diagnosis, target: Target): Promise<Diagnosis> {
  const client = await target.clients.ecs();
  const options = await environmentOptions(target);
  const reaching = (text: string) =>
    withAwsPlace(client, text.replaceAll(`--env ${target.environment}`, options));
  const findings = diagnosis.findings.map(async (finding) => ({
    ...finding,
    advice: await Promise.all(finding.advice.map(reaching)),
  }));
  return { ...diagnosis, findings: await Promise.all(findings) };
}
