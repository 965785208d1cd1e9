import type { Resources } from '../resources.ts'
import { type Item, item } from '../state.ts'
import { ec2 } from './ec2.ts'
import { iam } from './iam.ts'
import { loadBalancers } from './load-balancers.ts'
import { containers, databases, messages, monitoring, storage } from './plain.ts'
import { rds } from './rds.ts'
import { s3 } from './s3.ts'

/** The services that are there, by the names that checks call them. */
export function awsState(resources: Resources): Item {
  return item(undefined, {
    ...storage(resources),
    ...messages(resources),
    ...monitoring(resources),
    ...containers(resources),
    ...databases(resources),
    ec2: ec2(resources),
    elb: loadBalancers(resources),
    iam: iam(resources),
    rds: rds(resources),
    s3: s3(resources),
  })
}
