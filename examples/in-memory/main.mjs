// Heals texts that are in no file: in a browser, in a bot, in an editor. This program uses nothing of Node but the console.
import { createEngine, memoryWorkspace, overlayWorkspace } from '@regraft/engine'
import { builtin } from '@regraft/policies'

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  template:
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:7.1.2
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [NET_RAW] # the rest is still to be tried
`

const engine = await createEngine({ policies: [builtin] })

const workspace = memoryWorkspace({ 'shop.yaml': manifest })
const report = await engine.heal(workspace, { rules: ['kubernetes/drop-all-capabilities'] })
for (const { rule, status, fix } of report.findings) console.log(`${rule}: ${status}, ${fix?.result}`)
console.log(workspace.texts.get('shop.yaml'))

// What somebody is typing lies over what is saved; each proven fix is shown before anything happens.
const saved = memoryWorkspace({ 'variables.tf': 'variable "rotate" {\n  default = true\n}\n' })
const typed = new Map([
  ['main.tf', 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false # for now\n}\n'],
])
const buffers = overlayWorkspace(saved, typed)
await engine.heal(buffers, {
  confirm: ({ finding, fix, level, edits }) => {
    console.log(`${finding.rule}: ${fix.title} (${level}) in ${edits.map(({ file }) => file).join(', ')}`)
    return true
  },
})
console.log(buffers.texts.get('main.tf'))
