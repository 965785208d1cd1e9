export { kubernetesFramework } from './kubernetes/kubernetes.ts'
