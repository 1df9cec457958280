{{/* Who else has a class of our name: "release namespace/name", "somebody", or empty. Without a cluster: nobody. */}}
{{- define "appgw-ingress.classTaken" -}}
{{- with lookup "networking.k8s.io/v1" "IngressClass" "" .Values.ingressClass.name -}}
{{- $annotations := .metadata.annotations | default dict -}}
{{- $release := index $annotations "meta.helm.sh/release-name" | default "" -}}
{{- $namespace := index $annotations "meta.helm.sh/release-namespace" | default "" -}}
{{- if not $release -}}
somebody
{{- else if or (ne $release $.Release.Name) (ne $namespace $.Release.Namespace) -}}
release {{ $namespace }}/{{ $release }}
{{- end -}}
{{- end -}}
{{- end }}
