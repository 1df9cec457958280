/** The values that say how pods run. */
import { z } from 'zod';
import { serviceOrEmpty } from './patterns.ts';

const TAG = /^(?:[\w][\w.-]{0,127})?$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64})?$/;

const image = (
  standard: { readonly repository: string; readonly tag: string },
  about: Record<'repository' | 'tag', string>,
) =>
  z
    .strictObject({
      repository: z.string().default(standard.repository).describe(about.repository),
      tag: z.string().regex(TAG).default(standard.tag).describe(about.tag),
      digest: z.string().regex(DIGEST).default('').describe('sha256:…; wins over the tag.'),
      pullPolicy: z
        .enum(['Always', 'IfNotPresent', 'Never'])
        .default('IfNotPresent')
        .describe('When it is pulled.'),
    })
    .describe('The image.');

const resources = (requests: Record<string, string>, limits: Record<string, string>) =>
  z.looseObject({}).default({ requests, limits }).describe('Requests and limits of the container.');

const replicas = (about: string) => z.int().min(1).default(2).describe(about);

export const workloadValues = () => ({
  replicas: replicas('Pods of the controller: one leads, the others are warm.'),
  image: image(
    { repository: 'appgw-ingress', tag: '' },
    { repository: 'Where the image is, without tag.', tag: 'Empty: the version of the chart.' },
  ),
  imagePullSecrets: z
    .array(z.strictObject({ name: z.string() }))
    .default([])
    .describe('Secrets for pulling, also of the default backend.'),
  resources: resources({ cpu: '100m', memory: '160Mi' }, { memory: '320Mi' }),
  podAnnotations: z.record(z.string(), z.string()).default({}).describe('Further annotations of the pods.'),
  podLabels: z.record(z.string(), z.string()).default({}).describe('Further labels of the pods.'),
  extraEnv: z
    .array(z.looseObject({ name: z.string() }))
    .default([])
    .describe('Further environment variables, such as HTTPS_PROXY.'),
});

export const schedulingValues = () => ({
  nodeSelector: z.record(z.string(), z.string()).default({}).describe('Nodes for all pods of the chart.'),
  tolerations: z.array(z.looseObject({})).default([]).describe('Tolerations of all pods of the chart.'),
  affinity: z.looseObject({}).default({}).describe('Affinity of all pods of the chart.'),
  priorityClassName: z.string().default('').describe('Priority class of all pods of the chart.'),
});

export const defaultBackendValues = () =>
  z
    .strictObject({
      create: z.boolean().default(true).describe('Makes the Deployment and the Service.'),
      service: serviceOrEmpty()
        .default('')
        .describe(
          'Where create is false: the Service that answers 404, as namespace/name. Empty: one named default-backend.',
        ),
      serviceType: z
        .enum(['ClusterIP', 'NodePort'])
        .default('ClusterIP')
        .describe('NodePort where the gateway reaches nodes only.'),
      replicas: replicas('Pods of the default backend.'),
      image: image(
        { repository: '', tag: '0.1.0' },
        {
          repository: 'Where the image is. Empty: where that of the controller is.',
          tag: 'A version of its own: an upgrade of the controller must not restart what answers 404.',
        },
      ),
      resources: resources({ cpu: '10m', memory: '80Mi' }, { memory: '128Mi' }),
    })
    .describe('What answers 404, and the redirects that the gateway cannot express.');

/** Whether there is a Job that runs before the release is deleted. */
export const UNINSTALL = z
  .enum(['leave', 'remove'])
  .default('leave')
  .describe(
    'What becomes of the OverlayExtensionConfig of the controller at helm uninstall: it stays, or a Job removes it, which cuts the gateway off from pods on an overlay network. What is on the gateway stays in any case.',
  );
