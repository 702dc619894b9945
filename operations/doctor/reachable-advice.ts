import { type ClientPlace, withAwsPlace } from '../aws-command.ts';
import type { Diagnosis } from './diagnose.ts';

/** A diagnosis whose commands of the AWS CLI go where a client goes, whatever region and endpoint the shell has. */
export async function withReachableAdvice(diagnosis: Diagnosis, client: ClientPlace): Promise<Diagnosis> {
  const findings = diagnosis.findings.map(async (finding) => ({
    ...finding,
    advice: await Promise.all(finding.advice.map((each) => withAwsPlace(client, each))),
  }));
  return { ...diagnosis, findings: await Promise.all(findings) };
}
