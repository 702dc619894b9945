/**
 * The properties that AWS has of each type that the local environment knows and reads nothing of, because nothing acts
 * on it: one that is not here is misspelt. A test holds the list against AWS's specification, and the types against the table.
 */
export const knownProperties: Readonly<Record<string, ReadonlySet<string>>> = {
  'AWS::Backup::BackupPlan': names('BackupPlan BackupPlanTags'),
  'AWS::Backup::BackupSelection': names('BackupPlanId BackupSelection'),
  'AWS::Backup::BackupVault': names(
    'AccessPolicy BackupVaultName BackupVaultTags EncryptionKeyArn LockConfiguration Notifications',
  ),
  'AWS::Budgets::Budget': names('Budget NotificationsWithSubscribers ResourceTags'),
  'AWS::CertificateManager::Certificate': names(
    'CertificateAuthorityArn CertificateExport CertificateTransparencyLoggingPreference DomainName',
    'DomainValidationOptions KeyAlgorithm SubjectAlternativeNames Tags ValidationMethod',
  ),
  'AWS::CloudFormation::WaitCondition': names('Count Handle Timeout'),
  'AWS::CloudFormation::WaitConditionHandle': names(),
  'AWS::CloudFront::Function': names('AutoPublish FunctionCode FunctionConfig FunctionMetadata Name Tags'),
  'AWS::CloudFront::KeyGroup': names('KeyGroupConfig'),
  'AWS::CloudFront::KeyValueStore': names('Comment ImportSource Name Tags'),
  'AWS::CloudFront::MonitoringSubscription': names('DistributionId MonitoringSubscription'),
  'AWS::CloudFront::PublicKey': names('PublicKeyConfig'),
  'AWS::CloudFront::RealtimeLogConfig': names('EndPoints Fields Name SamplingRate'),
  'AWS::CloudWatch::AnomalyDetector': names(
    'Configuration Dimensions MetricCharacteristics MetricMathAnomalyDetector MetricName Namespace',
    'SingleMetricAnomalyDetector Stat',
  ),
  'AWS::CloudWatch::Dashboard': names('DashboardBody DashboardName Tags'),
  'AWS::EC2::EIP': names(
    'Address Domain InstanceId IpamPoolId NetworkBorderGroup PublicIpv4Pool Tags TransferAddress',
  ),
  'AWS::EC2::FlowLog': names(
    'DeliverCrossAccountRole DeliverLogsPermissionArn DestinationOptions LogDestination',
    'LogDestinationType LogFormat LogGroupName MaxAggregationInterval ResourceId ResourceType',
    'TagFieldSpecifications Tags TrafficType',
  ),
  'AWS::EC2::InternetGateway': names('Tags'),
  'AWS::EC2::NatGateway': names(
    'AllocationId AvailabilityMode AvailabilityZoneAddresses ConnectivityType MaxDrainDurationSeconds',
    'PrivateIpAddress SecondaryAllocationIds SecondaryPrivateIpAddressCount SecondaryPrivateIpAddresses',
    'SubnetId Tags VpcId',
  ),
  'AWS::EC2::NetworkAcl': names('Tags VpcId'),
  'AWS::EC2::NetworkAclEntry': names(
    'CidrBlock Egress Icmp Ipv6CidrBlock NetworkAclId PortRange Protocol RuleAction RuleNumber',
  ),
  'AWS::EC2::PrefixList': names('AddressFamily Entries MaxEntries PrefixListName Tags'),
  'AWS::EC2::Route': names(
    'CarrierGatewayId CoreNetworkArn DestinationCidrBlock DestinationIpv6CidrBlock',
    'DestinationPrefixListId EgressOnlyInternetGatewayId GatewayId InstanceId LocalGatewayId NatGatewayId',
    'NetworkInterfaceId OdbNetworkArn RouteTableId TransitGatewayId VpcEndpointId VpcPeeringConnectionId',
  ),
  'AWS::EC2::RouteTable': names('Tags VpcId'),
  'AWS::EC2::SecurityGroup': names(
    'GroupDescription GroupName SecurityGroupEgress SecurityGroupIngress Tags VpcId',
  ),
  'AWS::EC2::SecurityGroupEgress': names(
    'CidrIp CidrIpv6 Description DestinationPrefixListId DestinationSecurityGroupId FromPort GroupId',
    'IpProtocol ToPort',
  ),
  'AWS::EC2::SecurityGroupIngress': names(
    'CidrIp CidrIpv6 Description FromPort GroupId GroupName IpProtocol SourcePrefixListId',
    'SourceSecurityGroupId SourceSecurityGroupName SourceSecurityGroupOwnerId ToPort',
  ),
  'AWS::EC2::Subnet': names(
    'AssignIpv6AddressOnCreation AvailabilityZone AvailabilityZoneId CidrBlock EnableDns64',
    'EnableLniAtDeviceIndex Ipv4IpamPoolId Ipv4NetmaskLength Ipv6CidrBlock Ipv6IpamPoolId Ipv6Native',
    'Ipv6NetmaskLength MapPublicIpOnLaunch OutpostArn PrivateDnsNameOptionsOnLaunch Tags VpcId',
  ),
  'AWS::EC2::SubnetRouteTableAssociation': names('RouteTableId SubnetId'),
  'AWS::EC2::VPC': names(
    'CidrBlock EnableDnsHostnames EnableDnsSupport InstanceTenancy Ipv4IpamPoolId Ipv4NetmaskLength Tags',
    'VpcEncryptionControl',
  ),
  'AWS::EC2::VPCEndpoint': names(
    'DnsOptions IpAddressType PolicyDocument PrivateDnsEnabled ResourceConfigurationArn RouteTableIds',
    'SecurityGroupIds ServiceName ServiceNetworkArn ServiceRegion SubnetIds Tags VpcEndpointType VpcId',
  ),
  'AWS::EC2::VPCGatewayAttachment': names('InternetGatewayId VpcId VpnGatewayId'),
  'AWS::ElastiCache::SubnetGroup': names('CacheSubnetGroupName Description SubnetIds Tags'),
  'AWS::ElasticLoadBalancingV2::TrustStore': names(
    'CaCertificatesBundleS3Bucket CaCertificatesBundleS3Key CaCertificatesBundleS3ObjectVersion Name Tags',
  ),
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': names('RevocationContents TrustStoreArn'),
  'AWS::Events::Rule': names(
    'Description EventBusName EventPattern Name RoleArn ScheduleExpression State Tags Targets',
  ),
  'AWS::IAM::InstanceProfile': names('InstanceProfileName Path Roles'),
  'AWS::IAM::ServiceLinkedRole': names('AWSServiceName CustomSuffix Description'),
  'AWS::KMS::Alias': names('AliasName TargetKeyId'),
  'AWS::KMS::Key': names(
    'BypassPolicyLockoutSafetyCheck Description EnableKeyRotation Enabled KeyPolicy KeySpec KeyUsage',
    'MultiRegion Origin PendingWindowInDays RotationPeriodInDays Tags',
  ),
  'AWS::Lambda::Function': names(
    'Architectures CapacityProviderConfig Code CodeSigningConfigArn DeadLetterConfig Description',
    'DurableConfig Environment EphemeralStorage FileSystemConfigs FunctionName FunctionScalingConfig',
    'Handler ImageConfig KmsKeyArn Layers LoggingConfig MemorySize PackageType PublishToLatestPublished',
    'RecursiveLoop ReservedConcurrentExecutions Role Runtime RuntimeManagementConfig SnapStart Tags',
    'TenancyConfig Timeout TracingConfig VpcConfig',
  ),
  'AWS::Lambda::LayerVersion': names(
    'CompatibleArchitectures CompatibleRuntimes Content Description LayerName LicenseInfo',
  ),
  'AWS::Lambda::Permission': names(
    'Action EventSourceToken FunctionName FunctionUrlAuthType InvokedViaFunctionUrl Principal',
    'PrincipalOrgID SourceAccount SourceArn',
  ),
  'AWS::Lambda::Version': names(
    'CodeSha256 Description FunctionName FunctionScalingConfig ProvisionedConcurrencyConfig RuntimePolicy',
  ),
  'AWS::Logs::Delivery': names(
    'DeliveryDestinationArn DeliverySourceName FieldDelimiter RecordFields S3EnableHiveCompatiblePath',
    'S3SuffixPath Tags',
  ),
  'AWS::Logs::DeliveryDestination': names(
    'DeliveryDestinationPolicy DeliveryDestinationType DestinationResourceArn Name OutputFormat Tags',
  ),
  'AWS::Logs::DeliverySource': names('DeliverySourceConfiguration LogType Name ResourceArn Tags'),
  'AWS::Logs::LogStream': names('LogGroupName LogStreamName'),
  'AWS::Logs::MetricFilter': names(
    'ApplyOnTransformedLogs EmitSystemFieldDimensions FieldSelectionCriteria FilterName FilterPattern',
    'LogGroupName MetricTransformations',
  ),
  'AWS::Logs::QueryDefinition': names('LogGroupNames Name Parameters QueryLanguage QueryString'),
  'AWS::Logs::ResourcePolicy': names('PolicyDocument PolicyName'),
  'AWS::Logs::SubscriptionFilter': names(
    'ApplyOnTransformedLogs DestinationArn Distribution EmitSystemFields FieldSelectionCriteria',
    'FilterName FilterPattern LogGroupName RoleArn',
  ),
  'AWS::RDS::DBSubnetGroup': names('DBSubnetGroupDescription DBSubnetGroupName SubnetIds Tags'),
  'AWS::RDS::OptionGroup': names(
    'EngineName MajorEngineVersion OptionConfigurations OptionGroupDescription OptionGroupName Tags',
  ),
  'AWS::Route53::HealthCheck': names('HealthCheckConfig HealthCheckTags'),
  'AWS::Route53::HostedZone': names(
    'HostedZoneConfig HostedZoneFeatures HostedZoneTags Name QueryLoggingConfig VPCs',
  ),
  'AWS::Route53::RecordSet': names(
    'AliasTarget CidrRoutingConfig Comment Failover GeoLocation HealthCheckId HostedZoneId HostedZoneName',
    'MultiValueAnswer Name Region ResourceRecords SetIdentifier TTL Type Weight',
  ),
  'AWS::Route53::RecordSetGroup': names('Comment HostedZoneId HostedZoneName RecordSets'),
  'AWS::SNS::TopicPolicy': names('PolicyDocument Topics'),
  'AWS::SQS::QueuePolicy': names('PolicyDocument Queues'),
  'AWS::Scheduler::Schedule': names(
    'Description EndDate FlexibleTimeWindow GroupName KmsKeyArn Name ScheduleExpression',
    'ScheduleExpressionTimezone StartDate State Target',
  ),
  'AWS::Scheduler::ScheduleGroup': names('Name Tags'),
  'AWS::SecretsManager::ResourcePolicy': names('BlockPublicPolicy ResourcePolicy SecretId'),
  'AWS::Serverless::Application': names('Location NotificationArns Parameters Tags TimeoutInMinutes'),
  'AWS::ServiceDiscovery::PrivateDnsNamespace': names('Description Name Properties Tags Vpc'),
  'AWS::WAFv2::WebACL': names(
    'ApplicationConfig AssociationConfig CaptchaConfig ChallengeConfig CustomResponseBodies',
    'DataProtectionConfig DefaultAction Description MonetizationConfig Name OnSourceDDoSProtectionConfig',
    'Rules Scope Tags TokenDomains VisibilityConfig',
  ),
  'AWS::WAFv2::WebACLAssociation': names('ResourceArn WebACLArn'),
};

function names(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(' ')));
}
