import { z } from 'zod';
import { withTarget } from '../../../scaling/scaling-parts.ts';
import { invalid } from '../errors.ts';
import { requireTagged } from '../find.ts';
import { requireTags, tags } from '../input/tags.ts';
import { operation } from '../operation.ts';
import type { ScalingAccess } from '../scaling-access.ts';

const arnPattern = /^arn:.+:application-autoscaling:.+:[0-9]+:scalable-target\/[a-zA-Z0-9-]+$/;
const resource = { ResourceARN: z.string().regex(arnPattern) };

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = operation(z.object(resource), ({ ResourceARN }, access) => ({
  Tags: requireTagged(access.scaling(), ResourceARN).tags,
}));

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const tagResource = operation(
  z.object({ ...resource, Tags: tags }),
  ({ ResourceARN, Tags }, access) => {
    requireTags(Tags);
    return changeTags(access, ResourceARN, (before) => ({ ...before, ...Tags }));
  },
);

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html */
export const untagResource = operation(
  z.object({ ...resource, TagKeys: z.array(z.string()) }),
  ({ ResourceARN, TagKeys }, access) => {
    if (TagKeys.length === 0) throw invalid('TagKeys cannot be null or empty');
    return changeTags(access, ResourceARN, (before) =>
      Object.fromEntries(Object.entries(before).filter(([key]) => !TagKeys.includes(key))),
    );
  },
);

type Tags = Readonly<Record<string, string>>;

function changeTags(access: ScalingAccess, arn: string, change: (before: Tags) => Tags) {
  return access.changeScaling((state) => {
    const target = requireTagged(state, arn);
    return { state: withTarget(state, { ...target, tags: change(target.tags) }), result: {} };
  });
}
