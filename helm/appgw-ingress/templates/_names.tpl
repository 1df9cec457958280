{{/* Short enough for every suffix below in a DNS label. */}}
{{- define "appgw-ingress.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 47 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 47 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 47 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* For what is cluster-scoped or in somebody else's namespace: two releases may have one name. */}}
{{- define "appgw-ingress.clusterName" -}}
{{- printf "%s.%s" .Release.Namespace (include "appgw-ingress.fullname" .) -}}
{{- end }}

{{- define "appgw-ingress.defaultBackendName" -}}
{{- include "appgw-ingress.fullname" . }}-default-backend
{{- end }}

{{/* By convention the controller finds it beside the Service of the default backend. */}}
{{- define "appgw-ingress.redirectHostsName" -}}
{{- include "appgw-ingress.defaultBackendName" . }}-redirect-hosts
{{- end }}

{{/* Of the Service and the Secret of the webhooks. */}}
{{- define "appgw-ingress.webhookName" -}}
{{- include "appgw-ingress.fullname" . }}-webhook
{{- end }}

{{- define "appgw-ingress.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "appgw-ingress.fullname" .) -}}
{{- end }}

{{- define "appgw-ingress.gatewayName" -}}
{{- .Values.gateway.name | default .Values.ingressClass.name -}}
{{- end }}

{{/* The release's own namespace is always one of them: the default backend is there. */}}
{{- define "appgw-ingress.namespaces" -}}
{{- append .Values.namespaces .Release.Namespace | uniq | sortAlpha | toYaml -}}
{{- end }}

{{/* Of (dict "root" $ "component" …): never changes in the life of a release. */}}
{{- define "appgw-ingress.selector" -}}
app.kubernetes.io/name: {{ .root.Values.nameOverride | default .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "appgw-ingress.labels" -}}
{{ include "appgw-ingress.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}
