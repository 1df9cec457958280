{{/* Of (dict "root" $ "path" …): how the API server reaches a webhook, and how long it waits. */}}
{{- define "appgw-ingress.webhookCall" -}}
admissionReviewVersions: [v1]
clientConfig:
  service:
    name: {{ include "appgw-ingress.webhookName" .root }}
    namespace: {{ .root.Release.Namespace }}
    path: {{ .path }}
    port: 443
matchPolicy: Equivalent
sideEffects: None
timeoutSeconds: {{ .root.Values.webhook.timeoutSeconds }}
{{- end }}

{{/* Never in the way of the cluster itself, nor of the controller that would have to answer. */}}
{{- define "appgw-ingress.webhookNamespaces" -}}
- key: kubernetes.io/metadata.name
  operator: NotIn
  values: [kube-system, {{ .Release.Namespace }}]
{{- with .Values.namespaces }}
- key: kubernetes.io/metadata.name
  operator: In
  values: {{ toJson . }}
{{- end }}
{{- end }}

{{- define "appgw-ingress.webhookMetadata" -}}
name: {{ include "appgw-ingress.clusterName" . }}
labels:
  {{- include "appgw-ingress.labels" (dict "root" $ "component" "controller") | nindent 2 }}
{{- if .Values.webhook.certManager.enabled }}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/{{ include "appgw-ingress.webhookName" . }}
{{- end }}
{{- end }}
