{{/* Kinds of a namespace that are read, and what is written about Ingresses. Secrets: only those that Ingresses name are
     read, but which those are is not known beforehand. */}}
{{- define "appgw-ingress.namespacedRules" -}}
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [get, list, watch]
- apiGroups: [networking.k8s.io]
  resources: [ingresses/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [services, secrets, configmaps, pods]
  verbs: [list, watch]
{{- if .Values.readinessGate.enabled }}
- apiGroups: [""]
  resources: [pods/status]
  verbs: [patch]
{{- end }}
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list, watch]
- apiGroups: [appgw.ingress.azure.io]
  resources: [azureapplicationgatewayrewrites]
  verbs: [list, watch]
- apiGroups: [appgw.ingress.k8s.io]
  resources: [azureingressprohibitedtargets]
  verbs: [list, watch]
{{ include "appgw-ingress.eventRules" . }}
{{- end }}

{{/* Not empty where the controller makes the certificate of the webhooks. */}}
{{- define "appgw-ingress.ownCertificate" -}}
{{- if and .Values.webhook.enabled (not .Values.webhook.certManager.enabled) }}yes{{ end -}}
{{- end }}

{{- define "appgw-ingress.eventRules" -}}
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end }}

{{- define "appgw-ingress.clusterRules" -}}
- apiGroups: [networking.k8s.io]
  resources: [ingressclasses]
  verbs: [list, watch]
- apiGroups: [appgw-ingress.dev]
  resources: [applicationgateways]
  verbs: [get, list, watch]
- apiGroups: [appgw-ingress.dev]
  resources: [applicationgateways/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [nodes, namespaces]
  verbs: [list, watch]
# Its UID tells clusters apart: part of the name of an installation that is not named.
- apiGroups: [""]
  resources: [namespaces]
  resourceNames: [kube-system]
  verbs: [get]
# Whether the cluster's pods are on an overlay network.
- apiGroups: [acn.azure.com]
  resources: [nodenetworkconfigs]
  verbs: [list]
{{- if include "appgw-ingress.ownCertificate" . }}
# Whom the API server trusts when it asks the webhooks.
- apiGroups: [admissionregistration.k8s.io]
  resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations]
  resourceNames: [{{ include "appgw-ingress.clusterName" . }}]
  verbs: [patch]
{{- end }}
{{- end }}

{{/* In the release's namespace alone. */}}
{{- define "appgw-ingress.ownRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, list, watch, create, update]
{{- if .Values.defaultBackend.create }}
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [{{ include "appgw-ingress.redirectHostsName" . }}]
  verbs: [get, patch]
{{- end }}
{{- if include "appgw-ingress.gatewayId" . }}
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [{{ include "appgw-ingress.heldBackName" . }}]
  verbs: [get, patch]
{{- end }}
{{- if include "appgw-ingress.ownCertificate" . }}
- apiGroups: [""]
  resources: [secrets]
  resourceNames: [{{ include "appgw-ingress.webhookName" . }}]
  verbs: [get, patch]
{{- end }}
- apiGroups: [acn.azure.com]
  resources: [overlayextensionconfigs]
  verbs: [create]
- apiGroups: [acn.azure.com]
  resources: [overlayextensionconfigs]
  resourceNames: [agic-overlay-extension-config]
  verbs: [get]
{{- end }}
