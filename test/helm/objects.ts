/** As much of the rendered objects as the tests look at. */

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec?: unknown;
  readonly data?: Record<string, string>;
  readonly rules?: readonly PolicyRule[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace: string }[];
  readonly [member: string]: unknown;
}

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly securityContext: unknown;
  readonly resources: { readonly requests?: object; readonly limits?: object };
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
}
export interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

export interface PodTemplate {
  readonly metadata: {
    readonly labels: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec: {
    readonly serviceAccountName?: string;
    readonly automountServiceAccountToken: boolean;
    readonly hostNetwork?: boolean;
    readonly hostPID?: boolean;
    readonly hostIPC?: boolean;
    readonly securityContext: unknown;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes: readonly Record<string, unknown>[];
    readonly topologySpreadConstraints: readonly { readonly topologyKey: string }[];
  };
}

export const find = (objects: readonly KubeObject[], kind: string, name: string): KubeObject => {
  const object = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (!object) throw new Error(`no ${kind} ${name}`);
  return object;
};

export const podOf = (deployment: KubeObject): PodTemplate =>
  (deployment.spec as { readonly template: PodTemplate }).template;
