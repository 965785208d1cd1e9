/**
 * Arguments that Pulumi names otherwise than Terraform, by type: what the class declarations of @pulumi/aws 7.48.0 and the
 * arguments of the AWS provider leave unmatched on both sides. Spellings that differ by rule are in names.generated.ts.
 */
export const renames: { readonly [type: string]: { readonly [pulumi: string]: string } } = {
  ...Object.fromEntries(
    [
      'authorizer',
      'deployment',
      'integration',
      'integration_response',
      'method',
      'method_response',
      'method_settings',
      'model',
      'request_validator',
      'resource',
    ].map((name) => [`aws_api_gateway_${name}`, { restApi: 'rest_api_id' }]),
  ),
  aws_api_gateway_base_path_mapping: { restApi: 'api_id' },
  aws_api_gateway_stage: { restApi: 'rest_api_id', deployment: 'deployment_id' },
  aws_api_gateway_vpc_link: { targetArn: 'target_arns' },
  aws_cloudwatch_log_subscription_filter: { logGroup: 'log_group_name' },
  aws_cloudwatch_metric_alarm: { name: 'alarm_name' },
  aws_elastic_beanstalk_environment: { version: 'version_label' },
  aws_glue_catalog_table: { partitionIndices: 'partition_index' },
  aws_iot_topic_rule: { kineses: 'kinesis' },
  aws_lambda_function: { code: 'filename', name: 'function_name' },
  aws_lambda_layer_version: { code: 'filename' },
  aws_lambda_permission: { function: 'function_name' },
  aws_s3_bucket_website_configuration: { routingRules: 'routing_rules', routingRuleDetails: 'routing_rule' },
  aws_sns_topic_subscription: { topic: 'topic_arn' },
}
