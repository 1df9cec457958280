{{/* Of (dict "root" $ "name" … "namespace" … "rules" …): a role and its binding to the controller; cluster-wide where the
     namespace is empty. */}}
{{- define "appgw-ingress.grant" -}}
{{- $kind := ternary "Role" "ClusterRole" (ne .namespace "") -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $kind }}
metadata:
  name: {{ .name }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "appgw-ingress.labels" (dict "root" .root "component" "controller") | nindent 4 }}
rules:
  {{- .rules | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $kind }}Binding
metadata:
  name: {{ .name }}
  {{- with .namespace }}
  namespace: {{ . }}
  {{- end }}
  labels:
    {{- include "appgw-ingress.labels" (dict "root" .root "component" "controller") | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ $kind }}
  name: {{ .name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "appgw-ingress.serviceAccountName" .root }}
    namespace: {{ .root.Release.Namespace }}
{{- end }}
