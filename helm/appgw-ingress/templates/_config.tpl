{{/* The settings of `run`; docs/reference/configuration.md explains each. What is left out has its default. */}}
{{- define "appgw-ingress.config" -}}
{{- $values := .Values -}}
{{- $config := dict
  "mode" $values.mode
  "controllerName" $values.controllerName
  "sslRedirect" $values.sslRedirect
  "pfxEncryption" $values.pfxEncryption
  "azureEnvironment" $values.azure.environment
  "logLevel" $values.logLevel
  "leaseNamespace" .Release.Namespace
  "healthPort" 8081
  "metricsPort" 8080
-}}
{{- if $values.instance }}{{ $_ := set $config "instance" $values.instance }}{{ end -}}
{{- if $values.namespaces }}{{ $_ := set $config "namespaces" (include "appgw-ingress.namespaces" . | fromYamlArray) }}{{ end -}}
{{- if $values.defaultBackend.create -}}
{{- $_ := set $config "defaultBackend" (printf "%s/%s" .Release.Namespace (include "appgw-ingress.defaultBackendName" .)) -}}
{{- else if $values.defaultBackend.service -}}
{{- $_ := set $config "defaultBackend" $values.defaultBackend.service -}}
{{- end -}}
{{- range $name := list "defaults" "policy" "gatewayWide" "ifMatch" "writeInterval" -}}
{{- with index $values.config $name }}{{ $_ := set $config $name . }}{{ end -}}
{{- end -}}
{{- if $values.readinessGate.enabled }}{{ $_ := set $config "readinessGate" $values.readinessGate }}{{ end -}}
{{- if $values.webhook.enabled }}{{ $_ := set $config "webhook" (include "appgw-ingress.webhookConfig" . | fromYaml) }}{{ end -}}
{{- with include "appgw-ingress.gatewayId" . }}{{ $_ := set $config "gatewayId" . }}{{ end -}}
{{- toYaml $config -}}
{{- end }}

{{/* Of a gateway without an ApplicationGateway, or empty. */}}
{{- define "appgw-ingress.gatewayId" -}}
{{- with .Values.config.gatewayId -}}
{{- if $.Values.gateway.resourceId }}{{ fail "config.gatewayId: gateway.resourceId is set too; only one of them names the gateway" }}{{ end -}}
{{- if not $.Values.instance }}{{ fail "config.gatewayId: instance has to be set, for it is in the name of the ConfigMap of such a gateway" }}{{ end -}}
{{- . -}}
{{- end -}}
{{- end }}

{{/* Where the controller keeps what ARM refused of such a gateway. */}}
{{- define "appgw-ingress.heldBackName" -}}
appgw-ingress-{{ .Values.instance }}-held-back
{{- end }}

{{- define "appgw-ingress.webhookConfig" -}}
enabled: true
port: 9443
validate: {{ .Values.webhook.validate | quote }}
codes:
  {{- toYaml .Values.webhook.codes | nindent 2 }}
preStop:
  {{- toYaml .Values.webhook.preStop | nindent 2 }}
certificate:
  {{- if .Values.webhook.certManager.enabled }}
  mode: files
  folder: /etc/appgw-ingress-webhook
  {{- else }}
  mode: self
  secret: {{ include "appgw-ingress.webhookName" . }}
  service: {{ include "appgw-ingress.webhookName" . }}
  configuration: {{ include "appgw-ingress.clusterName" . }}
  {{- end }}
{{- end }}
