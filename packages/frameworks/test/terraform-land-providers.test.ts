import type { Change } from '@regraft/frameworks'
import type { JsonObject } from '@regraft/model'
import { describe, expect, it } from 'vitest'
import { land, plain, put } from './terraform-support.ts'

const resource = (type: string, body: string): string => `resource "${type}" "x" {\n${body}}\n`

describe('what another provider than AWS has lands in its form', () => {
  it.each<[string, string, Change, string]>([
    [
      'google_storage_bucket',
      '  name     = "b"\n  location = "EU"\n',
      put(['uniform_bucket_level_access'], true),
      '  name     = "b"\n  location = "EU"\n  uniform_bucket_level_access = true\n',
    ],
    [
      'google_storage_bucket',
      '  name = "b"\n',
      put(['versioning', 'enabled'], true),
      '  name = "b"\n\n  versioning {\n    enabled = true\n  }\n',
    ],
    [
      'google_storage_bucket',
      '  name = "b"\n',
      put(['labels', 'team'], 'a'),
      '  name = "b"\n  labels = {\n    team = "a"\n  }\n',
    ],
    [
      'google_compute_instance',
      '  name = "i"\n',
      put(['shielded_instance_config'], { enable_secure_boot: true, enable_vtpm: true }),
      '  name = "i"\n\n  shielded_instance_config {\n    enable_secure_boot = true\n    enable_vtpm        = true\n  }\n',
    ],
    [
      // The schema knows better than a policy that says "map".
      'google_compute_instance',
      '  name = "i"\n',
      put(['shielded_instance_config'], { enable_vtpm: true }, 'map'),
      '  name = "i"\n\n  shielded_instance_config {\n    enable_vtpm = true\n  }\n',
    ],
    [
      'google_compute_instance',
      '  metadata = {\n    foo = "bar"\n  }\n',
      put(['metadata', 'block-project-ssh-keys'], 'true'),
      '  metadata = {\n    foo = "bar"\n    block-project-ssh-keys = "true"\n  }\n',
    ],
    [
      'google_compute_instance',
      '  network_interface {\n    network = "default"\n  }\n',
      put(['network_interface', 0, 'nic_type'], 'GVNIC'),
      '  network_interface {\n    network = "default"\n    nic_type = "GVNIC"\n  }\n',
    ],
    [
      'azurerm_storage_account',
      '  name = "s"\n',
      put(['min_tls_version'], 'TLS1_2'),
      '  name            = "s"\n  min_tls_version = "TLS1_2"\n',
    ],
    [
      'azurerm_storage_account',
      '  name = "s"\n',
      put(['network_rules'], { default_action: 'Deny', bypass: ['AzureServices'] }),
      '  name = "s"\n\n  network_rules {\n    default_action = "Deny"\n    bypass         = ["AzureServices"]\n  }\n',
    ],
    [
      'azurerm_storage_account',
      '  name = "s"\n',
      put(['blob_properties', 'delete_retention_policy', 'days'], 30),
      '  name = "s"\n\n  blob_properties {\n    delete_retention_policy {\n      days = 30\n    }\n  }\n',
    ],
    [
      'azurerm_kubernetes_cluster',
      '  default_node_pool {\n    name    = "d"\n    vm_size = "s"\n  }\n',
      put(['default_node_pool', 'upgrade_settings', 'max_surge'], '10%'),
      '  default_node_pool {\n    name    = "d"\n    vm_size = "s"\n    upgrade_settings {\n      max_surge = "10%"\n    }\n  }\n',
    ],
    [
      'azurerm_kubernetes_cluster',
      '  name = "k"\n',
      put(['api_server_access_profile', 'authorized_ip_ranges'], ['10.0.0.0/8']),
      '  name = "k"\n\n  api_server_access_profile {\n    authorized_ip_ranges = ["10.0.0.0/8"]\n  }\n',
    ],
  ])('%s: %s', (type, before, change, after) => {
    expect(plain(land(resource(type, before), change))).toEqual(plain({ text: resource(type, after) }))
  })
})

