import { applicationPlace } from '../../application/find-application.ts';
import { readText } from '../environment/state-file.ts';

/** The file that says how the application is run, and what it says; no text where it is not there. */
export interface ApplicationInput {
  readonly file: string;
  readonly text: string | undefined;
}

/** What the app of the checkout reads besides its sources: the file that the context or else the variables name, if any. */
export async function applicationInput(
  checkout: string,
  { application }: Readonly<Record<string, string>>,
  variables: NodeJS.ProcessEnv,
): Promise<ApplicationInput | undefined> {
  if (application === 'none') return undefined;
  const file = application ?? applicationPlace(checkout, variables)?.file;
  return file === undefined ? undefined : { file, text: await readText(file) };
}
