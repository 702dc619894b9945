/** The definition as the commands read it; the control plane reads it too, from where it is defined. */
export {
  type Definition,
  type DefinitionInputs,
  defineStack,
  readDefinition,
  readRegion,
  readStack,
} from '../providers/local-definition.ts';