describe('what the provider does not have is refused', () => {
  it.each<[string, Change, string]>([
    ['google_storage_bucket', put(['acl'], 'private'), 'NOT_IN_SCHEMA: google_storage_bucket has no acl'],
    [
      'google_storage_bucket',
      put(['self_link'], 'x'),
      'NOT_IN_SCHEMA: google_storage_bucket.self_link is computed by the provider and cannot be written',
    ],
    [
      'google_storage_bucket',
      put(['soft_delete_policy'], { effective_time: 'now' }),
      'NOT_IN_SCHEMA: soft_delete_policy.effective_time is computed by the provider and cannot be written',
    ],
    [
      'google_storage_bucket',
      put(['uniform_bucket_level_access'], { enabled: true }),
      'NOT_IN_SCHEMA: uniform_bucket_level_access is true or false',
    ],
    [
      'google_compute_instance',
      put(['shielded_instance_config'], true),
      'NOT_IN_SCHEMA: shielded_instance_config is a block',
    ],
    [
      'google_compute_instance',
      put(['shielded_instance_config'], { secure_boot: true }),
      'NOT_IN_SCHEMA: shielded_instance_config has no secure_boot',
    ],
    [
      // A map where blocks are repeated.
      'google_compute_instance',
      put(['network_interface'], { network: 'default' }, 'map'),
      'NOT_IN_SCHEMA: network_interface may occur more than once and is written as a list',
    ],
    [
      'google_compute_instance',
      put(['network_interface', 0, 'name'], 'nic0'),
      'NOT_IN_SCHEMA: google_compute_instance.network_interface.0.name is computed by the provider and cannot be written',
    ],
    [
      // The name of an earlier major version.
      'azurerm_storage_account',
      put(['enable_https_traffic_only'], true),
      'NOT_IN_SCHEMA: azurerm_storage_account has no enable_https_traffic_only',
    ],
    [
      'azurerm_storage_account',
      put(['primary_access_key'], 'x'),
      'NOT_IN_SCHEMA: azurerm_storage_account.primary_access_key is computed by the provider and cannot be written',
    ],
    [
      'azurerm_storage_account',
      put(['network_rules', 'bypass'], ['AzureServices']),
      'REQUIRED_ARGUMENT: network_rules needs default_action as well',
    ],
    [
      // A map of names that are no arguments of the block.
      'azurerm_storage_account',
      put(['network_rules'], { Deny: 'all' }, 'map'),
      'NOT_IN_SCHEMA: network_rules has no Deny',
    ],
    [
      'azurerm_kubernetes_cluster',
      put(['addon_profile', 'azure_policy', 'enabled'], true),
      'NOT_IN_SCHEMA: azurerm_kubernetes_cluster has no addon_profile.azure_policy.enabled',
    ],
    [
      'azurerm_kubernetes_cluster',
      put(['kube_config', 0, 'password'], 'x'),
      'NOT_IN_SCHEMA: azurerm_kubernetes_cluster.kube_config.0.password is computed by the provider and cannot be written',
    ],
  ])('%s: %j', (type, change, refused) => {
    expect(land(resource(type, '  name = "x"\n'), change)).toEqual({ refused })
  })

  it('renames nothing to what is computed', () => {
    const change: Change = { kind: 'rename', path: ['name'], to: 'url' }
    expect(land(resource('google_storage_bucket', '  name = "x"\n'), change).refused).toBe(
      'NOT_IN_SCHEMA: google_storage_bucket.url is computed by the provider and cannot be written',
    )
  })
})

describe('a companion', () => {
  const add = (type: string, value: JsonObject): Change => ({ kind: 'add_resource', type, name: 'x', value })

  it.each<[string, Change, string]>([
    [
      'google_storage_bucket',
      add('google_storage_bucket_iam_member', {
        bucket: { $ref: ['$self', 'name'] },
        role: 'roles/storage.objectViewer',
        member: 'user:a',
      }),
      'resource "google_storage_bucket_iam_member" "x" {\n  bucket = google_storage_bucket.x.name\n  role   = "roles/storage.objectViewer"\n  member = "user:a"\n}\n',
    ],
    [
      'azurerm_storage_account',
      add('azurerm_advanced_threat_protection', {
        target_resource_id: { $ref: ['$self', 'id'] },
        enabled: true,
      }),
      'resource "azurerm_advanced_threat_protection" "x" {\n  target_resource_id = azurerm_storage_account.x.id\n  enabled            = true\n}\n',
    ],
  ])('of %s is written', (type, change, written) => {
    const text = resource(type, '  name = "x"\n')
    expect(land(text, change).text).toBe(`${text}\n${written}`)
  })

  it.each<[string, JsonObject, string]>([
    ['google_nothing', {}, 'NOT_IN_SCHEMA: the provider has no resource google_nothing'],
    // Removed from the provider.
    ['azurerm_sql_server', {}, 'NOT_IN_SCHEMA: the provider has no resource azurerm_sql_server'],
    [
      'google_kms_crypto_key',
      { name: 'k' },
      'REQUIRED_ARGUMENT: google_kms_crypto_key needs key_ring as well',
    ],
    [
      'google_kms_crypto_key',
      { name: 'k', key_ring: 'r', primary: [] },
      'NOT_IN_SCHEMA: google_kms_crypto_key.primary is computed by the provider and cannot be written',
    ],
  ])('%s %j is refused', (type, value, refused) => {
    const text = resource('google_storage_bucket', '  name = "x"\n')
    expect(land(text, add(type, value))).toEqual({ refused })
  })

  it('of a provider without a table is written as it is', () => {
    const text = resource('google_storage_bucket', '  name = "x"\n')
    expect(land(text, add('random_string', { length: 8 })).text).toContain('resource "random_string" "x" {')
  })
})
