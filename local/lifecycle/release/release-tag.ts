import { type Commit, commitTag } from '../../../operations/guards/committed-tree.ts';
import type { Engine } from '../../docker/engine.ts';
import { openImageWorkshop } from '../../images/image-workshop.ts';
import { chooseStore, isOfCheckout, type StoreChoice } from '../../images/store-image.ts';

/** The tag of a store's image on AWS. */
export function tagOnAws(commit: Commit, store: StoreChoice): string {
  return commitTag(commit, { tag: store.tag, isOfCheckout: isOfCheckout(store) });
}

/** What a release is of, for those who have to know its tag before anything is built. */
export interface ReleaseSource {
  readonly commit: Commit;
  readonly checkout: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/**
 * The tag that the image of a deployment gets. The engine is asked for a store from elsewhere alone; a checkout with changes
 * gets another tag each time. Raises what `chooseStore` raises.
 */
export async function releaseTag({ commit, note, engine, ...source }: ReleaseSource): Promise<string> {
  const { variables, checkout, signal } = source;
  const isElsewhere = [variables.STORE_IMAGE, variables.STORE_CONTEXT].some((value = '') => value !== '');
  if (!isElsewhere) return commitTag(commit, { tag: Date.now().toString(36), isOfCheckout: true });
  const workshop = openImageWorkshop(engine, { checkout, environment: variables, signal });
  return tagOnAws(commit, await chooseStore(workshop, note));
}
