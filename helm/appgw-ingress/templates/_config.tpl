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
{{- toYaml $config -}}
{{- end }}
