const plain = ['String', 'Number', 'List<String>', 'List<Number>', 'CommaDelimitedList'];

/** Types whose values CloudFormation looks up in the account; locally their form alone is taken. */
const ofResources = [
  'AWS::EC2::AvailabilityZone::Name',
  'AWS::EC2::Image::Id',
  'AWS::EC2::Instance::Id',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::EC2::SecurityGroup::GroupName',
  'AWS::EC2::SecurityGroup::Id',
  'AWS::EC2::Subnet::Id',
  'AWS::EC2::Volume::Id',
  'AWS::EC2::VPC::Id',
  'AWS::Route53::HostedZone::Id',
];
const values = [...plain, ...ofResources, ...ofResources.map((type) => `List<${type}>`)];

/**
 * The types that a parameter of a template may have.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export const parameterTypes: ReadonlySet<string> = new Set([
  ...values,
  'AWS::SSM::Parameter::Name',
  ...values.map((type) => `AWS::SSM::Parameter::Value<${type}>`),
]);
