import type { Path } from '@regraft/model'

/** Where each kind keeps the spec of the pods it runs: the kinds that `data.regraft.pod` knows. */
export const podPaths: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['Pod', ['spec']],
  ['PodTemplate', ['template', 'spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map(
    (kind): [string, Path] => [kind, ['spec', 'template', 'spec']],
  ),
])
