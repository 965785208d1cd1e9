import { block, blocks, type Part } from '../part.ts'
import type { Resources } from '../resources.ts'
import { constant, flag, type Item, item, text } from '../state.ts'

const listenerTypes = ['aws_lb_listener', 'aws_alb_listener']

export function loadBalancers(resources: Resources): Item {
  const own = resources.of('aws_lb', 'aws_alb')
  const orphans = listenerTypes.flatMap((type) => resources.orphans(type, 'load_balancer_arn', own))
  return item(undefined, {
    loadbalancers: [
      ...own.map((part) => loadBalancer(resources, part)),
      ...resources.of('aws_elb').map((part) =>
        item(part, {
          type: constant(part, 'classic'),
          dropinvalidheaderfields: constant(part, false),
          internal: flag(part, 'internal'),
        }),
      ),
      // Their load balancer is somewhere else.
      ...(orphans.length === 0
        ? []
        : [item(undefined, { listeners: orphans.map((part) => listener(part, 'application')) })]),
    ],
  })
}

function loadBalancer(resources: Resources, part: Part): Item {
  const type = text(part, 'load_balancer_type', 'application')
  const listeners = listenerTypes.flatMap((each) => resources.referring(each, 'load_balancer_arn', part))
  return item(part, {
    type,
    dropinvalidheaderfields: flag(part, 'drop_invalid_header_fields'),
    internal: flag(part, 'internal'),
    listeners: listeners.map((each) => listener(each, type.value)),
  })
}

/** Only of an application load balancer the protocol is one to judge. */
function listener(part: Part, type: unknown): Item {
  return item(part, {
    protocol: type === 'application' ? text(part, 'protocol', 'HTTP') : constant(part, ''),
    tlspolicy: text(part, 'ssl_policy'),
    defaultactions: blocks(part, 'default_action').map((action) => {
      const redirect = block(action, 'redirect')
      return item(action, {
        type: text(action, 'type'),
        redirect: redirect && item(redirect, { protocol: text(redirect, 'protocol') }),
      })
    }),
  })
}
