import * as k8s from '@pulumi/kubernetes'

const labels = { app: 'api' }

new k8s.apps.v1.Deployment('api', {
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        securityContext: { runAsNonRoot: true },
        containers: [
          {
            name: 'api',
            image: 'registry.example/api:1.4.2',
            securityContext: { allowPrivilegeEscalation: false },
          },
        ],
      },
    },
  },
})
