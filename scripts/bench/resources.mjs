// Resources of the types that the built-in rules look at: every fifth has one defect, the rest are as the rules want.
const makers = [
  (i, bad) => ({ type: 'aws_s3_bucket_public_access_block', input: accessBlock(i, bad) }),
  (i, bad) => ({ type: 'aws_db_instance', input: database(i, bad) }),
  (i, bad) => ({
    type: 'aws_security_group',
    input: { name: `group-${i}`, ingress: ingress(bad), tags: tags(i) },
  }),
  (i, bad) => ({ type: 'aws_instance', input: instance(i, bad) }),
  (i, bad) => ({
    type: 'aws_kms_key',
    input: { description: `key ${i}`, enable_key_rotation: !bad, tags: tags(i) },
  }),
  (i, bad) => ({
    type: 'aws_ebs_volume',
    input: { size: 10, availability_zone: 'a', encrypted: !bad, tags: tags(i) },
  }),
  (i, bad) => ({ type: 'Deployment', input: workload('Deployment', i, bad) }),
  (i, bad) => ({ type: 'StatefulSet', input: workload('StatefulSet', i, bad) }),
]

export function resources(count) {
  return Array.from({ length: count }, (_, i) => ({
    address: `r.${i}`,
    ...makers[i % makers.length](i, i % 5 === 0),
  }))
}

function tags(i) {
  return {
    Name: `resource-${i}`,
    team: 'platform',
    environment: i % 2 ? 'staging' : 'production',
    cost_center: `cc-${i % 40}`,
  }
}

function database(i, bad) {
  return {
    identifier: `db-${i}`,
    engine: 'postgres',
    instance_class: 'db.t3.medium',
    allocated_storage: 20,
    storage_encrypted: !bad,
    publicly_accessible: false,
    backup_retention_period: 14,
    deletion_protection: true,
    multi_az: true,
    tags: tags(i),
  }
}

function accessBlock(i, bad) {
  return {
    bucket: `bucket-${i}`,
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: !bad,
  }
}

function ingress(bad) {
  const rule = (port, cidr) => ({
    from_port: port,
    to_port: port,
    protocol: 'tcp',
    cidr_blocks: [cidr],
    description: 'in',
  })
  return [rule(443, '10.0.0.0/8'), rule(22, bad ? '0.0.0.0/0' : '10.1.0.0/16'), rule(8080, '10.2.0.0/16')]
}

function instance(i, bad) {
  return {
    ami: 'ami-0123456789',
    instance_type: 't3.small',
    subnet_id: `subnet-${i}`,
    metadata_options: { http_tokens: bad ? 'optional' : 'required', http_endpoint: 'enabled' },
    root_block_device: { encrypted: true, volume_size: 20, volume_type: 'gp3' },
    tags: tags(i),
  }
}

function workload(kind, i, bad) {
  const securityContext = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: !bad,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  }
  const container = (name) => ({
    name,
    image: `registry.example/team/${name}:1.${i}.0`,
    ports: [{ containerPort: 8080, name: 'http' }],
    securityContext,
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'REGION', value: 'eu-1' },
    ],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10 },
  })
  const labels = { app: `app-${i}`, 'app.kubernetes.io/part-of': 'shop' }
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: `app-${i}`, namespace: 'shop', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { automountServiceAccountToken: false, containers: [container('web'), container('sidecar')] },
      },
    },
  }
}
